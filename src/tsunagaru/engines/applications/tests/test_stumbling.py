"""Where people get stuck: counted page by page, with nothing that leads back to anybody."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.applications import api, rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.testing import NOON, OWNER, a_procedure
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.clock import day_of

pytestmark = pytest.mark.django_db
PAGES = [f"application.page_{end}" for end in ("opened", "saved", "timed", "refused", "left")]
EVERY = [*PAGES, "application.field_refused"]


@pytest.fixture
def draft(client):
    a_procedure()
    client.get("/apply/dog/")
    client.post("/apply/dog/")
    return Draft.objects.get()


def at_page(draft, page="owner"):
    return f"/apply/draft/{draft.pk}/{page}/"


def test_a_page_counts_once_when_opened_and_once_when_passed(client, draft):
    for _ in range(2):
        client.post(at_page(draft), OWNER)
    assert [one["page"] for one in published("application.page_opened")] == ["owner", "dog"]
    (passed,) = published("application.page_saved")
    assert (passed["page"], passed["language"], passed["channel"]) == ("owner", "ja", "online")
    (timed,) = published("application.page_timed")
    assert (timed["page"], timed["seconds"]) == ("owner", 0)


def test_what_holds_a_person_up_is_counted_by_question_and_kind(client, draft):
    wrong = OWNER | {"owner-family": [""], "email": ["hanako"]}
    assert client.post(at_page(draft), wrong).status_code == 422
    assert len(published("application.page_refused")) == 1
    held = {(one["question"], one["problem"]) for one in published("application.field_refused")}
    assert held == {("owner", "unreadable"), ("email", "unreadable")}
    client.post(at_page(draft), {"owner-family": [""], "owner-given": [""]})
    assert ("owner", "missing") in {
        (one["question"], one["problem"]) for one in published("application.field_refused")
    }


def test_nothing_kept_leads_back_to_the_draft_or_tells_an_answer(client, draft):
    client.post(at_page(draft), OWNER | {"email": ["hanako"]})
    client.post(at_page(draft), OWNER)
    client.post(f"/apply/draft/{draft.pk}/discard/")
    kept = [one for name in EVERY for one in published(name)]
    assert {one["subject"] for one in kept} == {draft.version_id}
    assert not any(word in str(one) for one in kept for word in ("花子", str(draft.pk)))


def test_a_draft_that_is_given_up_was_left_at_the_page_last_opened(client, draft):
    client.post(at_page(draft), OWNER)
    api.expire_drafts(at=NOON + timedelta(days=4000))
    assert [one["page"] for one in published("application.page_left")] == ["dog"]


def test_the_sums_tell_pages_fields_and_versions_apart(client, draft):
    client.post(at_page(draft), OWNER | {"email": ["hanako"]})
    day = day_of(published("application.page_opened")[0]["at"])
    found = api.stumbling("dog", day, day + timedelta(days=1), api.Narrowed())
    owner, _, confirm = found.pages
    assert (owner.opened, owner.refused, owner.passed, confirm.opened) == (1, 1, 0, 0)
    assert [(one.label, one.count) for one in found.fields] == [("メール", 1)]
    assert [(one.started, one.finished) for one in found.versions] == [(1, 0)]
    phone = api.Narrowed(channel="phone")
    assert api.stumbling("dog", day, day + timedelta(days=1), phone).pages[0].opened == 0


@given(st.floats(min_value=-10, max_value=10_000, allow_nan=False))
def test_times_are_coarse_and_long_pauses_are_no_times(taken):
    coarse = rules.coarse_seconds(taken)
    assert (coarse is None) == (taken < 0 or taken > rules.LONGEST_PAGE_S)
    assert coarse is None or (coarse % 10 == 0 and abs(coarse - taken) <= 30)
