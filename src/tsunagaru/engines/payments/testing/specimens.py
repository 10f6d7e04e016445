"""One of everything, for whoever walks all addresses (全ての画面の見本)."""

from typing import Any
from uuid import uuid4

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import (
    Difference,
    Invoice,
    Settlement,
    TerminalDeposit,
)
from tsunagaru.engines.payments.queries import invoices as queries
from tsunagaru.engines.payments.services.counter import Count
from tsunagaru.engines.payments.testing.makers import (
    MONDAY,
    a_drawer,
    a_setup,
    an_invoice,
    paid_in_cash,
)
from tsunagaru.engines.payments.testing.transfers import (
    AN_ACCOUNT,
    a_request,
    a_transfer_setup,
    an_agreed_invoice,
)
from tsunagaru.ground.people.testing import Cast, actor_of
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor

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


def _gap(_cast: Cast) -> Arguments:
    a_setup(section="jumin")
    row = a_drawer(float_yen=300)
    services.close_drawer(row.pk, Count({100: 2}, "渡し間違い"), by=Actor(), at=MONDAY)
    return {"drawer": row.pk}, {"drawer": uuid4()}


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
    "payments:drawer_seen": _gap,
    "payments:difference": _difference,
}
