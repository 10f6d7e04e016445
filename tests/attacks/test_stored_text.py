"""What people typed is shown as they typed it, and never becomes part of a page (蓄積型の攻撃)."""

import io

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from tests.attacks.texts import QUOTED, SCRIPT, TEMPLATE, TYPST
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.testing import OWNER, a_draft
from tsunagaru.ground.files.testing import a_photo, an_upload
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people import services as people
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
EVIL = f"{SCRIPT}{QUOTED}"
LONG = f"{EVIL}{TEMPLATE}{TYPST}"
RAW = ("<script>alert", "<img src=x", "onerror=alert(2)>", "7*7=49", "{0.__class__}'")


def walk(world):
    """Let both sides write what they can; return the application and its case."""
    resident, clerk = world.client("resident_a"), world.client("clerk")
    draft = a_draft(resident=world.cast.resident_a.id, at=clock.now(), filled=False)
    page = reverse("applications:page", args=[draft, "owner"])
    resident.post(page, {**OWNER, "owner-family": ["<b>&'"]})
    files = {"photo": an_upload(a_photo("PNG"), "<script>alert(1).png")}
    page = reverse("applications:page", args=[draft, "dog"])
    answer = resident.post(
        page, {"dog_name": "<img src=x", "_shown": ["dog_name", "photo"], **files}
    )
    assert answer.status_code == 302, answer.content.decode()
    resident.post(reverse("applications:submit", args=[draft]))
    made = Application.objects.get(draft=draft)
    deliver_all(at=clock.now())
    clerk.post(reverse("cases:note", args=[made.case]), {"text": LONG})
    asked = {"field": "dog_name", "message": LONG}
    assert (
        clerk.post(reverse("cases:request_correction", args=[made.case]), asked).status_code == 302
    )
    yield made
    resident.post(
        reverse("applications:correct", args=[made.pk]), {"dog_name": "\"'><script>alert"}
    )
    decided = {"outcome": "refused", "confirmed": "on", "reason": LONG}
    assert clerk.post(reverse("cases:decide", args=[made.case]), decided).status_code == 302
    deliver_all(at=clock.now())
    yield made


def pages_of(world, made):
    """Yield every page that could show it."""
    shown = [
        reverse(f"applications:{n}", args=[made.pk])
        for n in ("status", "done", "withdraw", "correct")
    ]
    resident = [
        "/my/",
        "/applications/",
        "/inbox/",
        "/me/",
        "/me/data/",
        f"/inbox/{world.notice}/",
        *shown,
    ]
    staff = [
        f"/staff/cases/{made.case}/",
        "/staff/cases/",
        "/staff/",
        "/staff/ledger/deliveries/",
        *shown,
    ]
    plan = [
        "/plan/",
        "/plan/initiatives/1/",
        "/plan/staff/initiatives/1/",
        "/plan/staff/figures/",
        "/plan/staff/initiatives/1/edit/",
    ]
    for role, paths in (("resident_a", resident), ("head", staff), ("dx_office", plan)):
        client = world.client(role)
        for path in paths:
            yield path, client.get(path).content.decode()


def assert_harmless(pages):
    for path, text in pages:
        for raw in RAW:
            assert raw not in text, (path, raw)


def test_nothing_typed_becomes_part_of_any_page(world):
    profile = {"town": EVIL[:60], "building": EVIL[:90]}
    people.change_profile(
        world.cast.resident_a.id, {"building": EVIL}, at=clock.now(), channel="online"
    )
    world.client("resident_a").post("/me/edit/", profile)
    sheet = {"current_issue": LONG, "vision": LONG, "owner": LONG, "schedule": LONG}
    assert (
        world.client("dx_office").post("/plan/staff/initiatives/1/edit/", sheet).status_code == 302
    )
    world.client("anonymous").post(world.rating, {"score": "5"})
    world.client("anonymous").post(world.rating, {"comment": EVIL})
    assert_harmless([(world.rating, world.client("anonymous").get(world.rating).content.decode())])
    for made in walk(world):
        assert_harmless(pages_of(world, made))


def test_what_was_typed_is_words_in_the_pdfs_and_commands_nothing(world):
    *_, made = walk(world)
    for name in ("receipt", "notice", "paper"):
        answer = world.client("clerk").get(reverse(f"applications:{name}", args=[made.pk]))
        assert answer.status_code == 200, name
        with pikepdf.open(io.BytesIO(answer.content)) as document:
            assert "/OpenAction" not in document.Root
            assert "/JavaScript" not in document.Root.get("/Names", {})
        text = "".join(
            p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(answer.content)
        )
        assert "root:x" not in text
        if name == "notice":
            assert "{{7*7}}" in text.replace("\r", "").replace("\n", "")


@pytest.mark.parametrize(
    "words", [EVIL, '"><script>alert(1)</script>', "犬<script>", "</title><script>alert"]
)
def test_what_was_searched_for_is_only_shown(world, words):
    for path in ("/search/", "/procedures/", "/staff/cases/"):
        text = world.client("head").get(path, {"q": words}).content.decode()
        for raw in RAW:
            assert raw not in text, path
