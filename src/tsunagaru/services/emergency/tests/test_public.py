"""What everybody sees of an alert (警報のページ): small, calm, in three languages, and no drill."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.services.issuing import propose
from tsunagaru.services.emergency.testing import a_draft, a_proposal, said_alone

pytestmark = pytest.mark.django_db
LONG = {one: {"title": "題名" * 25, "body": "本文です。" * 300} for one in ("ja", "easy", "en")}
MOST_BYTES = 15_000


@pytest.fixture
def clerk():
    return actor_of(a_clerk())


def said(clerk, **more):
    return said_alone(clerk, at=clock.now(), **more)


def page(name, *args, client=None, **query):
    answer = (client or Client()).get(reverse(f"emergency:{name}", args=args), query)
    return answer.content.decode()


def test_an_alert_stands_above_every_page_for_residents_until_it_is_over(clerk):
    row = said(clerk)
    resident = sign_in(Client(), a_resident())
    for path in ("/", "/my/", "/messages/join/"):
        assert "題名 ja" in resident.get(path).content.decode(), path
    assert "Level 4" in resident.get("/?lang=en").content.decode()
    propose(a_proposal(alert=row.alert_id, level=0), by=clerk, at=clock.now(), because="急ぎ")
    assert "題名 ja" not in Client().get("/").content.decode()


def test_nothing_stands_there_while_it_waits_for_confirmation_or_is_a_drill(clerk):
    row = said(clerk, drill=True)
    propose(a_proposal(), by=clerk, at=clock.now())
    assert "緊急のお知らせ" not in Client().get("/").content.decode()
    assert "題名" not in page("alerts")
    assert Client().get(reverse("emergency:alert", args=[row.alert_id])).status_code == 404


def test_past_its_time_it_is_gone_to_the_second(clerk):
    row = said_alone(clerk, at=clock.now() - timedelta(hours=2), lasts_hours=1)
    assert "題名 ja" not in Client().get("/").content.decode()
    assert "期限が過ぎました" in page("alert", row.alert_id)


@pytest.mark.parametrize(
    ("language", "title", "level"),
    [
        ("ja", "題名 ja", "警戒レベル4 名4"),
        ("ja-easy", "題名 easy", "レベル4 な4"),
        ("en", "題名 en", "Level 4 Name 4"),
    ],
)
def test_it_is_read_in_three_languages(clerk, language, title, level):
    row = said(clerk)
    found = page("alert", row.alert_id, lang=language)
    assert title in found
    assert level in found
    assert title in page("alerts", lang=language)


def test_even_a_long_one_with_all_that_followed_is_small(clerk):
    row = said(clerk, words=LONG)
    for _ in range(5):
        propose(
            a_proposal(alert=row.alert_id, words=LONG), by=clerk, at=clock.now(), because="急ぎ"
        )
    assert len(page("alert", row.alert_id).encode()) <= MOST_BYTES


def test_words_are_shown_as_words(clerk):
    words = {one: {"title": "<script>x</script>", "body": "<b>"} for one in ("ja", "easy", "en")}
    row = said(clerk, words=words)
    for found in (page("alert", row.alert_id), Client().get("/").content.decode()):
        assert "<script>x" not in found


def test_what_is_passed_on_from_the_agency_is_never_called_an_order_of_the_town(clerk):
    draft = a_draft()
    proposal = a_proposal(draft=draft.pk, words=draft.words)
    made = propose(proposal, by=clerk, at=clock.now(), because="急ぎ")
    row = Announcement.objects.get(pk=made)
    shown = [page("alert", row.alert_id), page("alerts"), Client().get("/").content.decode()]
    assert all("レベル4" in one and "名4" not in one for one in shown)
    assert "緊急のお知らせ" in shown[2]
    assert "名4" not in page("cap", row.pk)
