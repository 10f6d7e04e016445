"""What a payer hears of an agreement on account transfers (口座振替の契約のお知らせ)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.testing import NOON
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import mail_server
from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.simulator import bank
from tsunagaru.engines.payments.models import Mandate
from tsunagaru.engines.payments.queries import transfers
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_request,
    a_transfer_setup,
    an_agreed_invoice,
)
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.services import change_profile
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[2] / "towns" / "oyama"
LATER = NOON + timedelta(days=3)


@pytest.fixture(autouse=True)
def post(settings):
    """A mail server, the town's own letters and its own address in front of links."""
    settings.TSUNAGARU_LINKS = "https://town.example/"
    a_transfer_setup(at=NOON)
    texts = messages.TOWN_PART.read(Folder(TOWN))
    assert texts
    messages.TOWN_PART.apply(texts, at=NOON)
    with mail_server() as sink:
        yield sink


def asked(person):
    return services.ask_for_transfers(person.id, AN_ACCOUNT, channel="online", at=NOON)


def letters():
    deliver_all(at=NOON + timedelta(days=100))
    return list(Notice.objects.filter(template__startswith="transfer_").order_by("sent_at"))


def test_asking_is_followed_by_no_letter_and_the_registration_by_one(post):
    hanako = a_resident(email="hanako@example.jp")
    key = asked(hanako)
    assert letters() == []
    services.confirm(key, answered_on=LATER.date(), by=Actor(), at=LATER)
    (notice,) = letters()
    assert (notice.template, notice.resident_id) == ("transfer_agreed", hanako.id)
    assert notice.url == reverse("payments:agreement")
    assert "支払いの期限の日に登録した口座から引き落とします" in notice.body
    assert AN_ACCOUNT.number not in notice.body
    (text,) = post.texts()
    assert "https://town.example/pay/transfer/" in text


def test_a_refusal_says_why_and_what_to_do_next(post):
    key = asked(a_resident(email="hanako@example.jp"))
    services.refuse(
        key, reason="届出印が違うため。", answered_on=LATER.date(), by=Actor(), at=LATER
    )
    (notice,) = letters()
    for said in ("届出印が違うため。", "ほかの方法でお支払いください", "もう一度お申し込み"):
        assert said in notice.body
    (text,) = post.texts()
    assert "届出印" not in text  # what staff wrote stays behind the sign-in


def test_an_agreement_that_the_bank_ends_is_told_in_plain_words():
    row = an_agreed_invoice(a_resident().id, at=NOON)
    batch = a_request([row], at=NOON)
    back = bank.answer(transfers.file_of(batch), result_of=lambda _place, _yen: "2")
    services.read_results(batch.pk, back, by=Actor(), at=NOON + timedelta(days=40))
    found = {one.template: one for one in letters()}
    assert "登録した口座が、金融機関で見つかりませんでした。" in found["transfer_stopped"].body
    assert "もう一度お申し込みください" in found["transfer_stopped"].body


def test_nothing_is_written_of_an_end_that_the_payer_asked_for():
    key = asked(a_resident())
    services.end(key, at=LATER)
    assert letters() == []


def test_it_is_written_in_the_language_of_whoever_reads_it():
    hanako = a_resident()
    change_profile(hanako.id, {"language": "en"}, channel="online", at=NOON)
    day = LATER.date()
    services.refuse(
        asked(hanako), reason="届出印が違うため。", answered_on=day, by=Actor(), at=LATER
    )
    assert letters()[0].title == "Your account could not be registered for account transfers"


def test_staff_see_that_the_payer_is_told_or_must_be_told_on_paper():
    accounts = sign_in(Client(), a_clerk())
    cast = ((a_resident(), True), (a_resident(account=False, email=""), False))
    for person, told in cast:
        key = asked(person)
        where = reverse("payments:staff_agreement", args=[key])
        assert ("書面か電話で" in accounts.get(where).content.decode()) is not told
        sent = {"act": "confirm", "answered_on": "令和8年4月20日"}
        page = accounts.post(where, sent, follow=True).content.decode()
        assert "口座を登録しました。" in page
        assert ("本人にお知らせを送ります。" in page) is told
        assert Mandate.objects.get(pk=key).state == "active"
