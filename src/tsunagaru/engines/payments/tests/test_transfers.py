"""Account transfers: agreed, asked for, answered by a bank, and booked to the yen (口座振替)."""

import random
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.simulator import bank
from tsunagaru.engines.payments.models import Mandate, Payment, Refund, TransferBatch, TransferLine
from tsunagaru.engines.payments.queries import books, transfers
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.bank_kana import CannotWriteKana
from tsunagaru.engines.payments.services.agreements import BankAccount, CannotAgree
from tsunagaru.engines.payments.services.transfers import CannotTransfer
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    MONDAY,
    a_request,
    a_setup,
    a_transfer_setup,
    an_agreed_invoice,
    paid_in_cash,
)
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
CLERK = Actor(name="会計 係")
LATER = MONDAY + timedelta(days=20)


@pytest.fixture(autouse=True)
def town(db):
    a_transfer_setup()


def answered(batch, result="0"):
    """Let the bank answer; ``result`` is one code for all, or one for each."""
    sent = transfers.file_of(batch)
    codes = list(result) if len(result) > 1 else [result] * batch.lines
    back = bank.answer(sent, result_of=lambda place, _yen: codes[place - 1])
    then = datetime.combine(batch.withdrawn_on, time(18), JST)
    return services.read_results(batch.pk, back, by=CLERK, at=max(then, LATER))


def test_an_answer_before_the_day_of_withdrawal_is_none():
    row = an_agreed_invoice(uuid4())
    batch = a_request([row])
    back = bank.answer(transfers.file_of(batch), result_of=lambda *_: "0")
    eve = datetime.combine(batch.withdrawn_on, time(0), JST) - timedelta(minutes=1)
    with pytest.raises(CannotTransfer) as refused:
        services.read_results(batch.pk, back, by=CLERK, at=eve)
    assert "引落日がまだ来ていません" in refused.value.sentence
    row.refresh_from_db()
    assert row.state != "paid"
    services.read_results(batch.pk, back, by=CLERK, at=eve + timedelta(minutes=1))


def test_the_file_is_written_as_banks_want_it():
    row = an_agreed_invoice(uuid4(), yen=1200)
    lines = transfers.file_of(a_request([row])).split(b"\r\n")
    assert {len(line) for line in lines[:-1]} == {120}
    assert [line[:1] for line in lines[:-1]] == [b"1", b"2", b"8", b"9"]
    header, debit, trailer = (line.decode("shift_jis") for line in lines[:3])
    assert header[:14] == "19100000099999"
    assert header[14:54] == "ｵﾔﾏﾁﾖｳ".ljust(40)
    assert header[54:58] == f"{row.due_on:%m%d}"
    assert debit[1:5] == "9999"
    assert debit[42:50] == "10001234"
    assert debit[50:80] == "ｵﾔﾏ ﾊﾅｺ".ljust(30)
    assert debit[80:91] == "00000012001"
    assert debit[91:111].lstrip("0") == row.number.replace("-", "")
    assert trailer[1:19] == "000001000000001200"


def test_what_the_bank_collected_is_paid():
    row = an_agreed_invoice(uuid4())
    batch = answered(a_request([row]))
    row.refresh_from_db()
    assert (row.state, batch.collected, batch.collected_yen) == ("paid", 1, 1200)
    assert Payment.objects.get().method == "transfer"
    assert books.balance(chart.BANK) == 1200
    assert books.complaints() == []


def test_what_failed_is_asked_for_again_and_the_reason_is_kept():
    row = an_agreed_invoice(uuid4())
    answered(a_request([row]), "1")
    row.refresh_from_db()
    (due,) = transfers.due(row.due_on).ready
    assert due.before == "資金不足"
    again = services.request_transfers(row.due_on + timedelta(days=30), by=CLERK, at=LATER)
    assert transfers.file_of(again)[122:][90:91] == b"0"  # no longer the first debit
    answered(again)
    row.refresh_from_db()
    assert row.state == "paid"
    assert books.complaints() == []


@pytest.mark.parametrize("code", ["2", "3", "4"])
def test_an_account_that_can_never_be_debited_ends_the_agreement(code):
    row = an_agreed_invoice(uuid4())
    answered(a_request([row]), code)
    assert Mandate.objects.get().state == "stopped"
    assert Mandate.objects.get().note
    assert transfers.due(row.due_on).ready == []


def test_an_invoice_is_in_one_open_request_only():
    row = an_agreed_invoice(uuid4())
    a_request([row])
    with pytest.raises(CannotTransfer):
        a_request([row])


def test_an_invoice_with_the_bank_neither_expires_nor_reminds():
    row = an_agreed_invoice(uuid4())
    row.lapses = True
    row.save()
    batch = a_request([row])
    services.remind_before_due(at=MONDAY + timedelta(days=13))
    services.pass_due_dates(at=LATER)
    row.refresh_from_db()
    assert (row.state, published("payment.reminded")) == ("requested", [])
    services.cancel_request(batch.pk, at=LATER)
    services.pass_due_dates(at=LATER)
    row.refresh_from_db()
    assert row.state == "expired"


