"""Two presses at the same moment ask once, and money meets a withdrawal in good order (同時)."""

from tests.paying.test_paying import (
    CLERK,
    LATER,
    an_application_with,
    invoices,
    settle,
)
from tsunagaru.engines.applications.models import Charge
from tsunagaru.engines.applications.queries.charges import fee_of
from tsunagaru.engines.applications.rules.paying import Standing
from tsunagaru.engines.applications.services import changes, paying, submission
from tsunagaru.engines.applications.testing import NOON, a_draft
from tsunagaru.engines.payments.models import Invoice, Refund
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.testing import a_drawer, paid_in_cash
from tsunagaru.ground.rows.testing import together
from tsunagaru.kernel.access import Actor

MANY = 6


def test_many_presses_on_handing_in_make_one_invoice(shared_database):
    an_application_with({"when": "on_submit"})
    draft = a_draft()
    together(MANY, lambda _: submission.submit(draft, language="ja", at=NOON))
    assert Invoice.objects.count() == 2  # that of the first application, and one more
    settle()


def test_many_presses_on_the_amount_make_one_invoice(shared_database):
    row = an_application_with({"when": "after_review"})
    together(MANY, lambda _: paying.fix(row.pk, 3000, by=CLERK, at=NOON, due_on=None))
    assert Invoice.objects.count() == Charge.objects.count() == 1
    settle()


def test_paying_and_withdrawing_at_once_lose_nothing(shared_database):
    row = an_application_with({"when": "on_submit"})
    (invoice,), drawer = invoices(), a_drawer(at=NOON)

    def one(number):
        if number:
            return changes.withdraw(row.pk, by=Actor(), at=LATER)
        try:
            return paid_in_cash(invoice, drawer=drawer, at=NOON)
        except CannotMove:
            return None

    together(2, one)
    settle()
    row.refresh_from_db()
    fee = fee_of(row)
    paid = fee.held_yen == 3000
    assert fee.standing is (Standing.TO_REFUND if paid else Standing.NONE)
    assert Invoice.objects.get().state == ("paid" if paid else "cancelled")
    assert not Refund.objects.exists()
