"""Ids of others, of other kinds and of nothing: all are answered alike."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.attacks.tables import changed, snapshot
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.testing import a_draft
from tsunagaru.ground.people.testing import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]
DRAFT = ("draft", "confirm", "submit", "paused", "discard", "claim", "draft_paper")
APPLICATION = ("done", "status", "correct", "withdraw", "receipt", "notice", "paper")
CASE = ("case", "take", "note", "request_correction", "cancel_correction", "decide", "withdraw")
ADDRESSES = (
    *((f"applications:{name}", ()) for name in (*DRAFT, *APPLICATION)),
    ("applications:page", ("owner",)),
    *((f"cases:{name}", ()) for name in CASE),
    ("files:download", ()),
    ("messages:notice", ()),
    ("people:revoke", ()),
    ("people:cancel_absence", ()),
    ("cases:by_number", ()),
)
POSTED = {
    "text": "x",
    "outcome": "granted",
    "confirmed": "on",
    "asked_for": "on",
    "field": "dog_name",
    "message": "x",
    "dog_name": "x",
    "owner-family": "x",
    "code": "x",
    "resident": "x",
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def ids(world):
    """Return ids of everything there is, by what they are."""
    return {
        "draft": world.draft,
        "application": world.application,
        "case": world.case,
        "notice": world.notice,
        "file": world.file,
        "resident": world.cast.resident_a.id,
        "staff": world.cast.clerk.id,
        "version": next(iter(world.town_drafts.values())),
        "the other resident": world.cast.resident_b.id,
    }


def seen(client, method, address, id_, more):
    path = reverse(address, args=(id_, *more))
    answer = client.generic(method, path) if method == "GET" else client.post(path, POSTED)
    text = TOKEN.sub("", answer.content.decode()) if not answer.streaming else "file"
    place = answer.get("Location", "")
    return answer.status_code, *(s.replace(str(id_), "ID") for s in (place, text))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ["anonymous", "resident_b", "other_clerk", "dx_office", "auditor"])
def test_what_belongs_to_others_looks_like_nothing_at_every_address(world, role, method):
    client, before = world.client(role), snapshot()
    for address, more in ADDRESSES:
        nothing = seen(client, method, address, uuid4(), more)
        for kind, id_ in ids(world).items():
            answer = seen(client, method, address, id_, more)
            assert answer == nothing, (address, kind, answer[:2], nothing[:2])
            assert "花子" not in answer[2]
    left = {one for one in changed(before, snapshot()) if not one.startswith("ledger_")}
    # What nobody known sends waits, unread, for whoever signs in next in the same browser.
    held = {"people_heldpost+", "people_tries+"}
    assert left <= (held if (role, method) == ("anonymous", "POST") else set())


def test_an_owner_finds_nothing_under_ids_of_another_kind(world):
    client = world.client("resident_a")
    right = {"draft": DRAFT, "application": APPLICATION}
    for kind, id_ in ids(world).items():
        for name in (*DRAFT, *APPLICATION):
            if name in right.get(kind, ()):
                continue
            answer = seen(client, "GET", f"applications:{name}", id_, ())
            assert answer[0] in {404, 405}, (kind, name)


def test_the_code_of_one_draft_opens_no_other(world):
    thief = Client()
    thief.post("/apply/dog/")
    own = Draft.objects.latest("started_at")
    (name,) = (one for one in thief.cookies if one.startswith("draft-"))
    code = thief.cookies[name].value
    other = a_draft(resident=None)
    for victim in (world.draft, other):
        thief.cookies[f"draft-{victim.hex[:16]}"] = code
        assert thief.get(reverse("applications:draft", args=[victim])).status_code == 404
        answer = thief.post(reverse("applications:claim", args=[victim]))
        assert answer.status_code == 404
    assert thief.get(reverse("applications:draft", args=[own.pk])).status_code == 302


def test_a_draft_of_a_resident_is_not_resumed_nor_claimed_by_another(world):
    client = world.client("resident_b")
    client.post("/apply/dog/")
    (name,) = (one for one in client.cookies if one.startswith("draft-"))
    draft = Draft.objects.latest("started_at")
    stranger = sign_in(Client(), world.cast.resident_a)
    stranger.cookies[name] = client.cookies[name].value
    assert stranger.get(reverse("applications:draft", args=[draft.pk]))["Location"].startswith(
        "/sign-in/"
    )
    stranger.post(reverse("applications:claim", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.resident_id == world.cast.resident_b.id
    code = client.cookies[name].value
    assert Client().post("/apply/resume/", {"code": code}).status_code == 422


def test_a_token_to_rate_fits_its_service_and_nothing_is_guessed(world):
    token = world.rating.split("/")[3]
    assert world.client("anonymous").get(f"/rate/dog/{token}/").status_code == 200
    half = len(token) // 2
    for forged in (
        f"/rate/child-allowance/{token}/",
        f"/rate/dog/{token[:-1]}/",
        f"/rate/dog/{token[:-4]}/",
        f"/rate/dog/{token[:half]}/",
        f"/rate/dog/{token[half:]}/",
        f"/rate/dog/{token}{token}/",
        f"/rate/dog/{world.application.hex}/",
    ):
        answer = world.client("anonymous").post(forged, {"score": "5"})
        assert answer.status_code == 404


def test_an_export_holds_the_own_data_only(world):
    text = world.client("resident_b").post("/me/data/export/").content.decode()
    assert str(world.cast.resident_a.id) not in text
    assert str(world.application) not in text
    assert world.cast.resident_a.email not in text
