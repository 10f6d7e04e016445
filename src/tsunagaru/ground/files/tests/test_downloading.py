"""Handing files out (ダウンロード)."""

import uuid
from datetime import UTC, datetime

import pytest
from django.http import Http404

from tsunagaru.ground.files import api
from tsunagaru.ground.files.models import Scan, StoredFile
from tsunagaru.ground.files.testing import a_pdf, an_upload
from tsunagaru.ground.files.views.download import download
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import offers
from tsunagaru.kernel.access import ANONYMOUS, Actor, CannotOpen, Kind

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
HANAKO = Actor(kind=Kind.RESIDENT, resident=uuid.uuid4())
CLERK = Actor(kind=Kind.STAFF, staff=uuid.uuid4())
TARO = Actor(kind=Kind.RESIDENT, resident=uuid.uuid4())


@pytest.fixture
def file(monkeypatch):
    """Return a file that only Hanako and her clerk may read."""
    owner = uuid.uuid4()
    readers = {HANAKO, CLERK}
    reader = offers.FileReader("draft", lambda actor, of, _: of == owner and actor in readers)
    mine = offers.Offers("tests", file_readers=(reader,))
    monkeypatch.setattr(offers, "_installed", {"tests": mine})
    upload = an_upload(a_pdf(), "診断書（小山）.pdf")
    kept = api.keep(upload, owner_kind="draft", owner=owner, allowed={"pdf"}, at=NOON)
    StoredFile.objects.filter(pk=kept.id).update(scan=Scan.CLEAN)
    return kept


def test_a_read_by_staff_stands_in_the_audit_trail(file):
    ask(file.id, HANAKO)
    assert audited("file.read") == []
    ask(file.id, CLERK)
    [row] = audited("file.read")
    assert row.subject == str(file.id)
    assert "診断書" not in str(row.facts)


def ask(file_id, actor):
    request = PageRequest()
    request.method, request.actor = "GET", actor
    return download(request, file=file_id)


def test_its_owner_downloads_a_file_that_no_browser_will_show(file):
    response = ask(file.id, HANAKO)
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%A8%BA")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("actor", [TARO, Actor(kind=Kind.STAFF, staff=uuid.uuid4())])
def test_anothers_file_looks_like_a_missing_one(file, actor):
    with pytest.raises(Http404) as others:
        ask(file.id, actor)
    with pytest.raises(Http404) as missing:
        ask(uuid.uuid4(), actor)
    assert str(others.value) == str(missing.value)


def test_who_is_not_signed_in_is_sent_to_sign_in(file):
    with pytest.raises(CannotOpen):
        ask(file.id, ANONYMOUS)


def test_a_file_whose_kind_of_owner_nobody_answers_for_is_closed(file, monkeypatch):
    monkeypatch.setattr(offers, "_installed", {})
    with pytest.raises(Http404):
        ask(file.id, HANAKO)
