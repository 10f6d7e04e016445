"""Notices of decisions (決定通知書)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.definitions.shapes import Notice, NoticeLine
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.applications import decision_of, review_of
from tsunagaru.engines.applications.queries.charges import REFUSED, fee_of
from tsunagaru.engines.applications.queries.fees import FEE, yen_words
from tsunagaru.engines.applications.queries.papers import (
    applicant_of,
    documents_day,
    fee_section,
    town_name,
)
from tsunagaru.engines.applications.queries.procedures import CannotFind, Form, form_of
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.clock import day_of

PROOF = (
    "この書類が本物か、読み取って確かめられます。\n確認番号 {code}　合言葉 {word}\n"
    "読み取れないときは {page} で番号を入力してください。"
)
JAPANESE = "ja"
PAPER = "application-notice"
"""As what the notice of a decision is issued."""
OPENING = "{day}に受け付けた「{name}」（受付番号 {number}）について、お知らせします。"


def notices_issued(row: Application) -> list[documents.PaperView]:
    """Return the notices of an application that were issued, the newest first (発行した通知書)."""
    return documents.issued_to(PAPER, row.pk)


def is_withdrawn(row: Application) -> bool:
    """Tell whether the notice was withdrawn and none follows it (通知書の取消し)."""
    last = next(iter(notices_issued(row)), None)
    return last is not None and last.state == "withdrawn"


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
    data = notice_data(_decided(row, form, decision), JAPANESE)
    return documents.Order(
        template="decision_notice",
        data=data,
        owner_kind=PAPER,
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


@dataclass(frozen=True)
class Decided:
    """What a notice is about (決定の内容).

    Args:
        number: the receipt number as people read it.
        label: what the decision is called, should the definition no longer know its code.
        fee: rows about the fee.
    """

    form: Form
    answers: dict[str, Any]
    number: str
    received_at: datetime
    outcome: str
    label: str
    reason: str
    decided_at: datetime
    fee: list[dict[str, str]]


def _decided(row: Application, form: Form, decision: cases.DecisionView) -> Decided:
    return Decided(
        form=form,
        answers=row.answers,
        number=rules.format_number(row.number),
        received_at=row.submitted_at,
        outcome=decision.outcome,
        label=decision.label,
        reason=decision.reason,
        decided_at=decision.at,
        fee=_fee(form, row, decision.outcome, JAPANESE),
    )


def notice_data(one: Decided, language: str) -> dict[str, Any]:
    """Return the fields of the sheet (通知書の項目)."""
    definition = one.form.definition
    outcome = definition.outcome(one.outcome)
    words = outcome.notice if outcome else None
    laws = "、".join(str(law) for law in definition.laws)
    return {
        "town": town_name(),
        "number": one.number,
        "decided_on": day_of(one.decided_at),
        "addressee": applicant_of(one.form, one.answers),
        "issuer": f"{town_name()}長",
        "title": words.title.in_language(language) if words else one.label,
        "opening": say(
            OPENING,
            language,
            day=documents_day(one.received_at, language),
            name=definition.name.text,
            number=one.number,
        ),
        "outcome": words.body.in_language(language) if words else one.label,
        "rows": [
            {"label": say("根拠法令", language), "text": laws},
            *_lines(one, words, language),
            *one.fee,
        ],
        "reason": one.reason,
        "appeal": _appeal(one.form, one.outcome, language),
        "office": people.office_of(definition.section),
    }


def _fee(form: Form, row: Application, outcome: str, language: str) -> list[dict[str, str]]:
    """Return the fee, as a clerk fixed it or else by the rule (手数料).

    A refusal names none that was never asked for.
    """
    fee = fee_of(row)
    if outcome == REFUSED and not fee.billed:
        return []
    if fee.plan.fixed and fee.plan.total_yen != row.fee_yen:
        return [{"label": say(FEE, language), "text": yen_words(fee.plan.total_yen, language)}]
    rows: list[dict[str, str]] = fee_section(form, row, language)["rows"]
    return rows


def _appeal(form: Form, outcome: str, language: str) -> list[str]:
    """Return the appeal notice that goes with everything not granted in full (教示)."""
    if outcome == "granted":
        return []
    return [paragraph.in_language(language) for paragraph in form.definition.appeal]


def _lines(one: Decided, words: Notice | None, language: str) -> Iterator[dict[str, str]]:
    """Yield the answers that the notice repeats, as they were handed in (記載事項)."""
    if words is None or not words.lines:
        return
    sections = review_of(one.form, one.answers, language, one.received_at)
    for label, text in notice_lines(words, sections, language):
        yield {"label": label, "text": text}


def notice_lines(
    words: Notice, sections: Sequence[questionnaires.ReviewSection], language: str
) -> Iterator[tuple[str, str]]:
    """Yield the answers a notice repeats (記載事項): what stands before each, and the answer."""
    answered = [answer for section in sections for answer in section.rows]
    for line in words.lines:
        for code, question, text in answered:
            if text and (found := _pattern(line).fullmatch(code)):
                number = found.groupdict().get("number", "")
                label = line.label.in_language(language) if line.label else question
                yield label.replace("{number}", number), text


def _pattern(line: NoticeLine) -> re.Pattern[str]:
    group, _, member = line.field.partition(".")
    return re.compile(rf"{group}-(?P<number>\d+)-{member}" if member else group)
