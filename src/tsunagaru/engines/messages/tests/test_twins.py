"""Before a text leaves a second time, whoever approves it is told (二重配信)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.queries.twins import twin_of
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.testing import a_draft
from tsunagaru.ground.people.testing import a_clerk, a_head, sign_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
WORDS = {"ja": {"title": "断水", "body": "6月2日は断水です。"}}


@pytest.fixture
def author():
    return a_clerk()


def sent(author, head, at=NOON):
    number = a_draft(author.id, at=at, texts=WORDS)
    composing.ask(number, by=author.id, at=at)
    composing.approve(number, by=head.id, at=at, even_to_nobody=True)
    return number


def drafted(author, texts=WORDS, at=NOON):
    return Broadcast.objects.get(pk=a_draft(author.id, at=at, texts=texts))


def test_the_same_words_within_two_days_are_named(author, client):
    first = sent(author, a_head())
    row = drafted(author)
    found = twin_of(row, NOON + timedelta(hours=47))
    assert found is not None
    assert found.pk == first
    assert twin_of(row, NOON + timedelta(days=3)) is None
    Broadcast.objects.filter(pk=first).update(released_at=None, state="approved")
    sign_in(client, author)
    page = client.get(reverse("messages:staff_broadcast", args=[row.pk])).content.decode()
    assert "同じ文面のお知らせがあります" in page


@pytest.mark.parametrize(
    ("body", "same"),
    [("6月2日は断水です。", True), (" 6月2日は\n断水です。 ", True), ("6月3日は断水です。", False)],
)
def test_blanks_and_lines_do_not_make_it_another_text(author, body, same):
    sent(author, a_head())
    row = drafted(author, {"ja": {"title": "断水", "body": body}})
    assert (twin_of(row, NOON) is not None) == same


def test_what_never_left_is_no_twin(author):
    drafted(author)
    assert twin_of(drafted(author), NOON) is None
