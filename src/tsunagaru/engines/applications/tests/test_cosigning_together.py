"""Several applications together, one of which somebody else signs first."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Bundle, Cosignature, Draft
from tsunagaru.engines.applications.services import bundles, cosigning
from tsunagaru.engines.applications.services.drafts import Applicant
from tsunagaru.engines.applications.testing import a_guide, a_procedure, an_answered_bundle
from tsunagaru.engines.applications.views.devices import cookie_of
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
SPOUSE = {"code": "spouse", "name": {"ja": "配偶者"}, "statement": {"ja": "同意します。"}}


@pytest.fixture
def started():
    a_guide()
    a_procedure(cosigners=[SPOUSE])
    situation = {"moved_on": "2026-05-20", "dog": "some"}
    now = clock.now()
    found = bundles.start_bundle("moving", ["dog", "water"], situation, Applicant(), at=now)
    an_answered_bundle(found.bundle, at=now)
    return found


@pytest.fixture
def browser(started):
    """Return the browser that holds the code of the bundle, and nothing else."""
    found = Client()
    found.cookies[cookie_of(started.bundle)] = started.code
    return found


def hand_in(browser, started):
    answer = browser.post(reverse("applications:bundle_submit", args=[started.bundle]))
    return browser.get(answer["Location"]).content.decode()


def test_what_waits_for_a_signature_holds_up_nothing_else(browser, started):
    text = hand_in(browser, started)
    assert "1件の申請を受け付けました" in text
    assert "ほかの方の署名が必要です" in text
    assert Application.objects.get().procedure == "water"
    assert Bundle.objects.get().state == "submitted"


def test_who_holds_the_code_of_all_sees_who_has_not_signed_and_makes_a_code(browser, started):
    hand_in(browser, started)
    waiting = reverse("applications:cosigning", args=[Draft.objects.get(state="waiting").pk])
    shown = browser.post(waiting, {"again": str(Cosignature.objects.get().pk)})
    assert all(code for _, code in shown.context["people"])
    assert Client().get(waiting).status_code == 404


def test_the_last_signature_hands_in_what_was_left(browser, started):
    hand_in(browser, started)
    row, nobody = Cosignature.objects.get(), Actor(kind=Kind.ANONYMOUS)
    cosigning.sign(row.pk, name="小山 健", digest=row.digest, by=nobody, at=clock.now())
    done = reverse("applications:bundle_done", args=[started.bundle])
    assert "2件の申請を受け付けました" in browser.get(done).content.decode()
    waiting = reverse("applications:cosigning", args=[row.draft_id])
    assert browser.get(waiting)["Location"] == done


def test_a_bundle_that_is_still_filled_in_opens_no_form_alone(browser, started):
    draft = Draft.objects.first()
    assert browser.get(reverse("applications:confirm", args=[draft.pk])).status_code == 404
