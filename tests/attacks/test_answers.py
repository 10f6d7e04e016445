"""What every answer carries, of whatever sort, and what no page holds."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from tests.attacks.test_addresses import PATHS, ROLES

pytestmark = pytest.mark.django_db
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def answers(world):
    """Yield an answer of every sort: pages, files, PDF, JSON, errors."""
    for role in ROLES:
        client = world.client(role)
        for path in world.paths().get(role, []):
            yield path, client.get(path)
        for path in [*PATHS, f"/applications/{uuid4()}/", "/%00/"]:
            yield path, client.get(path)
        yield "500", Client(raise_request_exception=False).get("/", HTTP_HOST="evil.example")
        yield "csrf", world.client(role, enforce_csrf_checks=True).post("/me/edit/", {})
        yield "405", client.generic("DELETE", "/")
    mine = world.client("resident_a")
    yield "pdf", mine.get(f"/applications/{world.application}/receipt.pdf")
    yield "file", mine.get(f"/files/{world.file}/")
    yield "export", mine.post("/me/data/export/")
    yield "too big", mine.post("/me/edit/", {"town": "x" * 1_200_000})


PLACE = b"/ui/place."  # of a page that may ask where its reader is


@pytest.fixture(scope="module")
def answered(town, django_db_blocker):
    """An answer of every sort, asked for once by all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = list(answers(town))
        transaction.set_rollback(True)
    return found


def test_every_answer_carries_the_headers_that_protect_it(answered):
    for path, answer in answered:
        for name, value in HEADERS.items():
            assert answer.get(name) == value, (path, answer.status_code, name)
        policy = answer.get("Content-Security-Policy", "")
        assert "default-src 'self'" in policy or "default-src 'none'" in policy, path
        assert "unsafe" not in policy
        content = b"" if answer.streaming else answer.content
        asks = "geolocation=(self)" if PLACE in content else "geolocation=()"
        assert asks in answer.get("Permissions-Policy", ""), path


def test_no_page_holds_script_or_style_of_its_own(answered):
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|\sstyle\s*=|javascript:", re.IGNORECASE
    )
    for path, answer in answered:
        if answer.get("Content-Type", "").startswith("text/html"):
            found = inline.search(answer.content.decode())
            assert not found, (path, found)
