"""What becomes of an application's fee (手数料のその後): fixed, paid, late, given back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.events import FeeFixed, FeeReturned
from tsunagaru.engines.applications.models import Application, Charge
from tsunagaru.engines.applications.queries.charges import REFUSED, fee_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import paying
from tsunagaru.engines.applications.services.charging import (
    Fixing,
    bring_to,
    cancel_open,
    follow,
)
from tsunagaru.engines.applications.services.drafts import facts_of
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor

NOT_PAID = "手数料が期限までに支払われなかったため。"


class CannotFix(Exception):
    """The fee cannot be fixed, moved or given back so (できません).

    Args:
        sentence: why, in Japanese, for the member of staff.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def fix(
    application: UUID, yen: int, *, by: Actor, at: datetime, reason: str = "", due_on: date | None
) -> None:
    """Fix the fee and ask for it (手数料を決めて請求する); the same amount twice asks once.

    Args:
        yen: the whole fee; what was paid already counts.
        reason: needed where it is another amount than the rule's, or than the one in force.

    Raises:
        CannotFix: the matter is over, or the reason is missing.

    Publishes:
        FeeFixed (and payments' own events)
    """
    row = take(application)
    fee = fee_of(row)
    if fee.over in paying.STOPPED:
        raise CannotFix("取下げや不許可で終わった申請の手数料は、決められません。")
    usual = fee.plan.total_yen if fee.plan.fixed else row.fee_yen
    if usual is not None and yen not in (usual, row.fee_yen) and not reason.strip():
        raise CannotFix("計算による額と違うときは、理由を入力してください。")
    cause = "review" if fee.over is paying.Over.OPEN else "granted"
    bring_to(row, yen, Fixing(cause, reason, by, due_on), at)
    publish(
        FeeFixed(
            at=at,
            subject=row.pk,
            procedure=row.procedure,
            by_rule="yes" if yen == row.fee_yen else "no",
            yen=yen,
            **facts_of(row),
        )
    )


@transaction.atomic
def extend(application: UUID, due_on: date, *, by: Actor, at: datetime) -> None:
    """Give until a later day, also after the due date has passed (支払い期限を延ばす).

    Raises:
        CannotFix: nothing is to be paid.

    Publishes:
        payments' own PaymentPostponed or PaymentRequested
    """
    row = take(application)
    fee = fee_of(row)
    if fee.over in paying.STOPPED or fee.standing in (*paying.SETTLED, paying.Standing.TO_FIX):
        raise CannotFix("支払いを待っている請求がありません。")
    if fee.pending is None:
        bring_to(row, fee.plan.total_yen, Fixing("extension", by=by, due_on=due_on), at)
        return
    payments.postpone(fee.pending.id, due_on=due_on, at=at)
    follow(row, at=at, by=by, anew=True)


@transaction.atomic
def close_unpaid(application: UUID, *, by: Actor, at: datetime) -> None:
    """Refuse an application because its fee was not paid (支払いがないため終える).

    Raises:
        CannotFix: it is paid, or was never asked for.
        cases.CannotMove: it is over, or waits for a correction.

    Publishes:
        the case's own CaseDecided
    """
    row = take(application)
    if fee_of(row).standing not in {paying.Standing.EXPIRED, paying.Standing.CANCELLED}:
        raise CannotFix("支払いの期限が過ぎた申請だけを終えられます。")
    outcome = form_of(row.version_id).definition.outcome(REFUSED)
    label = outcome.label.ja if outcome else "認めない"
    cases.decide(row.case, outcome=REFUSED, label=label, reason=NOT_PAID, by=by, at=at)


@transaction.atomic
def return_fee(application: UUID, yen: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Decide what goes back of the fee of a matter that came to nothing (返金を決める).

    Args:
        yen: 0 when the town keeps all.

    Raises:
        CannotFix: nothing is held, more is asked than that, or there is no reason.

    Publishes:
        FeeReturned (and payments' own RefundRequested)
    """
    row = take(application)
    fee = fee_of(row)
    if fee.standing is not paying.Standing.TO_REFUND:
        raise CannotFix("返金の確認を待っている手数料がありません。")
    if not 0 <= yen <= fee.held_yen:
        raise CannotFix(f"返金できるのは0円から{fee.held_yen:,}円までです。")
    if not reason.strip():
        raise CannotFix("理由を入力してください。")
    kept_yen = fee.held_yen - yen
    payments.give_back(fee.paid, yen, reason=reason, by=by, at=at)
    for charge in row.charges.all():
        charge.closing, charge.closed_at, charge.closed_by_name = reason, at, by.name
        charge.save(update_fields=["closing", "closed_at", "closed_by_name"])
    follow(row, at=at, by=by)
    publish(
        FeeReturned(
            at=at,
            subject=row.pk,
            procedure=row.procedure,
            yen=yen,
            kept_yen=kept_yen,
            **facts_of(row),
        )
    )


@transaction.atomic
def follow_payment(charge: UUID, *, at: datetime) -> Application | None:
    """Write down on the case what became of a charge's invoice (入金・失効を案件に記す).

    Returns:
        The application, or None where the charge is none of ours.

    Publishes:
        the case's own CasePaymentChanged
    """
    asked = rows.first(Charge, pk=charge)
    if asked is None:
        return None
    row = take(asked.application_id)
    follow(row, at=at)
    return row


def application_of(charge: UUID) -> Application | None:
    """Return the application of a charge, writing nothing down (請求の申請)."""
    asked = rows.first(Charge, pk=charge)
    return rows.get(Application, pk=asked.application_id) if asked else None


def settle_end(row: Application, at: datetime) -> None:
    """Ask no longer when a matter came to nothing; ask at the latest when it is granted.

    In the caller's transaction, with the application locked and ended.
    """
    fee = fee_of(row)
    if fee.last is None and fee.payment is None:
        return
    if fee.over in paying.STOPPED:
        cancel_open(row, at)
        follow(row, at=at)
    elif fee.plan.when is paying.When.AFTER_REVIEW and not fee.plan.fixed and row.fee_yen:
        bring_to(row, row.fee_yen, Fixing("granted"), at)


def settle_correction(row: Application, by: Actor, at: datetime) -> None:
    """Bring what is asked for in line with corrected answers (補正による手数料の変更).

    In the caller's transaction, with the application locked.
    """
    fee = fee_of(row)
    if fee.last is None or fee.last.rule_yen == row.fee_yen:
        return
    if row.fee_yen is not None and fee.plan.when is not paying.When.AFTER_REVIEW:
        bring_to(row, row.fee_yen, Fixing("correction"), at)
        return
    cancel_open(row, at)
    follow(row, at=at, by=by)


def take(application: UUID) -> Application:
    """Lock an application."""
    return rows.get(Application, lock=True, pk=application)
