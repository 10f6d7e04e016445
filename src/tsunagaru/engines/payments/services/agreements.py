"""Agreements on account transfers (口座振替の契約): asked for, confirmed by the bank, ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagaru.engines.payments.events import MandateRecorded
from tsunagaru.engines.payments.models import Mandate
from tsunagaru.engines.payments.rules.agreements import LIVE, RESULT_LABELS, Result, Standing
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.clock import day_of


class CannotAgree(Exception):
    """An agreement cannot be asked for, confirmed or ended so (できません)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


ASKED_ALREADY = "すでに申込みがあり、金融機関に確認しています。"
NOT_WAITING = "この申込みは、すでに処理されています。"


@dataclass(frozen=True)
class BankAccount:
    """Where the money is collected (振替口座).

    Args:
        bank_name, branch_name: in katakana, as the file needs them.
        kind: ``1`` ordinary, ``2`` current, ``3`` for taxes.
        postal: mark and number as they were typed, of an account at Japan Post Bank.
    """

    bank: str
    branch: str
    number: str
    holder: str
    bank_name: str = ""
    branch_name: str = ""
    kind: str = "1"
    postal: str = ""


@transaction.atomic
def ask_for_transfers(
    resident: UUID, account: BankAccount, *, channel: str, at: datetime, by: Actor = ANONYMOUS
) -> UUID:
    """Take an application for account transfers in (口座振替の申込み); the bank is asked next.

    Raises:
        CannotAgree: one is being looked at already.

    Publishes:
        MandateRecorded
    """
    try:
        with transaction.atomic():
            row = Mandate.objects.create(
                **_account(resident, account),
                state=Standing.APPLIED,
                channel=channel,
                agreed_on=day_of(at),
                recorded_at=at,
                by=by.staff,
                by_name=by.name,
            )
    except IntegrityError:
        raise CannotAgree(ASKED_ALREADY) from None
    return _tell(row, at)


def _account(resident: UUID, account: BankAccount) -> dict[str, object]:
    return {
        "resident_id": resident,
        "bank": account.bank,
        "bank_name": account.bank_name,
        "branch": account.branch,
        "branch_name": account.branch_name,
        "account_kind": account.kind,
        "account": account.number,
        "holder": account.holder,
        "postal": account.postal or None,
    }


def _tell(row: Mandate, at: datetime) -> UUID:
    publish(MandateRecorded(at=at, subject=row.pk, state=row.state))
    return row.pk


@transaction.atomic
def record_mandate(
    resident: UUID, account: BankAccount, *, agreed_on: date, by: Actor, at: datetime
) -> UUID:
    """Write a consent down that the bank has confirmed; an older one ends (口座振替の登録).

    Publishes:
        MandateRecorded
    """
    _end_all(resident, agreed_on, at)
    row = Mandate.objects.create(
        **_account(resident, account),
        agreed_on=agreed_on,
        answered_on=agreed_on,
        recorded_at=at,
        by=by.staff,
        by_name=by.name,
    )
    return _tell(row, at)


@transaction.atomic
def confirm(mandate: UUID, *, answered_on: date, by: Actor, at: datetime) -> None:
    """Put an agreement in force after the bank's answer (登録する); an older one ends.

    Raises:
        CannotAgree: it waits for no answer.

    Publishes:
        MandateRecorded
    """
    row = _waiting(mandate)
    if row.resident_id:
        _end_all(row.resident_id, answered_on, at)
    row.state, row.answered_on, row.by, row.by_name = (
        Standing.ACTIVE,
        answered_on,
        by.staff,
        by.name,
    )
    row.save(update_fields=["state", "answered_on", "by", "by_name"])
    _tell(row, at)


@transaction.atomic
def refuse(mandate: UUID, *, reason: str, answered_on: date, by: Actor, at: datetime) -> None:
    """Write down that the bank cannot register an account (登録できない).

    Raises:
        CannotAgree: it waits for no answer, or nobody says why.

    Publishes:
        MandateRecorded
    """
    row = _waiting(mandate)
    if not reason.strip():
        raise CannotAgree("理由を入力してください。")
    _stop(row, Standing.REFUSED, reason, answered_on)
    row.by, row.by_name = by.staff, by.name
    row.save(update_fields=["by", "by_name"])
    _tell(row, at)


def _waiting(mandate: UUID) -> Mandate:
    row = Mandate.objects.select_for_update(no_key=True).get(pk=mandate)
    if row.state != Standing.APPLIED:
        raise CannotAgree(NOT_WAITING)
    return row


def stop(mandate: UUID, result: Result, *, at: datetime) -> None:
    """Stop an agreement whose account cannot be debited any more (停止), in the caller's act.

    Once, although several debits of one answer say so.

    Publishes:
        MandateRecorded
    """
    row = Mandate.objects.select_for_update(no_key=True).get(pk=mandate)
    if row.state == Standing.ACTIVE:
        _stop(row, Standing.STOPPED, RESULT_LABELS[result], day_of(at))
        _tell(row, at)


def _stop(row: Mandate, state: Standing, reason: str, day: date) -> None:
    row.state, row.note, row.ended_on = state, reason, day
    if state is Standing.REFUSED:
        row.answered_on = day
    row.save(update_fields=["state", "note", "ended_on", "answered_on"])


@transaction.atomic
def end(mandate: UUID, *, at: datetime) -> None:
    """End an agreement, or take an application back (解約・申込みの取下げ).

    A request that is with the bank already still runs.

    Raises:
        CannotAgree: it is over already.

    Publishes:
        MandateRecorded
    """
    row = Mandate.objects.select_for_update(no_key=True).get(pk=mandate)
    if row.state not in LIVE:
        raise CannotAgree("この口座振替は、すでに終わっています。")
    _finish(row, day_of(at), at)


@transaction.atomic
def end_mandate(resident: UUID, *, ended_on: date, at: datetime) -> None:
    """End a payer's consent (口座振替を終了する).

    Publishes:
        MandateRecorded
    """
    _end_all(resident, ended_on, at)


def _end_all(resident: UUID, day: date, at: datetime) -> None:
    rows = Mandate.objects.select_for_update(no_key=True)
    for row in rows.filter(resident_id=resident, state=Standing.ACTIVE):
        _finish(row, day, at)


def _finish(row: Mandate, day: date, at: datetime) -> None:
    row.state, row.ended_on = Standing.ENDED, day
    row.save(update_fields=["state", "ended_on"])
    _tell(row, at)
