"""What a trial comes to in money and visits (試しの入力での手数料・支払い・来庁の予約)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.services.procedures.queries.money import visit_resources
from tsunagaru.services.procedures.queries.trying import Working
from tsunagaru.services.procedures.rules import money

NOTHING = "請求しない（0円）"


def money_workings(
    form: applications.Form, answers: Mapping[str, Any], today: date
) -> list[Working]:
    """Return what fee, reductions, payment and visit come to now (お金と来庁の動き)."""
    return [*_of_fee(form, answers, today), *_of_payment(form, answers, today),
            *_of_visit(form, answers, today)]  # fmt: skip


def _of_fee(form: applications.Form, answers: Mapping[str, Any], today: date) -> Iterator[Working]:
    fee = form.definition.fee
    for label, text in applications.fee_rows(form, answers, today, "ja"):
        yield Working(label, "手数料", fee.rule or "", text)
    for one in fee.reductions:
        holds = questionnaires.fits(form.questionnaire, one.when, answers, today)
        now = "当てはまる" if holds else "当てはまらない"
        yield Working(f"減免「{one.name.ja}」", "減額する条件", one.when, now)


def _of_payment(
    form: applications.Form, answers: Mapping[str, Any], today: date
) -> Iterator[Working]:
    payment = form.definition.payment
    if payment is None:
        return
    nothing = applications.fee_yen(form, answers, today) == 0
    asked = money.payment_in_words({"when": payment.when.value, "due_days": payment.due_days})
    yield Working("支払い", "請求の時期", "", NOTHING if nothing else asked)
    must = questionnaires.fits(form.questionnaire, payment.required, answers, today)
    yield Working("支払い", "決定の前の支払い", payment.required, "必要" if must else "不要")


def _of_visit(
    form: applications.Form, answers: Mapping[str, Any], today: date
) -> Iterator[Working]:
    visit = form.definition.visit
    if visit is not None:
        name = visit_resources().get(visit.resource, visit.resource)
        wanted = questionnaires.fits(form.questionnaire, visit.when, answers, today)
        said = f"勧める：{name}" if wanted else "勧めない"
        yield Working("来庁の予約", "予約を勧める条件", visit.when, said)
