"""Keys are exchanged while the town works: nothing is lost, nobody is locked out."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from tsunagaru.conf import rotating
from tsunagaru.ground.files import api as files
from tsunagaru.ground.files.gateways import storage
from tsunagaru.ground.files.testing import a_photo, an_upload
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people import services
from tsunagaru.ground.people.gateways.signing import check_password
from tsunagaru.ground.people.models import Account, Resident
from tsunagaru.ground.people.testing import PASSWORD, a_clerk, a_resident, actor_of
from tsunagaru.ground.vault import indexes, keys, resealing, usage
from tsunagaru.ground.vault.rotating import add
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, settings):
    settings.TSUNAGARU_KEYS = tmp_path / "keys.json"
    settings.TSUNAGARU_HOME = tmp_path / "home"


def rotate(*words):
    said = StringIO()
    call_command("keys", "rotate", *words, "--settle", "0", stdout=said)
    return said.getvalue()


def used(kind):
    return {use.name: use.used for use in rotating.key_uses() if use.kind == kind}


def a_resident_with_password():
    person = a_resident(account=False, email="rotation@resident.example.jp")
    services.open_account(login=person.email, password=PASSWORD, resident=person.id, at=NOW)
    return person


def by_email(person, rf):
    return check_password(rf.post("/sign-in/"), person.email, PASSWORD)


def test_everything_is_sealed_and_indexed_anew_and_reads_as_before(rf):
    person, clerk = a_resident_with_password(), a_clerk()
    before = people.resident(person.id, day=clock.day_of(NOW))
    rotate()
    assert people.resident(person.id, day=clock.day_of(NOW)) == before
    assert people.staff(clerk.id).name == clerk.name
    old, new = keys.ring().data
    assert (used("data")[old], used("data")[new] > 10) == (0, True)
    assert people.find_residents(day=clock.day_of(NOW), email=person.email)[0].id == person.id
    assert by_email(person, rf) == Account.objects.get(resident=person.id)
    assert [e["kind"] for e in published("keys.added")] == ["data", "blind"]
    assert len(published("keys.rotated")) == 1


def test_old_keys_go_when_nothing_uses_them_and_only_then(rf):
    person = a_resident_with_password()
    old = keys.ring()
    # The counter changed the contact address: only the person's next sign-in tells the other one.
    services.change_contact(
        person.id, {"email": "new@resident.example.jp"},
        by=actor_of(a_clerk()), channel="counter", at=NOW,
    )  # fmt: skip
    said = rotate("--retire")
    assert set(old.data).isdisjoint(keys.ring().data)
    assert set(old.blind) <= set(keys.ring().blind)
    assert "次にサインインしたとき" in said
    account = by_email(person, rf)
    services.note_sign_in(account, person.email, at=NOW)
    Resident.objects.exclude(pk=person.id).delete()
    rotate("--retire")
    assert set(old.blind).isdisjoint(keys.ring().blind)
    assert len(keys.ring().data) == 1
    assert by_email(person, rf) == account


def test_only_the_wanted_kind_is_exchanged():
    a_resident()
    before = keys.ring()
    rotate("--data")
    assert keys.ring().blind == before.blind
    assert len(keys.ring().data) == 2


def test_files_are_sealed_anew_and_stay_readable():
    upload = an_upload(a_photo(), "写真.jpg")
    photo = files.keep(upload, owner_kind="application", owner=uuid4(), allowed=["jpeg"], at=NOW)
    before = b"".join(storage.read(photo.id))
    old = keys.ring().current_data[0]
    rotate()
    assert b"".join(storage.read(photo.id)) == before
    assert storage.key_id_of(photo.id) == keys.ring().current_data[0] != old


class Killed(BaseException):
    """Nothing catches it, as nothing catches a kill."""


def test_a_rotation_that_was_killed_is_continued_with_the_same_keys(monkeypatch):
    monkeypatch.setattr(resealing, "BATCH", 2)
    for _ in range(7):
        a_resident()

    def dies(what, _count):
        if what == "people.Resident":
            raise Killed

    rotating.begin(["data", "blind"], at=NOW)
    with pytest.raises(Killed):
        rotating.run(dies, at=NOW)
    ring = keys.ring()
    assert 0 < used("data")[ring.current_data[0]] < sum(used("data").values())
    rotate()
    assert keys.ring() == ring
    assert used("data")[ring.current_data[0]] == sum(used("data").values())


def test_an_older_key_file_is_refused_before_anything_is_changed(tmp_path, settings):
    person = a_resident()
    older = settings.TSUNAGARU_KEYS.read_text()
    rotate()
    settings.TSUNAGARU_KEYS.write_text(older)
    with pytest.raises(CommandError, match="前のものに戻されています"):
        rotate()
    with pytest.raises(keys.CannotOpenVault):
        people.resident(person.id, day=clock.day_of(NOW))
    settings.TSUNAGARU_KEYS = tmp_path / "restarted.json"
    settings.TSUNAGARU_KEYS.write_text(older)
    with pytest.raises(CommandError, match="何も変更していません"):
        rotate()
    assert len(keys.read(settings.TSUNAGARU_KEYS).data) == 1


def test_a_running_process_writes_with_the_new_key_at_once(settings):
    a_resident()
    name = add(settings.TSUNAGARU_KEYS, "data")
    a_resident()
    assert used("data")[name] > 5


def test_a_row_read_before_and_saved_after_the_rotation_carries_the_new_key():
    row = Resident.objects.get(pk=a_resident(account=False).id)
    rotate()
    row.save()
    assert usage.count_sealed()[keys.ring().current_data[0]] == sum(usage.count_sealed().values())


def test_a_prepared_key_is_known_but_writes_only_after_the_rotation():
    a_resident()
    current = keys.ring().current_data[0]
    call_command("keys", "prepare", stdout=StringIO())
    assert keys.ring().current_data[0] == current
    prepared = next(use.name for use in rotating.key_uses() if use.state == "prepared")
    rotate()
    assert keys.ring().current_data[0] == prepared


def test_the_status_names_what_uses_each_key():
    a_resident(at=NOW - timedelta(days=1))
    said = StringIO()
    call_command("keys", "status", stdout=said)
    assert "使用中" in said.getvalue()
    assert "住民" in said.getvalue()


def test_every_table_with_an_index_has_a_name_that_staff_read():
    names = [str(one.table._meta.verbose_name) for one in indexes.declared()]
    assert not [name for name in names if name.isascii()]
