"""Makers of payments for others' tests, and a provider over loopback (テスト用の支払い)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.test import override_settings

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.definitions import PaymentsFile
from tsunagaru.engines.payments.gateways.simulator.demo import KEYS
from tsunagaru.engines.payments.gateways.simulator.desk import Contract, Desk
from tsunagaru.engines.payments.gateways.simulator.server import running
from tsunagaru.engines.payments.gateways.simulator.store import Paid, Store
from tsunagaru.engines.payments.models import (
    Attempt,
    Difference,
    Drawer,
    Invoice,
    Mandate,
    Payment,
    Paypoint,
    Settlement,
    Setup,
    TerminalDeposit,
    TransferBatch,
)
from tsunagaru.engines.payments.queries import invoices as queries
from tsunagaru.engines.payments.services.agreements import BankAccount
from tsunagaru.engines.payments.services.requesting import Part, Payer, Terms
from tsunagaru.ground.people.testing import Cast, actor_of
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.folder import read_yaml

MONDAY = datetime(2026, 4, 6, 10, tzinfo=JST)
TITLE = Trilingual(ja="住民票の写し", easy="住民票の うつし", en="Copy of the residence record")


def a_setup(*, section: str = "accounts", at: datetime = MONDAY, **changes: Any) -> None:  # noqa: ANN401 - any field of PaymentsFile
    """Let a section own the books, with the simulated provider's fees (支払いの設定)."""
    rates = {"paypay": 198, "payjp": 298}
    content = PaymentsFile(section=section, fee_rate_bp=rates, **changes).model_dump(mode="json")
    Setup.objects.update_or_create(pk=1, defaults={"content": content, "loaded_at": at})


def an_invoice(
    *,
    yen: int = 300,
    section: str = "jumin",
    resident: UUID | None = None,
    at: datetime = MONDAY,
    kind: str = "application",
    terms: Terms = Terms(),  # noqa: B008 - frozen
    parts: list[Part] | None = None,
) -> Invoice:
    """Return an invoice that nobody has paid yet (請求)."""
    view = services.request_payment(
        kind=kind,
        subject=uuid4(),
        title=TITLE,
        parts=parts or [Part(Trilingual("手数料", "お金", "Fee"), "fees", yen)],
        section=section,
        payer=Payer(resident=resident, name="小山 花子", channel="online"),
        terms=terms,
        at=at,
    )
    return Invoice.objects.get(pk=view.id)


def a_paypoint(
    code: str = "hall", *, section: str = "jumin", site: str = "hall", takes_for: Sequence[str] = ()
) -> Paypoint:
    """Return a paypoint with cash and a card terminal (支払い窓口)."""
    values = {
        "name": "住民 窓口",
        "section": section,
        "site": site,
        "cash": True,
        "terminal": True,
        "takes_for": list(takes_for),
    }
    return Paypoint.objects.get_or_create(code=code, defaults=values)[0]


def a_drawer(
    paypoint: Paypoint | None = None, *, float_yen: int = 30_000, at: datetime = MONDAY
) -> Drawer:
    """Return an open drawer (レジ)."""
    point = paypoint or a_paypoint()
    return services.open_drawer(point, float_yen=float_yen, by=Actor(), at=at)


def paid_in_cash(row: Invoice, *, at: datetime = MONDAY, drawer: Drawer | None = None) -> Payment:
    """Let an invoice be paid in cash (現金で支払う)."""
    held = drawer or Drawer.objects.filter(closed_at=None).first() or a_drawer(at=at)
    return services.take_cash(
        row.pk, drawer=held.pk, tendered_yen=row.amount_yen, by=Actor(), at=at
    )


@contextmanager
def a_provider(*, town: str = "", now: Callable[[], datetime] = clock.now) -> Iterator[Desk]:
    """Run the simulated provider on a free port; settings point to it (模擬の決済事業者)."""
    contracts = {name: Contract(*pair) for name, pair in KEYS.items()}
    desk = Desk(Store(), contracts, town=town, now=now)
    with running(desk):
        known = {
            name: {"url": desk.base, "key": key, "secret": secret, "merchant": "test"}
            for name, (key, secret) in KEYS.items()
        }
        with override_settings(TSUNAGARU_PROVIDERS=known, TSUNAGARU_PAYMENT_TIMEOUT=2.0):
            yield desk


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


def capture(desk: Desk, attempt: Attempt) -> Paid:
    """Let the payer pay on the provider's page, as the button does, without a notification."""
    paid = desk.store.find(provider=attempt.provider, merchant=attempt.merchant_id)
    assert paid is not None
    town, desk.town = desk.town, ""
    desk.capture(paid)
    desk.town = town
    return paid


