"""Two people see every text before it leaves (作成と承認)."""

from datetime import UTC, datetime, timedelta

import pytest

from tsunagaru.engines.messages.models import Broadcast, Chunk, Target
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.queries.composing import may_approve, readable_by, waiting_for
from tsunagaru.engines.messages.rules.audience import Audience
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.services.releasing import release_due
from tsunagaru.engines.messages.testing import a_draft, a_subscriber, the_town_topics
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
SOON = NOON + timedelta(minutes=5)


@pytest.fixture
def author(db):
    return a_clerk()


@pytest.fixture
def head(author):
    return a_head()


def asked(author, **more):
    number = a_draft(author.id, at=NOON, **more)
    composing.ask(number, by=author.id, at=NOON)
    return number


def state_of(number):
    return Broadcast.objects.get(pk=number).state


def test_an_approved_text_leaves_in_the_same_moment(author, head):
    a_subscriber("hana@example.jp", at=NOON)
    number = asked(author)
    assert composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)
    assert state_of(number) == "sending"
    assert Target.objects.filter(broadcast=number).count() == 1
    assert published("message.approved")


def test_the_author_may_not_approve_even_as_head(head):
    number = asked(head)
    with pytest.raises(composing.CannotApproveOwn):
        composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)
    assert not may_approve(actor_of(head), Broadcast.objects.get(pk=number), SOON)
    assert state_of(number) == "asked"


def test_who_changed_the_text_may_not_approve_it_either(author, head):
    number = a_draft(author.id, at=NOON)
    composing.change(number, composing_words(), by=head.id, at=NOON)
    composing.ask(number, by=author.id, at=NOON)
    with pytest.raises(composing.CannotApproveOwn):
        composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)


def composing_words():
    texts = {"ja": {"title": "直した件名", "body": "本文です。"}}
    audience = Audience()
    return composing.Draft(texts=texts, audience=audience, section="jumin")


def test_a_returned_text_is_a_draft_again_with_the_reason_on_record(author, head):
    number = asked(author)
    composing.give_back(number, "日付が違います。", by=head.id, at=SOON)
    row = Broadcast.objects.get(pk=number)
    assert row.state == "draft"
    assert row.steps.last().text == "日付が違います。"


def test_a_text_is_approved_once(author, head):
    number = asked(author)
    composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)
    with pytest.raises(composing.CannotCompose):
        composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)


def test_a_scheduled_text_leaves_at_its_time_and_can_be_cancelled_before(author, head):
    later = NOON + timedelta(hours=2)
    first, second = asked(author, send_at=later), asked(author, send_at=later)
    for number in (first, second):
        assert not composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)
    composing.call_off(second, by=author.id, at=SOON)
    assert release_due(at=later) == 1
    assert (state_of(first), state_of(second)) == ("done", "stopped")


def test_stopping_gives_an_outcome_to_whoever_was_not_reached(author, head):
    a_subscriber("hana@example.jp", at=NOON)
    number = asked(author)
    composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)
    composing.call_off(number, by=head.id, at=SOON)
    row = Broadcast.objects.get(pk=number)
    assert (row.state, row.counts["email"]) == ("stopped", {"stopped": 1})
    assert not Chunk.objects.filter(broadcast=number).exclude(state="done").exists()


def test_the_head_finds_it_among_the_work_and_other_sections_do_not_see_the_draft(author, head):
    number = asked(author)
    stranger = a_clerk(section="zeimu")
    assert [row.pk for row in waiting_for(actor_of(head), SOON)] == [number]
    assert waiting_for(actor_of(author), SOON) == []
    assert not readable_by(actor_of(stranger), SOON).exists()


def test_the_fourth_newsletter_of_a_day_leaves_out_who_got_three(author, head):
    the_town_topics(at=NOON)
    weary = a_subscriber("hana@example.jp", topics=("events", "tourism"), at=NOON)
    fresh = a_subscriber("taro@example.jp", topics=("tourism",), at=NOON)
    for _ in range(3):
        composing.approve(asked(author, topic="events"), by=head.id, at=SOON, even_to_nobody=True)
    number = asked(author, topic="tourism")
    composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)
    reached = set(Target.objects.filter(broadcast=number).values_list("subscriber", flat=True))
    assert reached == {fresh.pk}
    tomorrow = asked(author, topic="tourism")
    composing.approve(tomorrow, by=head.id, at=SOON + timedelta(days=1), even_to_nobody=True)
    again = set(Target.objects.filter(broadcast=tomorrow).values_list("subscriber", flat=True))
    assert again == {fresh.pk, weary.pk}


def test_a_message_of_safety_is_never_held_back(author, head):
    the_town_topics(at=NOON)
    a_subscriber("hana@example.jp", topics=("events",), at=NOON)
    for _ in range(3):
        composing.approve(asked(author, topic="events"), by=head.id, at=SOON, even_to_nobody=True)
    number = asked(author, lane=Lane.SAFETY)
    composing.approve(number, by=head.id, at=SOON, even_to_nobody=True)
    assert Target.objects.filter(broadcast=number).count() == 1
