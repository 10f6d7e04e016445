"""A difference of the reconciliation is settled once, and the books are right afterwards."""

import random
from datetime import timedelta

import pytest

from tsunagaru.engines.payments.models import Difference
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.rules import chart, settling
from tsunagaru.engines.payments.rules.methods import Method
from tsunagaru.engines.payments.rules.reconciling import Movement, reconcile
from tsunagaru.engines.payments.services import settling as services_of
from tsunagaru.engines.payments.services.receiving import Money, receive
from tsunagaru.engines.payments.services.reconciling import keep
from tsunagaru.engines.payments.services.requesting import lock
from tsunagaru.engines.payments.services.settling import CannotResolve, Resolution
from tsunagaru.engines.payments.testing import MONDAY, a_setup, an_invoice, paid_in_cash
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
SAID = Resolution("確かめました", Actor(name="会計 係"), MONDAY + timedelta(days=3))
CLEARING, RATE = "clearing:payjp", 298


def a_file(*lines, ours=(), day=0):
    """Hold lines of a file (reference, yen, fee) against our movements of the same form."""
    a_setup()
    on = MONDAY.date() + timedelta(days=day)
    theirs = [Movement(name, yen, fee, on.isoformat()) for name, yen, fee in lines]
    mine = {name: Movement(name, yen, 0, on.isoformat()) for name, yen in ours}
    outcome = reconcile(mine, theirs, day=on.isoformat(), rate_bp=RATE)
    return keep("payjp", on, ("0" * 64, theirs), outcome, MONDAY + timedelta(days=day + 1))


def booked(yen):
    """Let money arrive at the provider, as the books see it."""
    receive(lock(an_invoice(yen=yen).pk), Money(Method.CARD, yen, CLEARING), at=MONDAY)


def only():
    return Difference.objects.get(resolved_at=None)


def stands(*codes):
    assert books.complaints() == []
    return [books.balance(code) for code in codes]


def test_an_unknown_payment_pays_the_invoice_of_its_amount():
    a_file(("x", 777, 23))
    assert stands(CLEARING) == [-777]
    invoice = an_invoice(yen=777)
    services_of.assign(only().pk, invoice.pk, SAID)
    invoice.refresh_from_db()
    assert (invoice.state, *stands(CLEARING, chart.RECEIVABLE)) == ("paid", 0, 0)
    assert published("payment.settled")[0]["method"] == "card"
    row = Difference.objects.get()
    assert (row.invoice, row.settled_as, row.explanation) == (invoice.pk, "assign", "確かめました")
    (kept,) = audited("difference.settled")
    assert kept.facts == {"settled_as": "請求にあてた", "yen": 777}


def test_a_payment_is_not_assigned_to_another_amount_or_to_what_is_paid():
    a_file(("x", 777, 23))
    other, paid = an_invoice(yen=778), an_invoice(yen=777)
    paid_in_cash(paid)
    for invoice, why in ((other, "同じ金額"), (paid, "支払い待ちではありません")):
        with pytest.raises(CannotResolve, match=why):
            services_of.assign(only().pk, invoice.pk, SAID)
    assert stands(CLEARING) == [-777]


def test_what_is_given_back_outside_is_held_until_the_file_names_the_return():
    a_file(("x", 777, 23))
    held = only()
    with pytest.raises(CannotResolve, match="今日までの日"):
        services_of.let_return(held.pk, SAID.at.date() + timedelta(days=1), SAID)
    services_of.let_return(held.pk, MONDAY.date() + timedelta(days=1), SAID)
    assert stands(CLEARING, chart.SUSPENSE) == [0, -777]
    a_file(("back", -777, -23), day=1)
    assert stands(CLEARING) == [777]
    services_of.match_return(only().pk, held.pk, SAID)
    assert stands(CLEARING, chart.SUSPENSE) == [0, 0]


