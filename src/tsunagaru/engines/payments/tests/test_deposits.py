"""The card company's deposits for the terminals at the counters (カード端末の入金)."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import TerminalDeposit
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import a_paypoint, a_setup, an_invoice
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
PAGE = reverse("payments:deposits")


@pytest.fixture
def accounts():
    a_setup(section="jumin")
    row = an_invoice(yen=10_000, at=clock.now())
    services.take_card(row.pk, paypoint=a_paypoint(), slip="A-1", by=Actor(), at=clock.now())
    return sign_in(Client(), a_clerk())


def typed(**changes):
    today = clock.day_of(clock.now())
    usual = {"gross_yen": "10,000", "net_yen": "９，７００円", "reference": "C-88"}
    return {"day": today.isoformat(), **usual, **changes}


def balances():
    codes = ("clearing:terminal", "bank", "provider_fees")
    return tuple(books.balance(code) for code in codes)


def test_a_deposit_moves_to_the_bank_and_the_rest_is_a_fee(accounts):
    assert "10,000円" in accounts.get(PAGE).content.decode()
    page = accounts.post(PAGE, typed(), follow=True).content.decode()
    assert "9,700円の入金と、300円の手数料を記帳しました。" in page
    assert balances() == (0, 9_700, 300)
    assert books.complaints() == []
    assert sum(each.yen for each in books.balances()) == 0
    assert "C-88" in accounts.get(reverse("payments:reconciliation")).content.decode()
    assert published("terminal.deposited")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"gross_yen": "10,001"}, "カード端末の未入金は10,000円です。"),
        ({"net_yen": "10,001"}, "入金額が、取引額より多くなっています。"),
        ({"day": "2999-01-01"}, "入金日は、今日までの日を入力してください。"),
        ({"reference": ""}, "入金の番号を入力してください。"),
        ({"gross_yen": "0"}, "取引額は1円から"),
    ],
)
def test_what_does_not_fit_is_said_and_books_nothing(accounts, changes, words):
    answer = accounts.post(PAGE, typed(**changes))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert balances() == (10_000, 0, 0)


def test_one_number_counts_once_and_a_wrong_deposit_is_booked_back(accounts):
    accounts.post(PAGE, typed(gross_yen="4,000", net_yen="3,900"))
    again = accounts.post(PAGE, typed(gross_yen="4,000", net_yen="3,900"))
    assert "この番号の入金は、すでに記録されています。" in again.content.decode()
    undo = reverse("payments:undo_deposit", args=[TerminalDeposit.objects.get().pk])
    for words in ("入金の記録を取り消しました。", "すでに取り消されています。"):
        assert words in accounts.post(undo, follow=True).content.decode()
    assert balances() == (10_000, 0, 0)
    accounts.post(PAGE, typed())
    assert balances() == (0, 9_700, 300)


def test_who_does_not_keep_the_books_records_no_deposit(accounts):
    accounts.post(PAGE, typed())
    a_setup(section="accounts")
    assert "C-88" not in accounts.get(PAGE).content.decode()
    assert accounts.post(PAGE, typed(reference="C-89")).status_code == 422
    undo = reverse("payments:undo_deposit", args=[TerminalDeposit.objects.get().pk])
    assert accounts.post(undo).status_code == 404
