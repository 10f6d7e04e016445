"""The pages of public hearing (広聴の画面)."""

import pytest

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_head, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.offers.desk import items
from tsunagaru.services.hearing.queries.own import path_of
from tsunagaru.services.hearing.rules.states import State
from tsunagaru.services.hearing.testing import (
    NOON,
    a_hearing_town,
    an_answered,
    an_inquiry,
    assigned,
    the_desk,
)

pytestmark = pytest.mark.django_db
GOOD = {
    "kind": "question",
    "topic": "waste",
    "text": "ごみの日はいつですか。",
    "wants_reply": "yes",
    "may_publish": "no",
}


@pytest.fixture(autouse=True)
def town():
    a_hearing_town(clock.now())


def ask(client, **changes):
    return client.post("/hearing/", {**GOOD, **changes})


def text(answer):
    return answer.content.decode()


def test_somebody_without_account_sends_and_follows_it_by_the_link(client):
    answer = ask(client, name="見本 花子", email="Hanako＠Example.JP", district="k1")
    assert answer.status_code == 302
    page = text(client.get(answer.url))
    row = Inquiry.objects.get()
    assert row.number in page
    assert (row.email, row.district, row.name) == ("Hanako@example.jp", "k1", "見本 花子")
    assert "ごみの日はいつですか。" in page


def test_a_resident_is_known_and_finds_it_again(client):
    person = a_resident(district="k2")
    sign_in(client, person)
    page = client.get(ask(client).url)
    assert "ごみの日" in text(page)
    row = Inquiry.objects.get()
    assert (row.resident, row.district) == (person.id, "k2")
    assert row.number in text(client.get("/hearing/mine/"))
    sign_in(client, a_resident())
    assert client.get(f"/hearing/mine/{row.pk}/").status_code == 404
    assert row.number not in text(client.get("/hearing/mine/"))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", "", "内容を入力してください。"),
        ("text", "あ" * 2001, "2000字以内"),
        ("topic", "none", "分野を選んでください。"),
        ("kind", "", "種類を選んでください。"),
        ("email", "hanako@", "メールアドレスを確かめてください"),
        ("district", "k9", "正しく選択してください"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(client, field, value, sentence):
    answer = ask(client, **{"name": "見本", field: value})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="見本"' in text(answer)
    assert not Inquiry.objects.exists()


def test_an_individual_number_is_refused(client):
    number = f"12345678901{check_digit('12345678901')}"
    assert "個人番号" in text(ask(client, text=f"番号 {number}"))
    assert not Inquiry.objects.exists()


def test_a_program_that_fills_the_hidden_box_is_put_aside_and_told_nothing(client):
    assert ask(client, website="https://spam.example").status_code == 302
    assert Inquiry.objects.get().state == State.SET_ASIDE


def test_a_flood_is_stopped_and_what_was_written_stays_on_the_screen(client):
    for _ in range(5):
        assert ask(client).status_code == 302
    answer = ask(client)
    assert answer.status_code == 429
    assert "ごみの日はいつですか。" in text(answer)
    assert Inquiry.objects.count() == 5


def test_a_forged_link_is_as_good_as_none(client):
    path = path_of(an_inquiry().pk)
    assert client.get(path).status_code == 200
    for wrong in (path[:-2] + "x/", "/hearing/status/none/", path_of(an_inquiry().pk)[:-9] + "/"):
        assert client.get(wrong).status_code == 404
        assert client.post(f"{wrong}act/", {"act": "withdraw"}).status_code == 404


def test_the_sender_withdraws_and_asks_again_by_the_link(client):
    row = an_inquiry(at=clock.now())
    client.post(f"{path_of(row.pk)}act/", {"act": "withdraw"})
    assert "取り下げられました" in text(client.get(path_of(row.pk)))
    done = an_answered(at=clock.now())
    act = f"{path_of(done.pk)}act/"
    assert client.post(act, {"act": "again", "again": ""}).status_code == 422
    assert client.post(act, {"act": "again", "again": "祝日は？"}).status_code == 302
    assert client.post(act, {"act": "again", "again": "祝日は？"}).status_code == 409
    assert client.post(act, {"act": "publish"}).status_code == 404


def test_the_sender_sees_the_answer_only_when_it_was_given(client):
    row = an_answered(at=clock.now(), phone="")
    assert "火曜日と金曜日です。" in text(client.get(path_of(row.pk)))
    row.replies.update(state="approved")
    assert "火曜日と金曜日です。" not in text(client.get(path_of(row.pk)))


def test_the_desk_the_section_and_the_head_each_find_their_work():
    row = an_inquiry()
    desk, clerk, other = the_desk(), actor_of(a_clerk()), actor_of(a_clerk(section="zeimu"))
    assert ["振り分け" in one.title for one in items(desk, NOON)] == [True]
    assert items(clerk, NOON) == []
    assigned(row)
    assert ["広聴の回答：" in one.title for one in items(clerk, NOON)] == [True]
    assert items(other, NOON) == []
    assert items(desk, NOON) == []


def test_staff_see_only_their_sections_inquiries_and_leave_a_trace(client):
    row = assigned(an_inquiry())
    sign_in(client, a_clerk(section="zeimu"))
    assert client.get(f"/staff/hearing/{row.pk}/").status_code == 404
    assert row.number not in text(client.get("/staff/hearing/"))
    sign_in(client, a_head())
    assert "燃やすごみ" in text(client.get(f"/staff/hearing/{row.pk}/"))
    assert len(audited("inquiry.viewed")) == 1


def test_a_clerk_enters_a_call_and_a_letter_is_printed(client):
    sign_in(client, a_clerk())
    entered = GOOD | {"channel": "phone", "phone": "０５５０-７６-１１１１", "name": "見本"}
    assert client.post("/staff/hearing/new/", entered | {"phone": "12"}).status_code == 422
    assert client.post("/staff/hearing/new/", entered).status_code == 302
    assert Inquiry.objects.get().phone == "0550761111"
    row = an_answered(source="post", address="見本の住所", name="見本 花子")
    answer = client.get(f"/staff/hearing/{row.pk}/letter.pdf")
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("act", ["assign", "note", "merge", "set_aside"])
def test_a_form_without_words_is_shown_again(client, act):
    row = an_inquiry()
    sign_in(client, a_clerk(section="koho"))
    answer = client.post(f"/staff/hearing/{row.pk}/act/", {"act": act})
    assert answer.status_code == 422
    assert "error-summary" in text(answer)
