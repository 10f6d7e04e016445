"""What becomes of kept files (帰属と削除)."""

import os
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tsunagaru.ground.files import api
from tsunagaru.ground.files.gateways import storage
from tsunagaru.ground.files.offers import OFFERS
from tsunagaru.ground.files.testing import a_pdf, an_upload
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
LATER = NOON + timedelta(days=61)


@pytest.fixture
def draft():
    return uuid.uuid4()


def keep(owner, **more):
    return api.keep(
        an_upload(a_pdf()), owner_kind="draft", owner=owner, allowed={"pdf"}, at=NOON, **more
    )


def contents(home):
    return [path for path in home.glob("files/**/*") if path.is_file()]


def test_an_attached_file_belongs_to_the_application(draft):
    file, application = keep(draft), uuid.uuid4()
    api.attach([file.id], application, from_owner=draft, owner_kind="application", at=NOON)
    assert [f.id for f in api.files_of(application)] == [file.id]
    assert api.files_of(draft) == []


def test_a_forged_id_of_anothers_file_cannot_be_attached(draft):
    mine, anothers = keep(draft), keep(uuid.uuid4())
    with pytest.raises(api.CannotAttach):
        api.attach([mine.id, anothers.id], uuid.uuid4(), from_owner=draft, at=NOON)
    assert [f.id for f in api.files_of(draft)] == [mine.id]


def test_attaching_twice_is_one_event(draft):
    file = keep(draft)
    api.attach([file.id], draft, at=NOON)
    api.attach([file.id], draft, at=LATER)
    assert len(published("file.attached")) == 1


def test_a_dropped_file_is_gone_from_disk_and_its_name_from_the_row(
    draft, home, django_capture_on_commit_callbacks
):
    file = keep(draft)
    with django_capture_on_commit_callbacks(execute=True):
        api.drop(file.id, at=NOON)
    assert contents(home) == []
    with pytest.raises(api.UnknownFile):
        api.read(file.id)


def test_only_files_of_forgotten_drafts_are_swept(draft, django_capture_on_commit_callbacks):
    forgotten, final = keep(draft), keep(draft)
    api.attach([final.id], draft, at=NOON)
    assert api.drop_orphans(at=NOON + timedelta(days=59)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert api.drop_orphans(at=LATER) == 1
    assert api.read(final.id).id == final.id
    with pytest.raises(api.UnknownFile):
        api.read(forgotten.id)


def test_a_content_without_a_row_is_swept_after_a_day(draft, home):
    file = keep(draft)
    [kept] = contents(home)
    storage.write(uuid.uuid4(), [b"left by a crash"])
    (kept.parent / ".new-half").write_bytes(b"left by a crash while writing")
    for path in contents(home):
        os.utime(path, (0, 0))
    api.drop_orphans(at=NOON)
    assert contents(home) == [kept]
    assert b"".join(api.content(file.id)).startswith(b"%PDF-")


def test_a_quarantined_file_is_handed_to_nobody(draft):
    file = keep(draft)
    api.quarantine(file.id)
    with pytest.raises(api.UnknownFile):
        api.content(file.id)


def test_a_person_gets_and_erases_what_is_theirs(draft):
    hanako = uuid.uuid4()
    loose, final = keep(draft, resident=hanako), keep(draft, resident=hanako)
    keep(draft, resident=uuid.uuid4())
    api.attach([final.id], draft, at=NOON)
    [privacy] = OFFERS.privacy
    assert {row["id"] for row in privacy.export(hanako)} == {str(loose.id), str(final.id)}
    erasure = privacy.erase(hanako, LATER)
    assert (erasure.erased, erasure.kept) == (1, 1)
    assert [row["id"] for row in privacy.export(hanako)] == [str(final.id)]
