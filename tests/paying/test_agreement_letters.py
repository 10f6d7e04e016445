"""What a payer hears of an agreement on account transfers (口座振替の契約のお知らせ)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.testing import NOON
from tsunagaru.engines.bookings.testing import a_booking, a_person, a_resource
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import mail_server
from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Invoice, Mandate
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_request,
    a_transfer_setup,
    an_agreed_invoice,
    paid_in_cash,
    the_bank_answers,
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


def ended():
    return [one for one in letters() if one.template == "transfer_stopped"]


def booked_twice(person):
    """Return what is asked for two bookings of somebody whose account may be debited."""
    services.record_mandate(person.id, AN_ACCOUNT, agreed_on=NOON.date(), by=Actor(), at=NOON)
    a_resource()
    for days in (30, 31):
        who = a_person(resident=person.id, email=person.email)
        a_booking(NOON + timedelta(days=days), person=who, at=NOON)
    deliver_all(at=NOON + timedelta(hours=1))
    return list(Invoice.objects.order_by("number"))


def a_request_for(row):
    """Ask the bank for one invoice alone, before any other is due."""
    Invoice.objects.exclude(pk=row.pk).update(due_on=row.due_on + timedelta(days=1))
    Invoice.objects.filter(pk=row.pk).update(due_on=row.due_on)
    return a_request([row], at=NOON)


def answer_in_vain(batch, days):
    """Let the bank answer, so many days later, that it finds no such account."""
    the_bank_answers(batch, "2", at=NOON + timedelta(days=days))


def collected_in_vain(rows):
    answer_in_vain(a_request(rows, at=NOON), 40)


def test_one_letter_says_what_was_not_collected_and_that_the_agreement_has_ended(post):
    hanako = a_resident(email="hanako@example.jp")
    fees = booked_twice(hanako)
    before = len(post.texts())
    collected_in_vain(fees)
    (notice,) = ended()
    assert (notice.template, notice.url) == ("transfer_stopped", reverse("payments:mine"))
    for fee in fees:
        assert f"{fee.words.ja}　{fee.amount_yen:,}円　新しい期限：" in notice.body
    for said in ("金融機関で見つかりませんでした。", "役場の窓口", "もう一度お申し込みください"):
        assert said in notice.body
    (mail,) = post.texts()[before:]
    assert f"https://town.example{reverse('payments:mine')}" in mail


def test_whoever_does_not_sign_in_is_told_by_the_letters_with_links_to_pay(post):
    fees = booked_twice(a_resident(account=False, email="hanako@example.jp"))
    before = len(post.texts())
    collected_in_vain(fees)
    assert ended() == []
    mails = post.texts()[before:]
    assert len(mails) == len(fees)
    for mail in mails:
        assert "引き落とせませんでした" in mail
        assert "もう一度お申し込みください" in mail


def test_what_was_paid_meanwhile_is_not_asked_for_in_the_letter_about_the_end():
    row = an_agreed_invoice(a_resident().id, at=NOON)
    batch = a_request([row], at=NOON)
    paid_in_cash(row, at=NOON)
    the_bank_answers(batch, "3", at=NOON + timedelta(days=40))
    (notice,) = letters()
    assert "引き落とせなかった分のお支払いは、もう要りません。" in notice.body


def test_a_later_answer_for_a_stopped_account_is_told_by_itself(post):
    first, second = booked_twice(a_resident(email="hanako@example.jp"))
    before = len(post.texts())
    one, two = a_request_for(first), a_request_for(second)
    answer_in_vain(one, 40)
    answer_in_vain(two, 60)
    (notice,) = ended()
    assert notice.body.count("新しい期限：") == 1
    assert "使用料を、口座から引き落とせませんでした" in "".join(post.subjects())
    assert len(post.texts()[before:]) == 2


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
