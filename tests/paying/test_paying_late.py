"""Fees that are not paid in time, or change with a correction (期限・補正)."""

from datetime import date, timedelta

import pytest

from tests.paying.test_paying import (
    CLERK,
    LATER,
    an_application_with,
    grant,
    invoices,
    settle,
    standing,
    titles,
)
from tsunagaru.engines.applications.rules.paying import Standing
from tsunagaru.engines.applications.services import changes, paying
from tsunagaru.engines.applications.services.paying import CannotFix
from tsunagaru.engines.applications.testing import DOG, NOON
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Refund
from tsunagaru.engines.payments.testing import paid_in_cash
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
DUE = NOON + timedelta(days=14)
COUNTED = {
    "pages": [
        DOG["pages"][0],
        {
            "code": "dog",
            "title": "犬",
            "fields": [
                {"code": "dog_name", "kind": "text", "label": "名前"},
                {"code": "copies", "kind": "number", "label": "通数"},
            ],
        },
    ],
    "fee": {"rule": "300 * copies", "text": {"ja": "1通300円"}},
}


def expire():
    money.pass_due_dates(at=DUE + timedelta(days=3))
    settle()


def test_a_payer_is_reminded_once_before_the_due_date():
    an_application_with({"when": "on_submit"})
    for days in (0, 5, 12, 13):
        money.remind_before_due(at=NOON + timedelta(days=days))
    settle()
    assert titles().count("fee_reminder") == 1


def test_an_unpaid_fee_expires_and_is_asked_for_again():
    row = an_application_with({"when": "on_submit"})
    expire()
    assert standing(row) is Standing.EXPIRED
    with pytest.raises(cases.CannotDecideYet):
        grant(row)
    paying.extend(row.pk, date(2026, 7, 31), by=CLERK, at=LATER)
    assert [(one.state, one.amount_yen) for one in invoices()] == [
        ("expired", 3000),
        ("requested", 3000),
    ]
    assert standing(row) is Standing.WAITING
    assert titles().count("fee_expired") == 1


def test_a_due_date_is_moved_before_it_passes():
    row = an_application_with({"when": "on_submit"})
    paying.extend(row.pk, date(2026, 7, 31), by=CLERK, at=LATER)
    assert [one.due_on for one in invoices()] == [date(2026, 7, 31)]
    expire()
    assert standing(row) is Standing.WAITING


def test_a_clerk_closes_what_nobody_paid_for():
    row = an_application_with({"when": "on_submit"})
    with pytest.raises(CannotFix):
        paying.close_unpaid(row.pk, by=CLERK, at=LATER)
    expire()
    paying.close_unpaid(row.pk, by=CLERK, at=LATER)
    assert standing(row) is Standing.NONE
    assert row.outcome == "refused"
    with pytest.raises(CannotFix):
        paying.extend(row.pk, date(2026, 7, 31), by=CLERK, at=LATER)


def correct(row, copies):
    cases.request_correction(
        row.case, field="copies", label="通数", message="何通ですか", by=CLERK, at=LATER
    )
    raw = {"copies": [str(copies)]}
    assert not changes.correct(row.pk, raw, by=Actor(), language="ja", at=LATER)


@pytest.fixture
def two_copies(monkeypatch):
    """An application for two copies at 300 yen each."""
    name = {"dog_name": ["ポチ"], "copies": ["2"]}
    monkeypatch.setattr("tsunagaru.engines.applications.testing.NAME", name)
    return an_application_with({"when": "on_submit"}, **COUNTED)


def test_a_correction_before_payment_replaces_the_invoice(two_copies):
    correct(two_copies, 3)
    assert [(one.state, one.amount_yen) for one in invoices()] == [
        ("cancelled", 600),
        ("requested", 900),
    ]
    assert standing(two_copies) is Standing.WAITING


def test_a_correction_after_payment_asks_for_the_rest(two_copies):
    paid_in_cash(invoices()[0], at=NOON)
    correct(two_copies, 3)
    assert [(one.state, one.amount_yen) for one in invoices()] == [
        ("paid", 600),
        ("requested", 300),
    ]
    assert standing(two_copies) is Standing.WAITING


def test_a_correction_after_payment_gives_the_rest_back(two_copies):
    paid_in_cash(invoices()[0], at=NOON)
    correct(two_copies, 1)
    assert Refund.objects.get().amount_yen == 300
    assert standing(two_copies) is Standing.PAID
