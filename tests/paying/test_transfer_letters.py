"""What a payer hears when the bank could not collect the fee (口座振替の不能のお知らせ)."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.paying.test_paying import CLERK, an_application_with, invoices, settle, titles
from tsunagaru.engines.applications.testing import NOON
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import mail_server
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import TransferBatch
from tsunagaru.engines.payments.services.transfers import CannotTransfer
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_request,
    a_transfer_setup,
    paid_in_cash,
    the_bank_answers,
)
from tsunagaru.ground.people.testing import sign_in
from tsunagaru.ground.ui.dates import day_words

pytestmark = pytest.mark.django_db
ANSWERED = NOON + timedelta(days=20)
TEMPLATE = "fee_transfer_failed"


@pytest.fixture(autouse=True)
def post(settings):
    """A mail server, and the town's own address in front of links."""
    settings.TSUNAGARU_LINKS = "https://town.example/"
    with mail_server() as sink:
        yield sink


@pytest.fixture
def row():
    """An application whose fee the bank is asked to collect."""
    made = an_application_with({"when": "on_submit"})
    a_transfer_setup(at=NOON)
    agreed = NOON.date()
    money.record_mandate(made.resident_id, AN_ACCOUNT, agreed_on=agreed, by=CLERK, at=NOON)
    a_request(invoices(), at=NOON)
    return made


def answer(result):
    """Let the bank's answer to the one request be loaded."""
    the_bank_answers(TransferBatch.objects.get(), result, at=ANSWERED)


@pytest.mark.parametrize(
    ("result", "why", "template"),
    [
        ("1", "口座の残高が足りませんでした。", TEMPLATE),
        ("2", "登録した口座が、金融機関で見つかりませんでした。", "transfer_stopped"),
        ("3", "口座の名義の方の申出により、引落しが止められていました。", "transfer_stopped"),
        ("9", "金融機関で引落しができませんでした。", TEMPLATE),
    ],
)
def test_one_letter_says_why_how_to_pay_and_until_when(row, result, why, template):
    answer(result)
    settle()
    (notice,) = Notice.objects.filter(template__in=(TEMPLATE, "transfer_stopped"))
    assert (notice.template, notice.resident_id) == (template, row.resident_id)
    (invoice,) = invoices()
    assert invoice.due_on >= (ANSWERED + timedelta(days=14)).date()
    for said in (why, "3,000円", day_words(invoice.due_on, "ja"), "役場の窓口"):
        assert said in notice.body
    ends = template == "transfer_stopped"
    assert ("もう一度お申し込みください" in notice.body) is ends


def test_the_e_mail_says_why_and_leads_to_the_page_to_pay(row, post):
    answer("1")
    settle()
    (mail,) = [
        text
        for title, text in zip(post.subjects(), post.texts(), strict=True)
        if "引き落とせませんでした" in title
    ]
    assert "口座の残高が足りませんでした。" in mail
    assert f"https://town.example/pay/{invoices()[0].pk}/" in mail


def test_it_comes_once_although_the_answer_is_loaded_twice(row):
    answer("1")
    with pytest.raises(CannotTransfer):
        answer("1")
    settle()
    assert titles().count(TEMPLATE) == 1
    assert "fee_reminder" not in titles()


def test_nothing_is_written_to_who_paid_at_the_counter_meanwhile(row):
    paid_in_cash(invoices()[0], at=NOON + timedelta(days=1))
    answer("1")
    settle()
    assert TEMPLATE not in titles()


def test_the_payers_page_says_the_same(row):
    answer("1")
    (invoice,) = invoices()
    page = sign_in(Client(), row.resident_id).get(f"/pay/{invoice.pk}/").content.decode()
    assert "口座の残高が足りませんでした。" in page
    assert "までに、ほかの方法でお支払いください。" in page


def test_the_fee_does_not_lapse_before_the_new_due_date(row):
    answer("1")
    money.pass_due_dates(at=ANSWERED + timedelta(days=13))
    assert [one.state for one in invoices()] == ["requested"]
    money.pass_due_dates(at=ANSWERED + timedelta(days=18))
    assert [one.state for one in invoices()] != ["requested"]
