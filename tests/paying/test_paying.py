"""An application and its money: asked, paid, late, corrected, withdrawn, refused (手数料)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.charges import fee_of
from tsunagaru.engines.applications.rules.paying import Standing
from tsunagaru.engines.applications.services import changes, paying
from tsunagaru.engines.applications.services.paying import CannotFix
from tsunagaru.engines.applications.testing import NOON, a_procedure, an_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice, Payment, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_request,
    a_setup,
    a_transfer_setup,
    paid_in_cash,
    the_bank_answers,
)
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[2] / "towns" / "oyama"
CLERK = Actor(kind=Kind.STAFF, name="係")
LATER = NOON + timedelta(hours=2)


def an_application_with(payment, *, resident=True, fee=None, **more):
    """Hand in an application under a procedure that is paid so."""
    a_setup(at=NOON)
    texts = messages.TOWN_PART.read(Folder(TOWN))
    assert texts
    messages.TOWN_PART.apply(texts, at=NOON)
    a_procedure(payment=payment, **({"fee": fee} if fee else {}), **more)
    view = an_application(resident=a_resident().id if resident else None)
    return Application.objects.get(pk=view.id)


def settle():
    deliver_all(at=NOON + timedelta(days=100))
    assert books.complaints() == []


def standing(row):
    """Return how the fee stands, after the case was told the same."""
    settle()
    row.refresh_from_db()
    now = fee_of(row).standing
    assert cases.case_of("application", row.pk).payment.value == now.value
    return now


def invoices():
    return list(Invoice.objects.order_by("requested_at", "number"))


def grant(row, outcome="granted"):
    cases.decide(row.case, outcome=outcome, label="決定", reason="理由", by=CLERK, at=LATER)


def titles():
    return [one["template"] for one in published("notice.sent")]


def test_paid_on_handing_in_and_granted_only_then():
    row = an_application_with({"when": "on_submit"})
    (invoice,) = invoices()
    assert (invoice.amount_yen, standing(row)) == (3000, Standing.WAITING)
    assert invoice.resident_id == row.resident_id
    with pytest.raises(cases.CannotDecideYet):
        grant(row)
    paid_in_cash(invoice, at=LATER)
    assert standing(row) is Standing.PAID
    grant(row)
    assert standing(row) is Standing.PAID
    assert {"fee_requested", "fee_paid", "application_decided"} <= set(titles())


def test_a_refusal_never_waits_and_takes_the_invoice_back():
    row = an_application_with({"when": "on_submit"})
    grant(row, "refused")
    assert standing(row) is Standing.NONE
    assert [one.state for one in invoices()] == ["cancelled"]


def test_paid_at_the_counter_when_collected():
    row = an_application_with({"when": "on_submit", "required": "false"})
    grant(row)
    assert standing(row) is Standing.WAITING
    paid_in_cash(invoices()[0], at=LATER)
    assert standing(row) is Standing.PAID


def test_a_clerk_fixes_the_amount_with_a_reason():
    row = an_application_with({"when": "after_review", "due_days": 10})
    assert standing(row) is Standing.TO_FIX
    with pytest.raises(cases.CannotDecideYet):
        grant(row)
    with pytest.raises(CannotFix):
        paying.fix(row.pk, 2000, by=CLERK, at=NOON, due_on=None)
    for _ in range(2):  # a double press
        paying.fix(row.pk, 2000, by=CLERK, at=NOON, reason="減免", due_on=None)
    (invoice,) = invoices()
    assert (invoice.amount_yen, invoice.due_on) == (2000, date(2026, 6, 11))
    assert standing(row) is Standing.WAITING
    assert titles().count("fee_requested") == 1


def test_a_fee_of_nothing_makes_no_invoice():
    row = an_application_with({"when": "after_review"})
    paying.fix(row.pk, 0, by=CLERK, at=NOON, reason="免除", due_on=None)
    assert (standing(row), invoices()) == (Standing.NONE, [])
    grant(row)
    free = an_application_with({"when": "on_submit"}, fee={"rule": "0 * 1", "text": {"ja": "0円"}})
    assert (standing(free), invoices()) == (Standing.NONE, [])


def test_a_changed_amount_replaces_the_unpaid_invoice_or_settles_the_difference():
    row = an_application_with({"when": "after_review"})
    for yen in (3000, 3500):
        paying.fix(row.pk, yen, by=CLERK, at=NOON, reason="追加", due_on=None)
    assert [(one.amount_yen, one.state) for one in invoices()] == [
        (3000, "cancelled"),
        (3500, "requested"),
    ]
    settle()
    asked = Notice.objects.filter(template="fee_requested").order_by("pk")
    bodies = [one.body for one in asked if "3,500円" in one.body]
    assert len(bodies) == 1
    assert "理由：追加" in bodies[0]
    assert "前にお願いした3,000円の請求は取り消しました" in bodies[0]
    paid_in_cash(invoices()[1], at=NOON)
    paying.fix(row.pk, 5000, by=CLERK, at=NOON, reason="追加", due_on=None)
    assert (invoices()[-1].amount_yen, standing(row)) == (1500, Standing.WAITING)
    paying.fix(row.pk, 3000, by=CLERK, at=NOON, reason="減額", due_on=None)
    assert Refund.objects.get().amount_yen == 500
    assert (standing(row), fee_of(row).held_yen) == (Standing.PAID, 3000)


def test_granting_asks_at_the_latest():
    row = an_application_with({"when": "after_review", "required": "false"})
    grant(row)
    assert standing(row) is Standing.WAITING
    assert [one.amount_yen for one in invoices()] == [3000]


def test_withdrawn_before_payment_takes_the_invoice_back():
    row = an_application_with({"when": "on_submit"})
    changes.withdraw(row.pk, by=Actor(), at=LATER)
    assert standing(row) is Standing.NONE
    assert [one.state for one in invoices()] == ["cancelled"]


def test_withdrawn_by_staff_takes_the_invoice_back_as_well():
    row = an_application_with({"when": "on_submit"})
    cases.withdraw(row.case, at=LATER, by=CLERK)
    assert standing(row) is Standing.NONE
    assert [one.state for one in invoices()] == ["cancelled"]


@pytest.mark.parametrize(("yen", "after"), [(3000, "refunded"), (1000, "paid"), (0, "paid")])
def test_after_payment_a_clerk_decides_what_goes_back(yen, after):
    row = an_application_with({"when": "on_submit", "refund_percent": 50})
    paid_in_cash(invoices()[0], at=NOON)
    changes.withdraw(row.pk, by=Actor(), at=LATER)
    assert standing(row) is Standing.TO_REFUND
    for wrong in ((3001, "理由"), (100, " ")):
        with pytest.raises(CannotFix):
            paying.return_fee(row.pk, wrong[0], reason=wrong[1], by=CLERK, at=LATER)
    paying.return_fee(row.pk, yen, reason="取下げのため", by=CLERK, at=LATER)
    assert standing(row).value == after
    with pytest.raises(CannotFix):
        paying.return_fee(row.pk, 1, reason="もう一度", by=CLERK, at=LATER)
    for refund in Refund.objects.all():
        money.hand_out(refund.pk, by=CLERK, at=LATER)
    settle()
    assert titles().count("fee_refunded") == (1 if yen else 0)


def test_money_that_comes_too_late_goes_back():
    row = an_application_with({"when": "on_submit"})
    (invoice,) = invoices()
    a_transfer_setup(at=NOON)
    agreed = NOON.date()
    money.record_mandate(row.resident_id, AN_ACCOUNT, agreed_on=agreed, by=CLERK, at=NOON)
    batch = a_request([invoice], at=NOON)
    changes.withdraw(row.pk, by=Actor(), at=LATER)
    settle()
    the_bank_answers(batch)
    assert Payment.objects.get().kept is False
    assert Refund.objects.get().amount_yen == 3000
    settle()
