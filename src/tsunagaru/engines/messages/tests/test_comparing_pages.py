"""The desk's side of two wordings: writing, approving, choosing and correcting them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast, Comparison, Opening, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.offers.desk import choices
from tsunagaru.engines.messages.queries.on_paper import may_be_printed, wordings_on_paper
from tsunagaru.engines.messages.rules.comparing import Wording, is_second
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.services.choosing import choose
from tsunagaru.engines.messages.testing import a_subscriber, the_town_topics
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
WRITTEN = {
    "title": "健診のお知らせ",
    "body": "健診があります。",
    "other_title": "健診は無料です",
    "other_body": "無料で受けられます。",
    "lane": "3",
    "section": "jumin",
    "when": "now",
    "topic": "events",
    "share": "10",
    "hours": "3",
    "measure": "opened",
    "decides": "clerk",
}


@pytest.fixture(autouse=True)
def town(db):
    the_town_topics(at=clock.now())


def page(client, number):
    return client.get(reverse("messages:staff_broadcast", args=[number])).content.decode()


def act(client, number, name):
    return client.post(reverse("messages:staff_act", args=[number]), {"act": name})


def written(client, **changes):
    return client.post(reverse("messages:staff_new"), WRITTEN | changes)


def let_go(client, people=20, **changes):
    """Write, approve and release a message with two wordings; its author is signed in."""
    author, head = a_clerk(), a_head()
    for number in range(people):
        a_subscriber(f"hana{number}@example.jp", topics=("events",), at=clock.now())
    sign_in(client, author)
    written(client, **changes)
    row = Broadcast.objects.get()
    composing.ask(row.pk, by=author.id, at=clock.now())
    composing.approve(row.pk, by=head.id, at=clock.now(), even_to_nobody=True)
    row.refresh_from_db()
    return row


def test_both_wordings_are_seen_on_every_channel_before_they_are_approved(client):
    author = a_clerk()
    sign_in(client, author)
    written(client)
    number = Broadcast.objects.get().pk
    composing.ask(number, by=author.id, at=clock.now())
    sign_in(client, a_head())
    text = page(client, number)
    for told in ("1つ目の文面の見え方", "2つ目の文面の見え方", "健診は無料です", "10％ずつ"):
        assert told in text
    assert text.count("ショートメール</h4>") == 2
    assert "届く人がいないことを確かめて承認する" in text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"other_body": ""}, "2つ目の文面も、同じ言葉で"),
        ({"title_en": "Check-up", "body_en": "Come."}, "2つ目の文面も、同じ言葉で"),
        ({"other_title_en": "Check-up", "other_body_en": "Come."}, "1つ目の文面も、同じ言葉で"),
        ({"lane": "1"}, "全員に同じ文面で"),
        (
            {"other_title": "健診のお知らせ", "other_body": "健診があります。"},
            "1つ目と同じ文面です",
        ),
        ({"measure": "clicked"}, "リンクのない文面がある"),
        ({"share": "99"}, "選"),
    ],
)
def test_what_is_no_pair_of_wordings_is_told_at_its_box(client, changes, told):
    sign_in(client, a_clerk())
    answer = written(client, **changes)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Broadcast.objects.exists()


def test_two_bodies_not_written_yet_are_not_called_the_same_wording(client):
    sign_in(client, a_clerk())
    told = written(client, title="", body="", other_body="").content.decode()
    assert "本文を入力してください。" in told
    assert "1つ目と同じ文面です" not in told


def test_a_topic_that_must_be_told_to_all_alike_has_one_wording(client):
    sign_in(client, a_clerk(section="crisis"))
    answer = written(client, topic="disaster", section="crisis")
    assert answer.status_code == 422
    assert "全員に同じ文面で" in answer.content.decode()


def test_a_draft_keeps_its_second_wording_and_loses_it_when_it_is_emptied(client):
    sign_in(client, a_clerk())
    written(client, share="20", decides="rule")
    row = Broadcast.objects.get()
    edit = reverse("messages:staff_edit", args=[row.pk])
    assert "無料で受けられます。" in client.get(edit).content.decode()
    client.post(edit, WRITTEN | {"share": "50"})
    assert Comparison.objects.get().share == 50
    client.post(edit, WRITTEN | {"other_title": "", "other_body": ""})
    assert not Comparison.objects.exists()


def test_the_clerk_reads_the_results_and_chooses(client):
    row = let_go(client)
    Comparison.objects.update(judged_at=clock.now() - timedelta(minutes=1))
    assert [one.title for one in choices(actor_of(a_head()), clock.now())] == [
        "文面の選択：健診のお知らせ"
    ]
    text = page(client, row.pk)
    assert "比べられません" in text
    assert "2つ目の文面を残りの人に送る" in text
    assert act(client, row.pk, "choose_second").status_code == 302
    assert "2つ目の文面を残りの人に送りました" in page(client, row.pk)
    assert act(client, row.pk, "choose_first").status_code == 409
    assert Comparison.objects.get().chosen == 2


def test_few_openings_of_either_wording_hide_both(client):
    row = let_go(client)
    for wording, times in ((1, 12), (2, 3)):
        Opening.objects.create(
            broadcast=row.pk, number=0, kind="email", day=clock.now(), n=times, wording=wording
        )
    text = page(client, row.pk)
    assert "5回未満" in text
    assert "示しません" in text


def test_another_section_does_not_choose(client):
    row = let_go(client)
    sign_in(client, a_clerk(section="zeimu"))
    assert "残りの人に送る</button>" not in page(client, row.pk)
    assert act(client, row.pk, "choose_second").status_code == 409


def test_a_correction_stops_what_leaves_and_reaches_nobody_where_nothing_had_left(client):
    row = let_go(client, people=20)
    head = a_head()
    answer = act(client, row.pk, "correct")
    new = Broadcast.objects.latest("pk")
    assert answer["Location"] == reverse("messages:staff_edit", args=[new.pk])
    row.refresh_from_db()
    assert row.state == BroadcastState.STOPPED
    assert "【訂正】健診のお知らせ" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], WRITTEN | {"other_title": "", "other_body": ""})
    composing.ask(new.pk, by=new.made_by, at=clock.now())
    composing.approve(new.pk, by=head.id, at=clock.now(), even_to_nobody=True)
    assert not Target.objects.filter(broadcast=new.pk).exists()


def test_paper_has_the_wording_its_reader_got_and_waits_for_the_choice(client):
    row = let_go(client)
    targets = list(Target.objects.filter(broadcast=row.pk))
    assert not may_be_printed(row)
    choose(row.pk, 2, by=row.made_by, at=clock.now())
    assert may_be_printed(row)
    found = wordings_on_paper(row, [one.subscriber for one in targets])
    for one in targets:
        assert is_second(found[one.subscriber]) == (one.wording != Wording.FIRST)
