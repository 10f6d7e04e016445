"""Money at the counter: cash and terminal, drawers, refunds, due dates, account transfers."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Drawer, Mandate, Refund
from tsunagaru.engines.payments.offers import work
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.rules.cash import CannotTakeSoLittle
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.services.agreements import BankAccount
from tsunagaru.engines.payments.services.counter import (
    CannotCloseUnexplained,
    CannotUseDrawer,
    Count,
)
from tsunagaru.engines.payments.services.refunding import CannotRefund
from tsunagaru.engines.payments.services.requesting import (
    CannotRequestNothing,
    CannotRequestTwice,
    Part,
    Terms,
)
from tsunagaru.engines.payments.testing import (
    MONDAY,
    TITLE,
    a_drawer,
    a_paypoint,
    an_invoice,
    paid_in_cash,
)
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
CLERK = Actor(name="小山 太郎")


def state(invoice):
    invoice.refresh_from_db()
    assert books.complaints() == []
    return invoice.state


def ask(subject, yen):
    parts = [Part(TITLE, "fees", yen)]
    return services.request_payment(
        kind="application", subject=subject, title=TITLE, parts=parts, section="jumin", at=MONDAY
    )


def test_the_same_thing_is_asked_for_once():
    thing = uuid4()
    assert ask(thing, 300).id == ask(thing, 300).id
    with pytest.raises(CannotRequestTwice):
        ask(thing, 400)
    with pytest.raises(CannotRequestNothing):
        ask(uuid4(), 0)


def test_a_due_date_on_a_closed_day_moves_to_the_next_open_one():
    invoice = an_invoice(terms=Terms(due_on=date(2026, 5, 2)))  # Saturday before the holidays
    assert invoice.due_on == date(2026, 5, 7)


def test_cash_is_taken_once_with_change():
    invoice, drawer = an_invoice(yen=300), a_drawer()
    with pytest.raises(CannotTakeSoLittle):
        services.take_cash(invoice.pk, drawer=drawer.pk, tendered_yen=299, by=CLERK, at=MONDAY)
    paid = services.take_cash(invoice.pk, drawer=drawer.pk, tendered_yen=1000, by=CLERK, at=MONDAY)
    assert (paid.change_yen, state(invoice)) == (700, "paid")
    with pytest.raises(CannotMove):
        paid_in_cash(invoice)
    (told,) = published("payment.settled")
    assert (told["cashless"], told["site"], told["method"]) == ("no", "hall", "cash")


def test_a_card_at_the_terminal_is_cashless():
    invoice = an_invoice()
    services.take_card(invoice.pk, paypoint=a_paypoint(), slip="A-1", by=CLERK, at=MONDAY)
    assert state(invoice) == "paid"
    assert published("payment.settled")[0]["cashless"] == "yes"


def test_a_drawer_closes_when_counted_right_and_otherwise_with_an_explanation():
    drawer, point = a_drawer(float_yen=10_000), a_paypoint()
    with pytest.raises(CannotUseDrawer):
        services.open_drawer(point, float_yen=0, by=CLERK, at=MONDAY)
    paid_in_cash(an_invoice(yen=300))
    pieces = {10_000: 1, 100: 2}

    def close(words):
        services.close_drawer(drawer.pk, Count(pieces, words), by=CLERK, at=MONDAY)

    with pytest.raises(CannotCloseUnexplained) as gap:
        close(" ")
    assert gap.value.difference_yen == -100
    close("渡し間違いの可能性")
    with pytest.raises(CannotUseDrawer):
        close("")
    assert books.complaints() == []
    assert [books.balance(code) for code in ("cash:hall", "over_short", "float")] == [0, 100, 0]
    assert Drawer.objects.get().difference_yen == -100


def test_part_and_then_the_rest_goes_back_in_cash_and_no_yen_more():
    invoice, drawer = an_invoice(yen=500), a_drawer()
    paid_in_cash(invoice)
    for yen, after in ((200, "partly_refunded"), (300, "refunded")):
        with pytest.raises(CannotRefund):
            services.refund(invoice.pk, yen=501, reason="誤り", by=CLERK, at=MONDAY)
        made = services.refund(invoice.pk, yen=yen, reason="誤り", by=CLERK, at=MONDAY)
        assert state(invoice) == after
        services.hand_out(made.pk, drawer=drawer, by=CLERK, at=MONDAY)
        with pytest.raises(CannotRefund):
            services.hand_out(made.pk, drawer=drawer, by=CLERK, at=MONDAY)
        assert state(invoice) == after
    assert books.balance("revenue:fees") == 0
    assert len(published("payment.refunded")) == 2


def test_a_refund_needs_a_reason_and_a_paid_invoice():
    invoice = an_invoice()
    with pytest.raises(CannotMove):
        services.refund(invoice.pk, yen=1, reason="誤り", by=CLERK, at=MONDAY)
    paid_in_cash(invoice)
    with pytest.raises(CannotRefund):
        services.refund(invoice.pk, yen=1, reason="  ", by=CLERK, at=MONDAY)
    assert Refund.objects.count() == 0


def test_an_unpaid_invoice_becomes_overdue_and_may_still_be_paid():
    invoice, later = an_invoice(), MONDAY + timedelta(days=40)
    assert services.pass_due_dates(at=MONDAY) == 0
    assert services.pass_due_dates(at=later) == 1
    assert state(invoice) == "overdue"
    paid_in_cash(invoice, at=later)
    assert state(invoice) == "paid"


def test_an_invoice_that_lapses_expires_and_frees_its_thing():
    invoice = an_invoice(terms=Terms(lapses=True))
    services.pass_due_dates(at=MONDAY + timedelta(days=40))
    assert state(invoice) == "expired"
    assert ask(invoice.subject, 900).amount_yen == 900


def test_lines_of_several_revenues_are_booked_apart():
    label = Trilingual("照明", "あかり", "Lights")
    an_invoice(parts=[Part(label, "halls", 200), Part(label, "lights", 50)])
    assert [books.balance(f"revenue:{code}") for code in ("halls", "lights")] == [-200, -50]


def test_a_payer_has_one_agreement_at_a_time():
    resident, account = uuid4(), BankAccount("0000", "000", "0000000", "オヤマ ハナコ")
    for _ in range(2):
        services.record_mandate(resident, account, agreed_on=MONDAY.date(), by=CLERK, at=MONDAY)
    assert sorted(Mandate.objects.values_list("state", flat=True)) == ["active", "ended"]


def test_a_drawer_nobody_closed_stands_on_the_desk_from_the_next_day_on():
    row = a_drawer()
    clerk = Actor(kind=Kind.STAFF)
    mine = work.drawers(accountant(), row.opened_at + timedelta(hours=2))
    assert mine == []
    (item,) = work.drawers(accountant(), row.opened_at + timedelta(days=1))
    assert "レジを締めていません" in item.title
    assert work.drawers(clerk, row.opened_at + timedelta(days=1)) == []


def accountant():
    return actor_of(a_clerk(section=a_paypoint().section))
