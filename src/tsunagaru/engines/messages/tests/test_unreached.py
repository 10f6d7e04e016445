"""A message that reaches nobody says so, and why (届く人のいない配信)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast, Contact
from tsunagaru.engines.messages.queries.unreached import WHY, after_leaving, before_leaving
from tsunagaru.engines.messages.rules.audience import Audience
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.services.comparing import Comparing
from tsunagaru.engines.messages.services.releasing import release_due
from tsunagaru.engines.messages.testing import a_draft, a_subscriber, the_town_topics
from tsunagaru.ground.people.testing import a_clerk, a_head, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    the_town_topics(at=clock.now())
    return a_clerk()


@pytest.fixture
def head(author):
    return a_head()


def asked(author, **more):
    number = a_draft(author.id, at=clock.now(), **more)
    composing.ask(number, by=author.id, at=clock.now())
    return Broadcast.objects.get(pk=number)


def shown(client, row):
    return client.get(reverse("messages:staff_broadcast", args=[row.pk])).content.decode()


def press(client, row, act):
    where = reverse("messages:staff_act", args=[row.pk])
    return client.post(where, {"act": act}, follow=True).content.decode()


def why(row):
    return before_leaving(row, clock.now())


def test_where_nobody_has_registered_that_is_why(author):
    assert WHY["none_yet"] in why(asked(author, topic="events"))


def test_where_all_have_left_that_is_why(author):
    a_subscriber("hana@example.jp", topics=("events",), at=clock.now())
    Contact.objects.update(state="left", rank=0)
    assert WHY["all_left"] in why(asked(author, topic="events"))


def test_a_topic_nobody_chose_is_told_from_conditions_nobody_meets(author):
    a_subscriber("hana@example.jp", topics=("events",), at=clock.now())
    assert WHY["topic"] in why(asked(author, topic="tourism"))
    narrow = Audience(topics=("events",), districts=("suganuma",))
    assert WHY["narrowed"] in why(asked(author, topic="events", audience=narrow))


def test_who_got_the_days_newsletters_is_the_reason_of_the_fourth(author, head):
    a_subscriber("hana@example.jp", topics=("events",), at=clock.now())
    for _ in range(3):
        composing.approve(
            asked(author, topic="events").pk, by=head.id, at=clock.now(), even_to_nobody=True
        )
    assert WHY["weary"] in why(asked(author, topic="events"))


def test_what_reaches_somebody_is_not_warned_of(author):
    a_subscriber("hana@example.jp", topics=("events",), at=clock.now())
    assert why(asked(author, topic="events")) == ""


def test_it_is_approved_only_when_that_is_confirmed(client, author, head):
    row = asked(author)
    sign_in(client, head)
    assert "このまま配信しても、だれにも届きません" in shown(client, row)
    assert "届く人がいないため、承認していません" in press(client, row, "approve")
    row.refresh_from_db()
    assert row.state == "asked"
    told = press(client, row, "approve_to_nobody")
    assert "だれにも届きませんでした" in told
    assert WHY["none_yet"] in told
    assert "配信済み" not in told
    assert "経路ごとの結果" not in told


def test_the_reason_stays_when_somebody_registers_later(author, head):
    row = asked(author)
    composing.approve(row.pk, by=head.id, at=clock.now(), even_to_nobody=True)
    a_subscriber("hana@example.jp", at=clock.now())
    row.refresh_from_db()
    assert WHY["none_yet"] in after_leaving(row)


def test_a_scheduled_one_that_found_somebody_says_nothing(author, head):
    later = clock.now() + timedelta(hours=1)
    row = asked(author, send_at=later)
    composing.approve(row.pk, by=head.id, at=clock.now(), even_to_nobody=True)
    a_subscriber("hana@example.jp", at=clock.now())
    release_due(at=later)
    row.refresh_from_db()
    assert after_leaving(row) == ""


def test_two_wordings_to_nobody_speak_of_no_rest(client, author, head):
    other = {"ja": {"title": "水道の工事", "body": "水道の工事をします。"}}
    comparing = Comparing(texts=other, share=10, hours=1)
    row = asked(author, topic="events", comparing=comparing)
    composing.approve(row.pk, by=head.id, at=clock.now(), even_to_nobody=True)
    sign_in(client, head)
    told = shown(client, row)
    assert "だれにも送っていないため、文面は比べられません" in told
    assert "残りの人" not in told
