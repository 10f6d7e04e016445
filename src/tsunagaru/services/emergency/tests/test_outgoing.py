"""What others take in of an alert: CAP 1.2, a feed, screens and loudspeakers (外へ出す警報)."""

import json
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.urls import reverse
from lxml import etree

from tsunagaru.ground.people.testing import a_clerk, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.emergency.gateways.cap import read_cap
from tsunagaru.services.emergency.gateways.feed import Feed
from tsunagaru.services.emergency.gateways.reading import read_telegram
from tsunagaru.services.emergency.models import Announcement, Telegram
from tsunagaru.services.emergency.queries.outgoing import cap_of, script_of
from tsunagaru.services.emergency.rules.cap import faults_of
from tsunagaru.services.emergency.services.issuing import propose
from tsunagaru.services.emergency.services.polling import poll
from tsunagaru.services.emergency.testing import NOON, a_proposal, said_alone
from tsunagaru.services.emergency.tests.shared import shared_data

pytestmark = pytest.mark.django_db
HARD = {
    "ja": {
        "title": "【警戒レベル4】避難指示（見本町）",
        "body": "14:05、<崖> & 川の近くの方は、避難してください。",
    },
    "easy": {"title": "にげて ください", "body": "あぶないです。"},
    "en": {"title": "Evacuate", "body": "Leave now."},
}


@pytest.fixture
def clerk():
    return actor_of(a_clerk())


def get(name, *args, **more):
    return Client().get(reverse(f"emergency:{name}", args=args), **more)


def ended(clerk, row, **more):
    proposal = a_proposal(alert=row.alert_id, level=0, **more)
    at = NOON + timedelta(minutes=5)
    return Announcement.objects.get(pk=propose(proposal, by=clerk, at=at, because="急ぎ"))


def test_what_goes_out_as_cap_is_read_again_by_our_own_reader_as_it_was(clerk):
    row = said_alone(clerk, words=HARD)
    found = read_cap(get("cap", row.pk).content)
    assert found == cap_of(row)
    assert not faults_of(found)
    assert (found.status, found.message_type) == ("Actual", "Alert")
    assert [one.language for one in found.infos] == ["ja-JP", "ja-x-easy", "en"]
    assert found.infos[0].description == HARD["ja"]["body"]
    telegram = read_telegram(get("cap", row.pk).content)
    assert (telegram.status, telegram.items[0].areas) == ("通常", ("2234400",))


def test_the_end_refers_to_all_that_was_said_and_shares_its_thread(clerk):
    row = said_alone(clerk)
    over = read_cap(get("cap", ended(clerk, row).pk).content)
    first = read_cap(get("cap", row.pk).content)
    assert over.message_type == "Cancel"
    assert over.references == (f"{first.sender},{first.identifier},2026-07-01T12:00:00+09:00",)
    assert over.infos[0].responses == ("AllClear",)


def test_what_goes_out_is_valid_by_the_schema_of_oasis(clerk):
    schema = etree.XMLSchema(etree.parse(str(shared_data("cap") / "CAP-v1.2.xsd")))
    row = said_alone(clerk, words=HARD, districts=("d01",))
    for one in (row, ended(clerk, row)):
        schema.assertValid(etree.fromstring(get("cap", one.pk).content))


def test_a_drill_is_an_exercise_and_is_given_to_nobody(clerk):
    row = said_alone(clerk, drill=True, at=clock.now())
    found = cap_of(row)
    assert found
    assert found.status == "Exercise"
    assert get("cap", row.pk).status_code == 404
    assert b"<entry" not in get("feed").content
    assert json.loads(get("signage").content)["alerts"] == []


def test_what_only_waits_for_confirmation_is_given_to_nobody(clerk):
    said_alone(clerk)
    waiting = propose(a_proposal(), by=clerk, at=NOON)
    assert get("cap", waiting).status_code == 404
    assert str(waiting) not in get("feed").content.decode()


def test_our_own_reader_of_feeds_takes_in_what_our_feed_says(clerk, live_server):
    said_alone(clerk)
    feed = Feed(live_server.url + reverse("emergency:feed"))
    assert async_to_sync(poll)(feed, at=NOON).taken == 1
    assert Telegram.objects.get().office == "bousai@town.example"


test_our_own_reader_of_feeds_takes_in_what_our_feed_says = pytest.mark.django_db(transaction=True)(
    test_our_own_reader_of_feeds_takes_in_what_our_feed_says
)


def test_a_feed_that_did_not_change_is_not_sent_again(clerk):
    said_alone(clerk)
    tag = get("feed")["ETag"]
    assert get("feed", headers={"If-None-Match": tag}).status_code == 304
    said_alone(clerk)
    assert get("feed", headers={"If-None-Match": tag}).status_code == 200


def test_screens_show_what_is_in_force_in_three_languages(clerk):
    row = said_alone(clerk, at=clock.now(), words=HARD)
    told = json.loads(get("signage").content)["alerts"]
    assert [(one["id"], one["level"]) for one in told] == [(str(row.alert_id), 4)]
    assert told[0]["texts"]["en"]["title"] == "Evacuate"
    assert set(told[0]["texts"]) == {"ja", "ja-easy", "en"}


def test_the_script_is_short_said_twice_and_names_times_and_places_as_they_are_read(clerk):
    row = said_alone(clerk, words=HARD)
    lines = script_of(row).splitlines()
    assert lines[0] == "【音】サイレン　15秒鳴らす・6秒休む　3回"
    assert lines.count("警戒レベル4、避難指示。") == 2
    assert lines.count("14時5分、<崖> & 川の近くの方は、避難してください。") == 2
    assert lines.count("くり返します。") == 1
    assert all(len(line) <= 40 for line in lines)
    assert "訓練" not in script_of(row)


def test_the_script_of_a_drill_says_so_at_the_beginning_and_at_the_end(clerk):
    lines = script_of(said_alone(clerk, words=HARD, drill=True)).splitlines()
    assert lines.count("これは、訓練放送です。") == 3


def test_the_script_is_for_the_section_only(clerk):
    row = said_alone(clerk)
    stranger = sign_in(Client(), a_clerk(section="zeimu"))
    assert stranger.get(reverse("emergency:script", args=[row.pk])).status_code == 404
