"""Dying at any statement leaves money and case as they were, or as they shall be (中断)."""

from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.paying.test_paying import (
    CLERK,
    LATER,
    an_application_with,
    grant,
    invoices,
    settle,
)
from tsunagaru.engines.applications.models import Application, Charge, Draft
from tsunagaru.engines.applications.services import changes, paying, submission
from tsunagaru.engines.applications.testing import NOON, a_draft
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.cases.models import Case, Entry
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice, Journal, Payment, Refund
from tsunagaru.engines.payments.testing import a_drawer, paid_in_cash
from tsunagaru.ground.ledger.models import Delivery, EventRow
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
MOST = 400
OF_TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK")  # the database carries these out or does not


class Died(Exception):
    """The process was killed here."""


@contextmanager
def dying_at(number: int):
    """Let the process die at its n-th statement to the database; gives whether it got there."""
    seen = 0

    def count(execute, sql, params, many, context):
        nonlocal seen
        seen += not sql.startswith(OF_TRANSACTION)
        if seen == number and not sql.startswith(OF_TRANSACTION):
            raise Died
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def world():
    """Return everything that could be left half done."""
    return {
        "applications": sorted(Application.objects.values_list("state", "outcome", "fee_yen")),
        "drafts": sorted(Draft.objects.values_list("state", flat=True)),
        "cases": sorted(Case.objects.values_list("state", "payment")),
        "invoices": sorted(Invoice.objects.values_list("state", "amount_yen", "refunded_yen")),
        "rows": [
            model.objects.count()
            for model in (Charge, Entry, Journal, Payment, Refund, EventRow, Delivery)
        ],
    }


def die_everywhere(act: Callable[[], object]) -> int:
    """Die at every statement in turn; each time the world is the one before, until it is done."""
    before = world()
    for number in range(1, MOST):
        try:
            with dying_at(number):
                act()
        except Died:
            assert world() == before, f"statement {number}"
        else:
            assert world() != before
            return number
    raise AssertionError("never done")


def test_handing_in():
    an_application_with({"when": "on_submit"})
    draft = a_draft()
    died = die_everywhere(lambda: submission.submit(draft, language="ja", at=NOON))
    assert died > 20
    assert len(invoices()) == 2
    settle()


def test_taking_the_money():
    an_application_with({"when": "on_submit"})
    drawer = a_drawer(at=NOON)
    die_everywhere(lambda: paid_in_cash(invoices()[0], drawer=drawer, at=NOON))
    assert Payment.objects.count() == 1
    settle()


def test_fixing_the_amount_again():
    row = an_application_with({"when": "after_review"})
    paying.fix(row.pk, 3000, by=CLERK, at=NOON, due_on=None)
    die_everywhere(lambda: paying.fix(row.pk, 2000, by=CLERK, at=NOON, reason="減免", due_on=None))
    assert [one.state for one in invoices()] == ["cancelled", "requested"]
    settle()


def test_deciding():
    row = an_application_with({"when": "on_submit", "required": "false"})
    die_everywhere(lambda: grant(row))
    assert cases.decision_of(row.case).outcome == "granted"
    settle()


def test_withdrawing():
    row = an_application_with({"when": "on_submit"})
    die_everywhere(lambda: changes.withdraw(row.pk, by=Actor(), at=LATER))
    assert [one.state for one in invoices()] == ["cancelled"]
    settle()


def test_ending_what_was_granted():
    row = an_application_with({"when": "after_review", "required": "false"})
    grant(row)
    die_everywhere(lambda: changes.end(row.case, outcome="granted", at=LATER))
    assert len(invoices()) == 1
    settle()


def test_giving_back():
    row = an_application_with({"when": "on_submit"})
    paid_in_cash(invoices()[0], at=NOON)
    changes.withdraw(row.pk, by=Actor(), at=LATER)
    deliver_all(at=LATER)
    die_everywhere(lambda: paying.return_fee(row.pk, 3000, reason="取下げ", by=CLERK, at=LATER))
    refund = Refund.objects.get()
    die_everywhere(lambda: money.hand_out(refund.pk, by=CLERK, at=LATER))
    assert Refund.objects.get().pk == refund.pk
    settle()


def test_closing_what_nobody_paid_for():
    row = an_application_with({"when": "on_submit"})
    money.pass_due_dates(at=LATER.replace(month=8))
    settle()
    die_everywhere(lambda: paying.close_unpaid(row.pk, by=CLERK, at=LATER))
    assert cases.decision_of(row.case).outcome == "refused"
    settle()