def let_tests_flush() -> None:
    """Let tests that really commit empty the append-only books afterwards (後片付け)."""
    operations = type(connection.ops)
    flush = operations.sql_flush
    guards = import_module("tsunagaru.engines.payments.migrations.0002_append_only_books")

    def sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401 - Django's own signature
        lift, put_back = guards.lift_and_put_back(connection.vendor)
        return [*lift, *flush(self, *args, **kwargs), *put_back]

    setattr(operations, "sql_flush", sql_flush)  # noqa: B010 - mypy rightly refuses the assignment


Arguments = tuple[dict[str, Any], dict[str, Any]]


def _invoice(cast: Cast) -> Arguments:
    a_setup()
    row = an_invoice(resident=cast.resident_a.id)
    return {"invoice": row.pk}, {"invoice": uuid4()}


def _paid(cast: Cast) -> Arguments:
    there, missing = _invoice(cast)
    paid_in_cash(Invoice.objects.get(pk=there["invoice"]))
    return there, missing


def _refund(cast: Cast) -> Arguments:
    there, _ = _paid(cast)
    by = actor_of(cast.clerk)
    made = services.refund(there["invoice"], yen=100, reason="誤り", by=by, at=MONDAY)
    return {"refund": made.pk}, {"refund": uuid4()}


def _drawer(_cast: Cast) -> Arguments:
    a_setup()
    return {"drawer": a_drawer().pk}, {"drawer": uuid4()}


def _difference(_cast: Cast) -> Arguments:
    a_setup()
    settlement = Settlement.objects.create(
        provider="payjp",
        day=MONDAY.date(),
        fetched_at=MONDAY,
        lines=1,
        matched=0,
        gross_yen=0,
        fee_yen=0,
        net_yen=0,
    )
    row = Difference.objects.create(
        settlement=settlement, kind="missing_here", reference="x", section="jumin", found_at=MONDAY
    )
    return {"difference": row.pk}, {"difference": uuid4()}


def _link(cast: Cast) -> Arguments:
    there, missing = _invoice(cast)
    code = queries.code_of(there["invoice"])
    return there | {"code": code}, missing | {"code": code}


def _provider(_cast: Cast) -> Arguments:
    return {"provider": "payjp"}, {"provider": "nothing"}


def _mandate(cast: Cast) -> Arguments:
    a_transfer_setup()
    key = services.ask_for_transfers(
        cast.resident_a.id, AN_ACCOUNT, channel="online", at=clock.now()
    )
    return {"mandate": key}, {"mandate": uuid4()}


def _batch(cast: Cast) -> Arguments:
    a_transfer_setup()
    made = a_request([an_agreed_invoice(cast.resident_a.id, at=clock.now())], at=clock.now())
    return {"batch": made.pk}, {"batch": uuid4()}


def _slip(cast: Cast) -> Arguments:
    a_setup(tax_qr=[{"constant": "MIHON"}, {"source": "digits", "width": 20}])
    row = an_invoice(resident=cast.resident_a.id)
    services.issue_slip(row.pk, by=Actor(), at=MONDAY)
    return {"invoice": row.pk}, {"invoice": uuid4()}


def _deposit(_cast: Cast) -> Arguments:
    a_setup(section="jumin")
    made = TerminalDeposit.objects.create(
        day=MONDAY.date(), gross_yen=300, net_yen=291, reference="A-1", recorded_at=MONDAY
    )
    return {"deposit": made.pk}, {"deposit": uuid4()}


SPECIMENS = {
    "payments:undo_deposit": _deposit,
    "payments:end_agreement": _mandate,
    "payments:staff_agreement": _mandate,
    "payments:transfer": _batch,
    "payments:transfer_file": _batch,
    "payments:transfer_results": _batch,
    "payments:cancel_transfer": _batch,
    "payments:slip": _slip,
    "payments:slip_paper": _slip,
    "payments:webhook": _provider,
    "payments:pay": _invoice,
    "payments:enter": _link,
    "payments:start": _invoice,
    "payments:result": _invoice,
    "payments:receipt": _paid,
    "payments:invoice": _invoice,
    "payments:cash": _invoice,
    "payments:card": _invoice,
    "payments:refund": _invoice,
    "payments:cancel": _invoice,
    "payments:handle_refund": _refund,
    "payments:drawer": _drawer,
    "payments:difference": _difference,
}
