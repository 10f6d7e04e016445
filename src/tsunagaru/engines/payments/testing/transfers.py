"""Accounts, agreements and the bank's answers for tests (テスト用の口座振替)."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.simulator import bank
from tsunagaru.engines.payments.models import (
    Invoice,
    Mandate,
    TransferBatch,
)
from tsunagaru.engines.payments.queries import transfers
from tsunagaru.engines.payments.rules.agreements import Result
from tsunagaru.engines.payments.services.agreements import BankAccount
from tsunagaru.engines.payments.testing.makers import MONDAY, a_setup, an_invoice
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.folder import read_yaml

AN_ACCOUNT = BankAccount(
    bank="9999",
    branch="123",
    number="0001234",
    holder="オヤマ ハナコ",
    bank_name="ミホン",
    branch_name="オヤマ",
)


def transfer_layout() -> Any:  # noqa: ANN401 - what YAML holds
    """Return what the demo town's folder says of account transfers."""
    file = Path(settings.TSUNAGARU_TOWN) / "payments.yaml"
    found: Any = read_yaml("payments.yaml", file.read_bytes()).data
    return found["transfer"]


def a_transfer_setup(*, section: str = "jumin", at: datetime = MONDAY) -> None:
    """Let a section collect from accounts by the demo town's layout (口座振替の設定)."""
    a_setup(section=section, at=at, transfer=transfer_layout())


def an_agreed_invoice(
    resident: UUID, *, yen: int = 1200, at: datetime = MONDAY, account: BankAccount = AN_ACCOUNT
) -> Invoice:
    """Return an invoice of somebody whose account may be debited (口座振替の対象)."""
    if not Mandate.objects.filter(resident_id=resident, state="active").exists():
        services.record_mandate(resident, account, agreed_on=at.date(), by=Actor(), at=at)
    return an_invoice(yen=yen, resident=resident, at=at)


def a_request(rows: Sequence[Invoice], *, at: datetime = MONDAY) -> TransferBatch:
    """Ask the bank for some invoices on the day the last one is due (振替依頼)."""
    day = max(row.due_on for row in rows)
    return services.request_transfers(day, by=Actor(), at=at)


def the_bank_answers(
    batch: TransferBatch, result: str = Result.COLLECTED, *, at: datetime | None = None
) -> TransferBatch:
    """Load the bank's answer, the same for all debits, that evening or later (結果の取込み)."""
    back = bank.answer(transfers.file_of(batch), result_of=lambda _place, _yen: result)
    evening = datetime.combine(batch.withdrawn_on, time(18), JST)
    return services.read_results(batch.pk, back, by=Actor(name="会計 係"), at=at or evening)
