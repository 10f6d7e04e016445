"""A co-signer's link lasts its whole last day, and then says what follows (期限切れの署名)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Cosignature, Draft
from tsunagaru.engines.applications.queries.cosigning import over_of
from tsunagaru.engines.applications.services import cosigning
from tsunagaru.engines.applications.testing import NAME, OWNER, a_procedure
from tsunagaru.ground.people.testing import a_section
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST, end_of_day

pytestmark = pytest.mark.django_db
SPOUSE = {"code": "spouse", "name": {"ja": "配偶者"}, "statement": {"ja": "同意します。"}}
NEXT = "これからのこと"


@pytest.fixture
def code(client):
    """Return the code of somebody who is asked to sign what was filled in."""
    a_section("seikatsu", "生活環境課", phone="0550-76-6130")
    a_procedure(cosigners=[SPOUSE])
    page = client.post("/apply/dog/")["Location"]
    confirm = client.post(client.post(page, OWNER)["Location"], NAME)["Location"]
    waiting = client.post(confirm.replace("confirm", "submit"))
    return next(one for _, one in waiting.context["people"] if one)


def by_link(code):
    return Client().get(reverse("applications:part_link", args=[code]), follow=True)


def by_code(code):
    return Client().post(reverse("applications:part"), {"code": code}, follow=True)


def let_it_end():
    Cosignature.objects.update(expires_at=clock.now())


def test_a_day_lasts_to_its_last_moment_in_japan():
    morning = datetime(2026, 12, 1, 9, tzinfo=JST)
    assert end_of_day(morning, days=14).isoformat() == "2026-12-15T23:59:59.999999+09:00"
    before_nine = datetime(2026, 12, 1, 0, 30, tzinfo=JST)
    assert end_of_day(before_nine).date() == before_nine.date()


def test_a_link_is_good_for_the_whole_of_the_day_it_names(code):
    row = Cosignature.objects.get()
    last = end_of_day(row.asked_at, days=14)
    assert over_of(row, last - timedelta(minutes=1)) == ""
    assert cosigning.expire(at=last - timedelta(minutes=1)) == 0
    assert over_of(row, last + timedelta(minutes=1))


@pytest.mark.parametrize("opened", [by_link, by_code])
def test_a_late_link_says_what_it_was_for_what_follows_and_whom_to_call(code, opened):
    let_it_end()
    answer = opened(code)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "「犬の登録」のために、署名を依頼された" in text
    assert NEXT in text
    assert 'href="tel:0550-76-6130"' in text
    assert "花子" not in text


@pytest.mark.parametrize("opened", [by_link, by_code])
def test_it_says_the_same_once_the_draft_went_back_to_its_applicant(code, opened):
    let_it_end()
    cosigning.expire(at=clock.now())
    assert Draft.objects.get().state == "open"
    assert NEXT in opened(code).content.decode()


def test_a_request_called_back_promises_nothing_but_tells_why(code):
    cosigning.reopen(Draft.objects.get().pk, at=clock.now())
    text = by_code(code).content.decode()
    assert "内容を直したか取りやめたため" in text
    assert NEXT not in text
