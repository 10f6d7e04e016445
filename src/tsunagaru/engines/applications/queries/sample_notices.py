"""Notices as they would be issued (通知書の見本): to look at, neither signed nor kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tsunagaru.engines.applications.queries.charges import REFUSED
from tsunagaru.engines.applications.queries.examples import examples_of, post_of
from tsunagaru.engines.applications.queries.fees import fee_rows
from tsunagaru.engines.applications.queries.notices import Decided, notice_data
from tsunagaru.engines.applications.queries.procedures import CannotFind, Form
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.documents import api as documents
from tsunagaru.kernel.clock import day_of

JAPANESE = "ja"
SAMPLE = "見本（効力はありません）"
NUMBER = "見本"
REASON = "（ここに理由が入ります）"
GRANTED = "granted"


def sample_answers(form: Form, other: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return a form filled in with the town's first example (記入例を入れた答え).

    Args:
        other: an example for a form whose town wrote none.
    """
    example = {**other, **next(iter(examples_of(form.definition)), {})}
    answers: dict[str, Any] = {}
    today = day_of(at)
    for page in form.questionnaire.pages:
        raw = post_of(form, page.code, example, answers, today)
        filled = questionnaires.fill_page(
            form.questionnaire, page.code, raw, answers, language=JAPANESE, today=today
        )
        answers = filled.answers
    return answers


def sample_notice(form: Form, outcome: str, answers: dict[str, Any], *, at: datetime) -> bytes:
    """Return what a decision would issue for these answers (通知書の見本) as PDF, in Japanese.

    Raises:
        CannotFind: there is no such outcome.
        documents.CannotRender: a character has no glyph.
    """
    found = form.definition.outcome(outcome)
    if found is None:
        raise CannotFind(outcome)
    fee = [] if outcome == REFUSED else fee_rows(form, answers, day_of(at), JAPANESE)
    one = Decided(
        form=form,
        answers=answers,
        number=NUMBER,
        received_at=at,
        outcome=outcome,
        label=found.label.in_language(JAPANESE),
        reason="" if outcome == GRANTED else next(iter(found.reasons), REASON),
        decided_at=at,
        fee=[{"label": label, "text": text} for label, text in fee],
    )
    data = notice_data(one, JAPANESE) | {"form": SAMPLE}
    return documents.render("decision_notice", data, at=at, language=JAPANESE, substitute=True)
