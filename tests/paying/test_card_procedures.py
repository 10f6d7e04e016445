"""Real procedures that ask for the card: signed, paid and granted (カードの要る手続き)."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.queries.examples import examples_of, post_of
from tsunagaru.engines.applications.queries.procedures import current_version, form_of
from tsunagaru.engines.applications.services.drafts import Applicant, start_draft
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments.models import Attempt, Invoice
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import a_provider, capture
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people.testing import (
    a_card_provider,
    a_clerk,
    a_resident,
    sign_in,
    sign_in_with_card,
    sign_with_card,
    use_card_provider,
)
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.events import Channel

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).resolve().parents[2] / "towns" / "oyama"
SEAL, MOVING = "seal-certificate", "moving-out"


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    with a_card_provider(tmp_path_factory.mktemp("card")) as realm:
        yield realm


@pytest.fixture
def hanako(stand_in, settings):
    """A resident of the demo town, whose card is ``card1``."""
    use_card_provider(stand_in, settings)
    load(TOWN, at=clock.now())
    return a_resident(account=False)


def example(code, **changes):
    return {**examples_of(form_of(current_version(code)).definition)[0], **changes}


def fill(client, code, **changes):
    """Begin and fill in page after page as the example says; return the draft."""
    begun = client.post(reverse("applications:start", args=[code]))
    form, seen = form_of(current_version(code)), begun["Location"]
    while "/confirm/" not in seen:
        draft = Draft.objects.latest("started_at")
        page = seen.rstrip("/").split("/")[-1]
        today = clock.day_of(clock.now())
        raw = post_of(form, page, example(code, **changes), {}, today)
        answer = client.post(seen, raw)
        assert answer.status_code == 302, answer.content.decode()
        seen = answer["Location"]
    return draft


def at(name, draft):
    return reverse(f"applications:{name}", args=[draft.pk])


def sign(client, draft):
    page = client.post(at("sign", draft)).content.decode()
    asked = unescape(re.findall(r'href="(http://127[^"]+)"', page)[0])
    assert (
        "署名を確かめました"
        in client.get(sign_with_card(asked, "card1"), follow=True).content.decode()
    )


def test_a_seal_certificate_is_asked_for_signed_paid_and_granted(client, hanako):
    sign_in_with_card(client, "card1", attributes=True)
    page = client.get(reverse("applications:start", args=[SEAL])).content.decode()
    assert "電子署名が必要です" in page
    draft = fill(client, SEAL, collector="mail", copies=2)
    assert client.post(at("submit", draft)).status_code == 409
    sign(client, draft)
    assert client.post(at("submit", draft)).status_code == 302
    row, invoice = Application.objects.get(), Invoice.objects.get()
    assert (row.identified_by, invoice.amount_yen) == ("card_signature", 600)
    pay(client, invoice)
    deliver_all(at=clock.now())
    clerk = Actor(kind=Kind.STAFF, name="係")
    cases.decide(row.case, outcome="granted", label="決定", reason="", by=clerk, at=clock.now())
    deliver_all(at=clock.now())
    row.refresh_from_db()
    assert (row.outcome, books.complaints()) == ("granted", [])


def pay(client, invoice):
    there = reverse("payments:pay", args=[invoice.pk])
    assert "お支払い" in client.get(there).content.decode()
    with a_provider() as desk:
        client.post(reverse("payments:start", args=[invoice.pk]), {"provider": "payjp"})
        capture(desk, Attempt.objects.get())
        page = client.get(reverse("payments:result", args=[invoice.pk])).content.decode()
    assert "お支払いを確認しました" in page


def test_without_the_card_a_seal_certificate_is_not_taken_online(client, hanako):
    page = client.get(reverse("applications:start", args=[SEAL])).content.decode()
    assert "役場の窓口で申請できます" in page
    begun = client.post(reverse("applications:start", args=[SEAL]))
    assert begun["Location"].startswith("/sign-in/")


def test_moving_out_is_notified_by_whoever_came_in_with_the_card(client, hanako):
    other = sign_in(Client(), a_resident(given="太郎"))
    begun = other.post(reverse("applications:start", args=[MOVING]))
    assert begun["Location"] == f"/sign-in/card/?next=%2Fapply%2F{MOVING}%2F"
    sign_in_with_card(client, "card1", attributes=True)
    draft = fill(client, MOVING)
    assert client.post(at("submit", draft)).status_code == 302
    assert published("application.submitted")[0]["auth"] == "card"


def test_a_draft_begun_otherwise_is_not_handed_in_without_the_card(client, hanako):
    other = a_resident(given="太郎")
    sign_in(client, other)
    started = start_draft(MOVING, Applicant(resident=other.id), at=clock.now())
    answer = client.post(reverse("applications:submit", args=[started.draft]))
    assert answer.status_code in {302, 409}
    assert not Application.objects.exists()


@pytest.mark.parametrize("code", [SEAL, MOVING])
def test_at_the_counter_another_paper_is_enough(code, hanako):
    clerk = a_clerk(section="welfare")
    desk = sign_in(Client(), clerk)
    applicant = Applicant(
        resident=hanako.id, staff=clerk.id, channel=Channel.COUNTER, with_code=False
    )
    started = start_draft(code, applicant, at=clock.now())
    draft, form, page = (
        Draft.objects.get(pk=started.draft),
        form_of(current_version(code)),
        started.page,
    )
    while page:
        today = clock.day_of(clock.now())
        raw = post_of(form, page, example(code), {}, today)
        answer = desk.post(reverse("applications:page", args=[draft.pk, page]), raw)
        assert answer.status_code == 302, re.findall(r"error[^<]*<[^<]*", answer.content.decode())
        seen = answer["Location"]
        page = "" if "/confirm/" in seen else seen.rstrip("/").split("/")[-1]
    assert desk.post(at("submit", draft)).status_code == 409
    assert desk.post(at("submit", draft), {"document": "licence"}).status_code == 302
    assert Application.objects.get().identified_by == "licence"
