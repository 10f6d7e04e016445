"""The pages of messages (お知らせの画面): residents, people without an account, staff."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast, Contact, Notice, Subscriber
from tsunagaru.engines.messages.queries.subscribers import link_path
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.testing import (
    a_draft,
    a_subscriber,
    mail_server,
    the_town_topics,
)
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_head, a_resident, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
WISHES = {"topics": ["events"], "language": "ja-easy", "quiet_from": "21", "quiet_until": "7"}
WRITTEN = {
    "title": "断水のお知らせ",
    "body": "明日は断水です。",
    "lane": "3",
    "section": "jumin",
    "when": "now",
    "topic": "events",
}


@pytest.fixture(autouse=True)
def town(db):
    the_town_topics(at=clock.now())


def page(client, name, *args):
    return client.get(reverse(f"messages:{name}", args=args)).content.decode()


def test_a_resident_chooses_topics_words_and_quiet_hours(client):
    resident = a_resident()
    sign_in(client, resident)
    client.post(reverse("messages:mine"), WISHES)
    row = Subscriber.objects.get(resident_id=resident.id)
    assert (row.language, row.quiet_from, row.quiet_until) == ("ja-easy", 21, 7)
    assert [one.topic for one in row.interests.all()] == ["events"]
    assert "話題を変えました" in page(client, "mine")


def test_who_saves_and_cannot_be_reached_is_told_that_nothing_will_come(client):
    resident = a_resident()
    sign_in(client, resident)
    told = client.post(reverse("messages:mine"), WISHES, follow=True).content.decode()
    assert "このままでは、お知らせは届きません" in told
    assert "変更しました。" not in told
    assert "受け取る方法を登録してください" in told


@pytest.mark.parametrize("state", ["unconfirmed", "gone", "active"])
def test_only_a_way_that_works_reaches_anybody(client, state):
    resident = a_resident()
    row = a_subscriber("hana@example.jp", at=clock.now(), resident=resident.id)
    Contact.objects.filter(subscriber=row).update(state=state)
    sign_in(client, resident)
    told = client.post(reverse("messages:mine"), WISHES, follow=True).content.decode()
    assert ("変更しました。" in told) == (state == "active")
    assert ("まだ確かめられていません" in told) == (state == "unconfirmed")


def test_half_of_the_quiet_hours_is_told_at_the_box(client):
    sign_in(client, a_resident())
    answer = client.post(reverse("messages:mine"), WISHES | {"quiet_until": ""})
    assert answer.status_code == 422
    assert "両方を選んでください" in answer.content.decode()


def test_a_resident_adds_an_address_and_leaves_with_it(client):
    resident = a_resident()
    sign_in(client, resident)
    with mail_server():
        client.post(reverse("messages:add_email"), {"email": "hana@example.jp"})
    row = Contact.objects.get()
    assert (row.state, row.subscriber.resident_id) == ("unconfirmed", resident.id)
    client.post(reverse("messages:contact", args=[row.pk]), {"leave": "1"})
    row.refresh_from_db()
    assert row.state == "left"


def test_the_answer_to_a_known_address_is_that_to_a_new_one(client):
    a_subscriber("hana@example.jp", at=clock.now())
    with mail_server():
        known, new = (
            client.post(reverse("messages:join"), WISHES | {"email": email}, follow=True)
            for email in ("hana@example.jp", "taro@example.jp")
        )
    known_text, new_text = (TOKEN.sub("", one.content.decode()) for one in (known, new))
    assert known_text == new_text
    assert "メールをご確認ください" in new_text


def test_a_second_click_on_the_link_is_calm(client):
    row = a_subscriber("hana@example.jp", at=clock.now(), confirmed=False)
    link = link_path("confirm", row.contacts.get().pk, clock.now())
    assert "受け取りますか" in client.get(link).content.decode()
    assert Contact.objects.get().state == "unconfirmed"
    for _ in range(2):
        assert "登録が終わりました" in client.post(link).content.decode()
    assert Contact.objects.get().state == "active"
    assert row.permissions.filter(what="confirmed").count() == 1


def test_who_has_no_account_changes_and_leaves_by_a_link(client):
    row = a_subscriber("hana@example.jp", at=clock.now(), topics=("tourism",))
    link = link_path("settings", row.contacts.get().pk, clock.now())
    assert client.post(link, WISHES).status_code == 200
    assert [one.topic for one in row.interests.all()] == ["events"]
    assert "もう届きません" in client.post(link, {"leave": "1"}).content.decode()
    assert client.get(link).status_code == 410


def test_a_clerk_writes_and_sees_how_it_looks_and_what_could_be_easier(client):
    sign_in(client, a_clerk())
    a_subscriber("hana@example.jp", topics=("events",), at=clock.now())
    answer = client.post(reverse("messages:staff_new"), WRITTEN, follow=True).content.decode()
    assert "だんすい" in answer
    assert "5人未満" in answer
    assert "1人あたり1通分" in answer
    assert Broadcast.objects.get().state == "draft"


def test_a_mistake_in_a_draft_is_told_and_nothing_typed_is_lost(client):
    sign_in(client, a_clerk())
    sent = WRITTEN | {"title_en": "Water", "when": "at", "topic": ""}
    answer = client.post(reverse("messages:staff_new"), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    for told in ("話題を選んで", "両方を入力", "配信する日を入力", "配信する時刻を入力"):
        assert told in text
    assert "断水のお知らせ" in text


def test_the_head_approves_and_everybody_reads_the_five_states(client):
    author, head = a_clerk(), a_head()
    a_subscriber("hana@example.jp", topics=("events",), at=clock.now())
    number = a_draft(author.id, at=clock.now(), topic="events")
    composing.ask(number, by=author.id, at=clock.now())
    act = reverse("messages:staff_act", args=[number])
    sign_in(client, author)
    assert client.post(act, {"act": "approve"}).status_code == 409
    sign_in(client, head)
    assert client.post(act, {"act": "approve"}).status_code == 302
    text = page(client, "staff_broadcast", number)
    assert "予定 1件のうち、引渡し 0件、拒否・失敗 0件、送信待ち 1件" in text
    assert "本人が確認したのは 0件" in text
    each = page(client, "staff_recipients", number)
    assert "送信待ち" in each
    assert "hana@" not in each


def test_a_text_comes_back_with_a_reason(client):
    author = a_clerk()
    number = a_draft(author.id, at=clock.now())
    composing.ask(number, by=author.id, at=clock.now())
    sign_in(client, a_head())
    back = reverse("messages:staff_return", args=[number])
    assert client.post(back, {"reason": ""}).status_code == 422
    client.post(back, {"reason": "日付が違います。"})
    assert "日付が違います。" in page(client, "staff_broadcast", number)
    assert Broadcast.objects.get(pk=number).state == "draft"


def test_a_clerk_registers_who_calls_and_it_is_on_record(client):
    resident = a_resident()
    sign_in(client, a_clerk())
    address = reverse("messages:staff_subscriber", args=[resident.id])
    assert resident.name in client.get(address).content.decode()
    client.post(address, WISHES | {"way": "phone", "on_paper": "on"})
    row = Subscriber.objects.get(resident_id=resident.id)
    assert row.on_paper
    assert row.permissions.get().way == "phone"
    assert audited("subscriber.viewed")
    assert audited("subscriber.changed")


def test_a_letter_in_another_language_says_so_to_a_screen_reader(client):
    resident = a_resident()
    sign_in(client, resident)
    letter = Notice.objects.create(
        event=uuid4(), template="any", resident_id=resident.id, about=uuid4(), language="ja-easy",
        title="回覧が とどきました", body="読んで ください。", sent_at=clock.now(),
    )  # fmt: skip
    client.cookies["language"] = "en"
    shown = client.get(reverse("messages:notice", args=[letter.pk])).content.decode()
    assert '<h1 lang="ja">回覧が とどきました</h1>' in shown
    assert "<title>回覧" not in shown
    assert ' lang="ja">回覧が とどきました</a>' in client.get("/inbox/").content.decode()
    assert ' lang="ja">回覧が とどきました</a>' in client.get("/my/").content.decode()
