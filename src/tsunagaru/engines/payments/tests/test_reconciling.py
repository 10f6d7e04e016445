"""The provider's file against our books: every difference explained or waiting for its owner."""

from datetime import timedelta

import pytest

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.protocol import CannotReach
from tsunagaru.engines.payments.gateways.simulator.faults import Fault
from tsunagaru.engines.payments.models import Difference, Settlement
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import MONDAY, a_setup, an_invoice, capture
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("code", ["paypay", "payjp"])
DAY, NEXT = MONDAY.date(), MONDAY + timedelta(days=1)


def pay(desk, code, *, at=MONDAY, asked=True, yen=1000):
    attempt = services.begin(
        an_invoice(yen=yen).pk, code, return_url="https://town.example/", at=at
    )
    capture(desk, attempt)
    if asked:
        services.ask(attempt.pk, at=at)
    return attempt


def kinds(**filters):
    return list(Difference.objects.filter(**filters).values_list("kind", flat=True))


@BOTH
def test_a_day_without_faults_has_no_difference_and_reaches_the_bank(desk, code):
    a_setup()
    pay(desk, code), pay(desk, code)
    row = services.reconcile_day(code, DAY, at=NEXT)
    assert (row.lines, row.matched, row.differences.count()) == (2, 2, 0)
    assert books.balance("bank") == row.net_yen == 2000 - row.fee_yen
    assert books.balance(f"clearing:{code}") == 0
    assert books.complaints() == []


@BOTH
def test_a_day_is_reconciled_once(desk, code):
    a_setup()
    pay(desk, code)
    for _ in range(2):
        services.reconcile_day(code, DAY, at=NEXT)
    assert Settlement.objects.count() == 1
    assert len(published("settlement.reconciled")) == 1


@BOTH
def test_a_payment_we_never_heard_of_is_asked_for_and_heals(desk, code):
    a_setup()
    pay(desk, code, asked=False)
    row = services.reconcile_day(code, DAY, at=NEXT)
    assert kinds() == ["late"]
    assert row.matched == 0
    assert kinds(resolved_at=None) == []


@BOTH
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.FILE_LINE_LOST, "missing_there"),
        (Fault.FILE_LINE_TWICE, "twice"),
        (Fault.FILE_LINE_STRANGE, "missing_here"),
        (Fault.FILE_WRONG_AMOUNT, "amount"),
        (Fault.FILE_WRONG_FEE, "fee"),
    ],
)
def test_a_crooked_file_leaves_one_difference_with_an_owner(desk, code, fault, kind):
    a_setup(section="accounts")
    pay(desk, code)
    desk.faults.order(fault)
    services.reconcile_day(code, DAY, at=NEXT)
    assert kinds(resolved_at=None, section="accounts") == [kind]
    assert published("settlement.reconciled")[0]["balanced"] == "no"


def test_a_line_that_comes_a_day_late_ends_yesterdays_difference(desk):
    a_setup()
    attempt = pay(desk, "payjp")
    desk.faults.order(Fault.FILE_LINE_LOST)
    services.reconcile_day("payjp", DAY, at=NEXT)
    paid = desk.store.find(provider="payjp", merchant=attempt.merchant_id)
    desk.store._db.execute("UPDATE payment SET day = '2026-04-07' WHERE id = ?", (paid.id,))
    services.reconcile_day("payjp", NEXT.date(), at=NEXT + timedelta(days=1))
    assert sorted(kinds()) == ["late", "missing_there"]
    assert kinds(resolved_at=None) == []


def test_a_provider_that_is_away_leaves_the_day_for_later(desk):
    a_setup()
    desk.faults.order(Fault.ERROR_BEFORE)
    with pytest.raises(CannotReach):
        services.reconcile_day("payjp", DAY, at=NEXT)
    assert Settlement.objects.count() == 0
