"""Slips with the common tax code, and the report of what was paid by it (地方税統一QR).

The layouts here are made up for the tests; the real ones are handed to municipalities.
"""

from datetime import timedelta

import pytest

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.tax_qr import CannotMakeCode
from tsunagaru.engines.payments.models import Difference, Invoice, Payment, Refund, Settlement
from tsunagaru.engines.payments.queries import books, slips
from tsunagaru.engines.payments.rules.reconciling import WORDS, Kind
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.services.tax_code import CannotImport
from tsunagaru.engines.payments.testing import MONDAY, a_setup, an_invoice, paid_in_cash
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
CLERK = Actor(name="会計 係")
DAY = MONDAY.date()
QR = [{"constant": "MIHON"}, {"source": "digits", "width": 20}, {"source": "amount_yen"}]
COLUMNS = {"transaction": "番号", "number": "請求", "yen": "金額", "paid_on": "納付日"}
HEAD = "番号,請求,金額,納付日"


@pytest.fixture(autouse=True)
def town(db):
    a_setup(tax_qr=QR, tax_qr_report=COLUMNS)


def report(*lines, day=DAY):
    raw = "\n".join([HEAD, *lines]).encode()
    return services.read_report(raw, day, by=CLERK, at=MONDAY)


def line(number, row, yen=None, day=DAY):
    return f"{number},{row.number},{yen or row.amount_yen},{day:%Y%m%d}"


def kinds(settlement):
    return sorted(settlement.differences.values_list("kind", flat=True))


def test_a_slip_carries_the_code_of_the_towns_own_layout():
    row = an_invoice(yen=12_000)
    services.issue_slip(row.pk, by=CLERK, at=MONDAY)
    digits = row.number.replace("-", "").rjust(20, "0")
    assert slips.payload_of(row) == f"MIHON{digits}12000"
    assert slips.slip(row, at=MONDAY).startswith(b"%PDF")


def test_without_a_layout_no_code_is_made():
    a_setup()
    with pytest.raises(CannotMakeCode):
        services.issue_slip(an_invoice().pk, by=CLERK, at=MONDAY)
    with pytest.raises(CannotImport, match="様式"):
        report("1,2,3,20260406")


def test_what_is_paid_needs_no_slip():
    row = an_invoice()
    paid_in_cash(row)
    with pytest.raises(CannotMove):
        services.issue_slip(row.pk, by=CLERK, at=MONDAY)


def test_what_the_report_names_is_paid_and_booked():
    first, second = an_invoice(yen=1000), an_invoice(yen=2000)
    done = report(line("A1", first), line("A2", second))
    assert (done.lines, done.matched, kinds(done)) == (2, 2, [])
    assert set(Invoice.objects.values_list("state", flat=True)) == {"paid"}
    assert books.balance("clearing:tax_qr") == 0
    assert books.balance("bank") == 3000
    assert books.complaints() == []


def test_every_line_that_does_not_fit_is_a_difference_that_says_why():
    row, other, cancelled = an_invoice(yen=1000), an_invoice(yen=500), an_invoice(yen=700)
    services.cancel(cancelled.pk, at=MONDAY)
    yesterday = DAY - timedelta(days=1)
    done = report(
        line("B1", row, day=yesterday),
        line("B2", row),
        line("B2", row),
        line("B3", other, yen=400),
        line("B4", cancelled),
        "B5,2026-999999-9,100,20260406",
    )
    assert kinds(done) == ["amount", "double", "double", "late", "missing_here", "twice"]
    assert all(WORDS[Kind(one.kind)] for one in Difference.objects.all())
    owed = Refund.objects.values_list("amount_yen", flat=True)
    assert sorted(owed) == [400, 700, 1000]
    assert books.complaints() == []


def test_a_payment_counts_once_whichever_report_names_it():
    row = an_invoice()
    report(line("C1", row))
    again = report(line("C1", row), day=DAY + timedelta(days=1))
    assert kinds(again) == ["twice"]
    assert Payment.objects.count() == 1
    with pytest.raises(CannotImport, match="済んで"):
        report(line("C1", row))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        "番号,請求,金額\n1,2,3".encode(),
        f"{HEAD}\n".encode(),
        f"{HEAD}\n,1,300,20260406".encode(),
        f"{HEAD}\nD1,1,x,20260406".encode(),
        f"{HEAD}\nD1,1,300,20261306".encode(),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_report_is_refused_whole(raw):
    with pytest.raises(CannotImport) as refusal:
        services.read_report(raw, DAY, by=CLERK, at=MONDAY)
    assert refusal.value.sentence
    assert (Payment.objects.count(), Settlement.objects.count()) == (0, 0)
