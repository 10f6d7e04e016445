"""Makers of payments for others' tests, and a provider over loopback (テスト用の支払い)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

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
    Drawer,
    Invoice,
    Payment,
    Paypoint,
    Setup,
)
from tsunagaru.engines.payments.services.requesting import Part, Payer, Terms
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST

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
