"""Notices of decisions (決定通知書)."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.definitions.shapes import Notice, NoticeLine
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.applications import decision_of, review_of
from tsunagaru.engines.applications.queries.papers import (
    applicant_of,
    documents_day,
    fee_section,
    office_of,
    town_name,
)
from tsunagaru.engines.applications.queries.procedures import CannotFind, Form, form_of
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.clock import day_of

PROOF = "この書類が本物か、読み取って確かめられます。\n確認番号 {code}　合言葉 {word}"
JAPANESE = "ja"
OPENING = "{day}に受け付けた「{name}」（受付番号 {number}）について、お知らせします。"


def notice(row: Application, *, address: Callable[[str], str]) -> documents.Order:
    """Return what the notice of the decision (決定通知書) says; in Japanese, as decided.

    Args:
        address: where the paper of a code can be checked.

    Raises:
        CannotFind: nothing is decided yet.

    Source:
        行政手続法 第8条 (statement of reasons), 行政不服審査法 第82条 (教示).
    """
    decision = decision_of(row)
    if decision is None:
        raise CannotFind(str(row.pk))
    form = form_of(row.version_id)
    data = _notice_data(row, form, decision, JAPANESE)
    return documents.Order(
        template="decision_notice",
        data=data,
        owner_kind="application-notice",
        owner=row.pk,
        shown=[
            ("あて名", str(data["addressee"])),
            ("受付番号", str(data["number"])),
            ("決定の内容", str(data["outcome"])),
        ],
        address=address,
        caption=say(PROOF, JAPANESE),
        resident=row.resident_id,
        section=form.definition.section,
    )


def _notice_data(
    row: Application, form: Form, decision: cases.DecisionView, language: str
) -> dict[str, Any]:
    outcome = form.definition.outcome(decision.outcome)
    words = outcome.notice if outcome else None
    laws = "、".join(str(law) for law in form.definition.laws)
    number = rules.format_number(row.number)
    return {
        "town": town_name(),
        "number": number,
        "decided_on": day_of(decision.at),
        "addressee": applicant_of(form, row.answers),
        "issuer": f"{town_name()}長",
        "title": words.title.in_language(language) if words else decision.label,
        "opening": say(
            OPENING,
            language,
            day=documents_day(row, language),
            name=form.definition.name.text,
            number=number,
        ),
        "outcome": words.body.in_language(language) if words else decision.label,
        "rows": [
            {"label": say("根拠法令", language), "text": laws},
            *_lines(form, row, words, language),
            *fee_section(form, row, language)["rows"],
        ],
        "reason": decision.reason,
        "appeal": _appeal(form, decision.outcome, language),
        "office": office_of(form.definition.section),
    }


def _appeal(form: Form, outcome: str, language: str) -> list[str]:
    """Return the appeal notice that goes with everything not granted in full (教示)."""
    if outcome == "granted":
        return []
    return [paragraph.in_language(language) for paragraph in form.definition.appeal]


def _lines(
    form: Form, row: Application, words: Notice | None, language: str
) -> Iterator[dict[str, str]]:
    """Yield the answers that the notice repeats, as they were handed in (記載事項)."""
    if words is None or not words.lines:
        return
    sections = review_of(form, row.answers, language, row.submitted_at)
    answered = [answer for section in sections for answer in section.rows]
    for line in words.lines:
        for code, question, text in answered:
            if text and (found := _pattern(line).fullmatch(code)):
                number = found.groupdict().get("number", "")
                label = line.label.in_language(language) if line.label else question
                yield {"label": label.replace("{number}", number), "text": text}


def _pattern(line: NoticeLine) -> re.Pattern[str]:
    group, _, member = line.field.partition(".")
    return re.compile(rf"{group}-(?P<number>\d+)-{member}" if member else group)
