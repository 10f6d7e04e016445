"""The letter about a fee leads to where it is paid, and opens nothing else (支払いのリンク)."""

import re

import pytest
from django.test import Client

from tests.attacks.opened import everything
from tests.paying.test_paying import CLERK, LATER, an_application_with, invoices, settle
from tests.paying.test_paying_late import DUE
from tsunagaru.engines.applications.services import changes
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import mail_server
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.queries.invoices import code_of
from tsunagaru.engines.payments.testing import paid_in_cash
from tsunagaru.ground.people.testing import sign_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r"^https://town\.example(/\S+)", re.MULTILINE)


@pytest.fixture(autouse=True)
def post(settings):
    """A mail server, and the town's own address in front of links."""
    settings.TSUNAGARU_LINKS = "https://town.example/"
    with mail_server() as sink:
        yield sink


def sent(post, subject):
    """Return the link in the one letter with such a subject."""
    settle()
    (text,) = [t for s, t in zip(post.subjects(), post.texts(), strict=True) if subject in s]
    (link,) = LINK.findall(text)
    return link


def test_who_has_no_account_pays_behind_the_letters_link(post):
    an_application_with({"when": "on_submit"}, resident=False)
    (invoice,) = invoices()
    link = sent(post, "お支払いをお願いします")
    assert link == f"/pay/{invoice.pk}/link/{code_of(invoice.pk)}/"
    page = Client().get(link, follow=True).content.decode()
    assert invoice.number in page
    assert "支払い方法を選ぶ" in page


def test_who_signs_in_is_led_through_the_sign_in(post):
    row = an_application_with({"when": "on_submit"})
    (invoice,) = invoices()
    link = sent(post, "お支払いをお願いします")
    assert link == f"/pay/{invoice.pk}/"
    stranger = Client().get(link)
    assert stranger["Location"].startswith("/sign-in/?next=")
    mine = sign_in(Client(), row.resident_id)
    assert invoice.number in mine.get(link).content.decode()
    notice = Notice.objects.get(template="fee_requested")
    assert f'href="{link}"' in mine.get(f"/inbox/{notice.pk}/").content.decode()


def test_no_link_with_a_code_is_ever_stored(post):
    an_application_with({"when": "on_submit"}, resident=False)
    sent(post, "お支払いをお願いします")
    code = code_of(invoices()[0].pk)
    assert [place for place, text in everything() if code in text] == []


def test_a_letter_that_leaves_late_leads_to_a_page_that_says_how_it_stands(post):
    row = an_application_with({"when": "on_submit"}, resident=False)
    changes.withdraw(row.pk, by=CLERK, at=LATER)
    link = f"/pay/{invoices()[0].pk}/link/{code_of(invoices()[0].pk)}/"
    assert "お支払いは要りません" in Client().get(link, follow=True).content.decode()


def test_behind_the_link_stands_that_it_is_paid(post):
    an_application_with({"when": "on_submit"}, resident=False)
    paid_in_cash(invoices()[0], at=LATER)
    page = Client().get(sent(post, "お支払いを確認しました"), follow=True).content.decode()
    assert "お支払いが済んでいます" in page
    assert "支払い方法を選ぶ" not in page


def test_behind_the_link_stands_that_time_ran_out(post):
    an_application_with({"when": "on_submit"}, resident=False)
    money.pass_due_dates(at=DUE.replace(month=7))
    page = Client().get(sent(post, "期限が過ぎました"), follow=True).content.decode()
    assert "この請求ではお支払いいただけません" in page