def test_paid_at_the_counter_meanwhile_goes_back():
    row = an_agreed_invoice(uuid4())
    batch = a_request([row])
    paid_in_cash(row)
    answered(batch)
    assert Refund.objects.get().amount_yen == 1200
    assert books.complaints() == []


def test_a_request_needs_a_day_to_come_and_something_due():
    with pytest.raises(CannotTransfer):
        services.request_transfers(LATER.date(), by=CLERK, at=MONDAY)
    row = an_agreed_invoice(uuid4())
    with pytest.raises(CannotTransfer):
        services.request_transfers(MONDAY.date(), by=CLERK, at=MONDAY)
    a_setup()
    with pytest.raises(CannotTransfer, match="様式"):
        a_request([row])


def test_a_name_no_record_takes_is_said_before_anything_is_kept():
    account = BankAccount(bank="9999", branch="123", number="0001234", holder="小山 花子")
    row = an_agreed_invoice(uuid4(), account=account)
    with pytest.raises(CannotWriteKana, match="小"):
        a_request([row])


def test_an_agreement_is_confirmed_after_the_banks_answer():
    resident = uuid4()
    key = services.ask_for_transfers(resident, AN_ACCOUNT, channel="online", at=MONDAY)
    with pytest.raises(CannotAgree):
        services.ask_for_transfers(resident, AN_ACCOUNT, channel="paper", at=MONDAY)
    services.confirm(key, answered_on=LATER.date(), by=CLERK, at=LATER)
    with pytest.raises(CannotAgree):
        services.refuse(key, reason="遅い", answered_on=LATER.date(), by=CLERK, at=LATER)
    other = services.ask_for_transfers(resident, AN_ACCOUNT, channel="online", at=LATER)
    services.confirm(other, answered_on=LATER.date(), by=CLERK, at=LATER)
    assert sorted(Mandate.objects.values_list("state", flat=True)) == ["active", "ended"]
    services.end(other, at=LATER)
    with pytest.raises(CannotAgree):
        services.end(other, at=LATER)


def test_pages_show_the_last_digits_of_an_account_only():
    services.ask_for_transfers(uuid4(), AN_ACCOUNT, channel="online", at=MONDAY)
    assert Mandate.objects.get().shown_account == "●●●●234"


WRONG = {
    "cut off": lambda raw: raw[:-122],
    "a record is missing": lambda raw: raw[:122] + raw[244:],
    "another day": lambda raw: raw[:54] + b"0101" + raw[58:],
    "another town": lambda raw: raw[:4] + b"0000011111" + raw[14:],
    "another amount": lambda raw: raw[: 122 + 80] + b"0000001201" + raw[122 + 90 :],
    "another customer": lambda raw: raw[: 122 + 91] + b"9" * 20 + raw[122 + 111 :],
    "another account": lambda raw: raw[: 122 + 43] + b"7654321" + raw[122 + 50 :],
    "a code of nobody's": lambda raw: raw[: 122 + 111] + b"7" + raw[122 + 112 :],
    "a sum that is wrong": lambda raw: raw.replace(b"8000002000000002400", b"8000002000000002401"),
    "no text": lambda _raw: b"\xff" * 480,
    "what was sent": lambda _raw: None,
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_answer_that_does_not_fit_is_refused_whole_with_a_sentence(wrong):
    rows = [an_agreed_invoice(uuid4()), an_agreed_invoice(uuid4())]
    batch = a_request(rows)
    sent = transfers.file_of(batch)
    good = bank.answer(sent, result_of=lambda _place, _yen: "0")
    raw = WRONG[wrong](good) or sent
    assert raw != good
    with pytest.raises(CannotTransfer) as refusal:
        services.read_results(batch.pk, raw, by=CLERK, at=LATER)
    assert len(refusal.value.sentence) > 10
    assert (Payment.objects.count(), TransferBatch.objects.get().answered_at) == (0, None)
    services.read_results(batch.pk, good, by=CLERK, at=LATER)
    with pytest.raises(CannotTransfer):
        services.read_results(batch.pk, good, by=CLERK, at=LATER)
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_the_bank_answers_the_books_balance_to_the_yen(seed):
    die = random.Random(seed)  # noqa: S311 - a die, no secret
    day, at = MONDAY, MONDAY
    people = [uuid4() for _ in range(12)]
    for _round in range(6):
        for who in people:
            if die.random() < 0.7:
                an_agreed_invoice(who, yen=die.randint(1, 90_000), at=at)
        day = at + timedelta(days=25)
        if not transfers.due(day.date()).ready:
            continue
        batch = services.request_transfers(day.date(), by=CLERK, at=at)
        for line in batch.debits.all():
            if die.random() < 0.2:
                paid_in_cash(line.invoice, at=at)
        at = day + timedelta(days=3)
        answered(batch, "".join(die.choice("000000123489") for _ in range(max(2, batch.lines))))
    lines = TransferLine.objects.filter(result="0")
    assert books.complaints() == []
    assert sum(line.amount_yen for line in lines) == books.balance(chart.BANK)
    assert Payment.objects.filter(method="transfer").count() == lines.count()
    assert not TransferLine.objects.filter(open=True).exists()
