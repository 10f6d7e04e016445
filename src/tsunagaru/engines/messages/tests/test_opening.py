"""Openings are counted by page, link and way; who opened is nowhere kept."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways.channels import Limits
from tsunagaru.engines.messages.models import Broadcast, Opening
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.queries.briefs import brief_of
from tsunagaru.engines.messages.queries.openings import openings_of
from tsunagaru.engines.messages.rules.tracking import links_in, pieces, shortened
from tsunagaru.engines.messages.services.carrying import Desk, take_work
from tsunagaru.engines.messages.services.releasing import release
from tsunagaru.engines.messages.tests.outbox import NOW, a_broadcast, a_subscriber
from tsunagaru.ground.ledger.testing import published

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Line/14.0"
MAP = "https://www.town.example/map?a=1&b=2"
TEXTS = {"ja": {"title": "断水", "body": f"地図（{MAP}）。次も：{MAP} と https://b.example/x."}}
ADDRESSED = st.text(st.sampled_from("あ。（ )https:/.ab?=&\n"), max_size=60)


@pytest.fixture
def row(db) -> Broadcast:
    a_subscriber(1)
    a_subscriber(2, "email")
    return let_go()


def let_go(lane=Lane.NEWS, texts=TEXTS) -> Broadcast:
    row = a_broadcast(lane=lane, texts=texts)
    release(row.pk, at=NOW)
    row.refresh_from_db()
    return row


def parcel(kind: str):
    [work] = take_work(Desk(kind, Limits(parcel=500, at_once=8), "a", brief_of), 8, at=NOW)
    return work.parcel


def opened(path: str, **headers: str):
    return Client(headers={"User-Agent": PHONE} | headers).get(path)


def counts() -> dict[tuple[int, str], int]:
    return {(one.number, one.kind): one.n for one in Opening.objects.all()}


def test_each_channel_carries_short_links_of_its_own(row):
    line, mail = parcel("line"), parcel("email")
    assert f"/l/{row.pk}/1l/" in line.body
    assert f"/l/{row.pk}/1m/" in mail.body
    assert f"/l/{row.pk}/2l/." in line.body
    assert MAP not in line.body
    assert line.url.endswith(f"/m/{row.pk}/?by=l")


def test_a_link_leads_to_where_the_message_says_and_is_counted(row):
    for _ in range(2):
        answer = opened(f"/l/{row.pk}/1l/")
        assert (answer.status_code, answer["Location"]) == (302, MAP)
    opened(f"/l/{row.pk}/2m/")
    opened(f"/m/{row.pk}/?by=m")
    assert counts() == {(1, "line"): 2, (2, "email"): 1, (0, "email"): 1}
    assert [one["what"] for one in published("message.opened")] == ["link", "link", "link", "page"]


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""},
        {"User-Agent": "facebookexternalhit/1.1;line-poker/1.0"},
        {"User-Agent": "Googlebot/2.1"},
        {"Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_programs_that_look_ahead_are_led_on_and_not_counted(row, headers):
    assert opened(f"/l/{row.pk}/1l/", **headers).status_code == 302
    assert counts() == {}


@pytest.mark.parametrize("path", ["1l", "9l", "1z", "0l", "99999l", "1"])
def test_there_is_no_way_to_anywhere_else(db, row, path):
    draft = a_broadcast(texts=TEXTS)
    known = opened(f"/l/{row.pk}/{path}/").status_code
    assert known == (302 if path == "1l" else 404)
    assert opened(f"/l/{draft.pk}/{path}/").status_code == 404
    assert opened(f"/l/999999999999/{path}/").status_code == 404


def test_the_page_shows_the_addresses_and_counts_them_too(row):
    page = opened(f"/m/{row.pk}/").content.decode()
    assert f'<a href="/l/{row.pk}/1p/" rel="nofollow">{MAP.replace("&", "&amp;")}</a>' in page
    opened(f"/l/{row.pk}/1p/")
    assert counts() == {(1, "page"): 1}


def test_few_openings_are_not_told_apart(row):
    for _ in range(4):
        opened(f"/l/{row.pk}/1l/")
    found = openings_of(row)
    assert found is not None
    assert [line[1] for line in found.rows] == ["0", "5回未満", "0"]
    opened(f"/l/{row.pk}/1l/")
    again = openings_of(row)
    assert again is not None
    assert [line[1] for line in again.rows] == ["0", "5", "0"]


def test_an_alert_carries_its_addresses_as_they_are(db):
    a_subscriber(1)
    row = let_go(Lane.ALERT)
    sent = parcel("line")
    assert MAP in sent.body
    assert sent.url.endswith(reverse("messages:broadcast", args=[row.pk]))


def test_a_sentence_ends_an_address():
    texts = {"ja": {"body": "見る：https://a.example/あ、http://b.example/c。(https://d.example)!"}}
    assert links_in(texts) == ["https://a.example/", "http://b.example/c", "https://d.example"]


@given(ADDRESSED)
def test_nothing_of_a_text_is_lost_in_pieces(body):
    links = links_in({"ja": {"body": body}})
    assert "".join(text for text, _ in pieces(body, links)) == body
    kept = shortened(body, links, lambda number: links[number - 1])
    assert kept == body
