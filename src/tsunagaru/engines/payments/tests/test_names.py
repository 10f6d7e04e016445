"""Staff read the names they know of accounts, revenues and paypoints, and never their codes."""

import pytest
from django.urls import reverse

from tsunagaru.engines.payments import api
from tsunagaru.engines.payments.definitions import PaymentsFile
from tsunagaru.engines.payments.models import Account
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.rules.chart import BANK, Line, account
from tsunagaru.engines.payments.services.booking import book
from tsunagaru.engines.payments.services.loading import apply
from tsunagaru.engines.payments.testing import MONDAY, an_invoice, paid_in_cash
from tsunagaru.ground.people.testing import a_clerk, sign_in

pytestmark = pytest.mark.django_db
POINT = {"code": "hall-environment", "name": "生活環境課 窓口", "section": "jumin"}


@pytest.fixture
def clerk(client):
    apply(
        PaymentsFile(section="jumin", paypoints=[POINT], revenues={"halls": "施設使用料"}), MONDAY
    )
    return sign_in(client, a_clerk())


def into(family, member, yen=100):
    book("received", f"{family}-{member}", [Line(account(family, member), BANK, yen)], at=MONDAY)


def test_an_invoice_names_its_revenue_and_the_drawer_its_money_went_into(clerk):
    row = an_invoice()
    book(
        "received", "x", [Line("cash:hall-environment", "receivable", 300)], at=MONDAY, invoice=row
    )
    text = clerk.get(reverse("payments:invoice", args=[row.pk])).content.decode()
    assert "収入科目：手数料" in text
    assert "現金（生活環境課 窓口）" in text
    assert "収入（手数料）" in text
    assert "hall-environment" not in text
    assert "fees" not in text


def test_the_trial_balance_names_every_account_as_staff_do(clerk):
    for family, member in (("cash", "hall-environment"), ("revenue", "halls"),
                           ("clearing", "payjp"), ("clearing", "terminal")):  # fmt: skip
        into(family, member)
    assert [one.name for one in books.balances() if "（" in one.name] == [
        "現金（生活環境課 窓口）",
        "決済事業者への未収（カード決済（PAY.JP方式））",
        "決済事業者への未収（窓口のカード端末）",
        "収入（施設使用料）",
    ]
    text = clerk.get(reverse("payments:reconciliation")).content.decode()
    assert "収入（施設使用料）" in text
    for code in Account.objects.filter(code__contains=":").values_list("code", flat=True):
        assert code.partition(":")[2] not in text


def test_a_drawer_that_does_not_fit_is_called_by_the_name_of_its_place(clerk):
    into("cash", "hall-environment")
    assert "生活環境課 窓口のレジは閉じていますが、帳簿に100円あります。" in books.complaints()


def test_a_name_that_changes_in_the_folder_changes_on_the_pages(clerk):
    into("cash", "hall-environment")
    renamed = [POINT | {"name": "環境課 窓口"}]
    apply(PaymentsFile(section="jumin", paypoints=renamed), MONDAY)
    assert "現金（環境課 窓口）" in books.account_names().values()


def test_the_usual_revenues_have_names_and_a_town_adds_its_own(clerk):
    assert api.revenues() == {
        "fees": "手数料",
        "advertising": "広告料",
        "bookings": "使用料",
        "halls": "施設使用料",
    }


def test_money_taken_in_cash_is_called_by_the_place_that_took_it(clerk):
    row = an_invoice(yen=300)
    paid_in_cash(row)
    text = clerk.get(reverse("payments:invoice", args=[row.pk])).content.decode()
    assert "現金（住民 窓口）" in text
    assert "（hall）" not in text