def test_one_return_answers_one_payment_of_the_same_amount():
    a_file(("x", 777, 23), ("y", 500, 14))
    held, other = Difference.objects.order_by("-theirs_yen")
    for row in (held, other):
        services_of.let_return(row.pk, MONDAY.date(), SAID)
    a_file(("back", -777, -23), ("again", -777, -23), day=1)
    first, second = Difference.objects.filter(resolved_at=None)
    with pytest.raises(CannotResolve, match="見つからない"):
        services_of.match_return(first.pk, other.pk, SAID)
    services_of.match_return(first.pk, held.pk, SAID)
    with pytest.raises(CannotResolve, match="結びつけて"):
        services_of.match_return(second.pk, held.pk, SAID)


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        ([("a", 1000, 31)], (0, 31), (0, 29, 2)),
        ([("a", 1000, 20)], (0, 20), (0, 29, -9)),
        ([("a", 900, 26)], (100, 26), (0, 26, 100)),
        ([("a", 1100, 32)], (-100, 32), (0, 32, -100)),
        ([("a", 1000, 29), ("a", 1000, 29)], (-1000, 58), (0, 58, -1000)),
        ([], (1000, 0), (0, 0, 1000)),
    ],
)
def test_what_is_over_or_short_is_written_off_to_the_account_for_differences(lines, before, after):
    booked(1000)
    a_file(*lines, ours=[("a", 1000)])
    assert tuple(stands(CLEARING, chart.PROVIDER_FEES)) == before
    services_of.write_off(only().pk, SAID)
    assert tuple(stands(CLEARING, chart.PROVIDER_FEES, chart.DIFFERENCES)) == after


def test_what_was_written_off_and_comes_after_all_is_booked_back():
    booked(1000)
    a_file(ours=[("a", 1000)])
    services_of.write_off(only().pk, SAID)
    late = [Movement("a", 1000, 29, "2026-04-07")]
    mine = {"a": Movement("a", 1000, 0, "2026-04-06")}
    outcome = reconcile(mine, late, day="2026-04-07", rate_bp=RATE)
    keep("payjp", MONDAY.date() + timedelta(days=1), ("1" * 64, late), outcome, SAID.at)
    assert stands(CLEARING, chart.DIFFERENCES) == [0, 0]


def test_a_difference_is_settled_once_with_words_and_in_a_way_that_fits():
    a_file(("x", 777, 23))
    key, unsaid = only().pk, Resolution(" ", SAID.by, SAID.at)
    with pytest.raises(CannotResolve, match="説明を"):
        services_of.explain(key, unsaid)
    with pytest.raises(CannotResolve, match="この方法では"):
        services_of.write_off(key, SAID)
    services_of.let_return(key, MONDAY.date(), SAID)
    for again in (services_of.explain, services_of.write_off):
        with pytest.raises(CannotResolve, match="すでに解消"):
            again(key, SAID)
    assert len(published("difference.resolved")) == len(audited("difference.settled")) == 1
    assert stands(CLEARING, chart.SUSPENSE) == [0, -777]


def settle_somehow(row, rng):
    """Settle a difference in one of the ways that move money, as a die falls."""
    way = rng.choice(settling.ways_of(row.kind, services_of.off_of(row))[:2])
    if way is settling.Way.ASSIGN:
        services_of.assign(row.pk, an_invoice(yen=row.theirs_yen).pk, SAID)
    elif way is settling.Way.RETURN:
        services_of.let_return(row.pk, MONDAY.date(), SAID)
    else:
        services_of.write_off(row.pk, SAID)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_crooked_days_nothing_is_left_at_the_provider(seed):
    rng = random.Random(seed)  # noqa: S311 - a die, no secret
    for day in range(8):
        ours = [(f"{day}-{n}", rng.randint(1, 5000)) for n in range(4)]
        for _, yen in ours:
            booked(yen)
        lines = [(name, yen + rng.choice((0, 0, -1, 7)), rng.randint(0, 40)) for name, yen in ours]
        lines = [*rng.sample(lines, 3), lines[0], (f"x{day}", rng.randint(1, 900), 1)]
        a_file(*lines, ours=ours, day=day)
        for row in Difference.objects.filter(resolved_at=None):
            settle_somehow(row, rng)
        held = Difference.objects.filter(settled_as="return")
        waiting = sum(services_of.off_of(row) for row in held)
        assert stands(CLEARING, chart.SUSPENSE) == [0, -waiting]
