"""Part of a fee goes back while the case is open: and the case goes on (一部返金)."""

import pytest

from tests.paying.test_paying import CLERK, LATER, an_application_with, grant, invoices, settle
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Refund
from tsunagaru.engines.payments.testing import paid_in_cash
from tsunagaru.ground.people.testing import a_clerk, sign_in

pytestmark = pytest.mark.django_db


def given_back(yen):
    """Return an application whose fee of 3,000 yen was paid and of which some went back."""
    row = an_application_with({"when": "on_submit"})
    (invoice,) = invoices()
    paid_in_cash(invoice, at=LATER)
    settle()
    made = money.refund(invoice.pk, yen=yen, reason="誤り", by=CLERK, at=LATER)
    money.hand_out(made.pk, by=CLERK, at=LATER)
    settle()
    return row


def test_a_part_that_went_back_reads_so_in_the_queue_of_cases(client):
    row = given_back(1000)
    case = Case.objects.get(pk=row.case)
    assert case.get_payment_display() == "一部返金"
    sign_in(client, a_clerk(section=case.section))
    assert ">一部返金</" in client.get("/staff/cases/").content.decode()
    page = client.get(f"/staff/cases/{case.pk}/").content.decode()
    assert "一部の返金を決めました" in page


def test_a_case_of_which_a_part_went_back_may_be_decided():
    row = given_back(1000)
    grant(row)
    assert cases.case_of("application", row.pk).state is cases.State.DECIDED
    assert Refund.objects.count() == 1


def test_a_fee_that_went_back_in_full_still_bars_the_decision():
    row = given_back(3000)
    assert Case.objects.get(pk=row.case).get_payment_display() == "返金済み"
    with pytest.raises(cases.CannotDecideYet):
        grant(row)
