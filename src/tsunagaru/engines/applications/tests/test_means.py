"""By what an applicant at the counter was identified: a clerk says it, and never by oversight."""

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.rules import Identity
from tsunagaru.engines.applications.services.bundles import start_bundle
from tsunagaru.engines.applications.services.drafts import Applicant
from tsunagaru.engines.applications.testing import (
    WATER,
    a_draft,
    a_guide,
    a_procedure,
    an_answered_bundle,
)
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

pytestmark = pytest.mark.django_db
CHOOSE = "本人確認に使ったものを選んでください。"
LATER = "まだ確認していない（あとで確認する）"


@pytest.fixture
def clerk(client):
    found = a_clerk()
    sign_in(client, found)
    return found


def begun(clerk, identity, way=Channel.COUNTER):
    a_procedure(identity=identity, section="jumin")
    return f"/apply/draft/{a_draft(staff=clerk.id, channel=way)}"


@pytest.mark.parametrize("identity", [Identity.COUNTER, Identity.ACCOUNT])
def test_at_the_counter_nothing_is_filed_before_the_clerk_says_what_was_shown(
    client, clerk, identity
):
    draft = begun(clerk, identity)
    assert "選んでください" in client.get(f"{draft}/confirm/").content.decode()
    for sent in ({}, {"document": ""}, {"document": "library-card"}):
        refused = client.post(f"{draft}/submit/", sent)
        assert (refused.status_code, CHOOSE in refused.content.decode()) == (409, True)
    assert client.post(f"{draft}/submit/", {"document": "licence"}).status_code == 302
    assert Application.objects.get().identified_by == "licence"


def test_what_will_be_looked_at_later_is_said_and_counts_as_not_identified(client, clerk):
    draft = begun(clerk, Identity.COUNTER)
    assert LATER in client.get(f"{draft}/confirm/").content.decode()
    assert client.post(f"{draft}/submit/", {"document": "later"}).status_code == 302
    assert Application.objects.get().identified_by == ""


def test_where_the_law_asks_for_it_later_is_no_answer(client, clerk):
    draft = begun(clerk, Identity.CARD)
    assert LATER not in client.get(f"{draft}/confirm/").content.decode()
    assert client.post(f"{draft}/submit/", {"document": "later"}).status_code == 409


@pytest.mark.parametrize(
    ("identity", "way"), [(Identity.NONE, Channel.COUNTER), (Identity.COUNTER, Channel.PHONE)]
)
def test_where_nobody_need_be_looked_at_nothing_must_be_chosen(client, clerk, identity, way):
    draft = begun(clerk, identity, way)
    assert "確認していない" in client.get(f"{draft}/confirm/").content.decode()
    assert client.post(f"{draft}/submit/", {}).status_code == 302


def test_several_applications_at_the_counter_ask_it_once_for_all(client, clerk):
    a_guide()
    a_procedure(identity=Identity.COUNTER, section="jumin")
    a_procedure(**WATER)
    applicant = Applicant(staff=clerk.id, channel=Channel.COUNTER)
    moved = {"moved_on": "2026-05-20", "dog": "some"}
    bundle = start_bundle("moving", ["dog", "water"], moved, applicant, at=clock.now()).bundle
    an_answered_bundle(bundle, at=clock.now())
    address = reverse("applications:bundle_submit", args=[bundle])
    refused = client.post(address)
    assert (refused.status_code, CHOOSE in refused.content.decode()) == (409, True)
    assert client.post(address, {"document": "passport"}).status_code == 302
    assert [one.identified_by for one in Application.objects.all()] == ["passport", "passport"]
