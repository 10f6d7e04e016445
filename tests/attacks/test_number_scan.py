"""The nightly scan finds what got in, keeps no digit of it, and goes on where it stopped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from tests.attacks.opened import digits_of, everything
from tests.attacks.texts import individual
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.cases import services as cases
from tsunagaru.engines.cases.models import Entry
from tsunagaru.engines.cases.testing import a_case
from tsunagaru.ground.files.api import keep
from tsunagaru.ground.files.gateways import storage
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.testing import a_pdf, an_upload
from tsunagaru.ground.ledger.models import AuditRow, EventRow
from tsunagaru.ground.people.testing import a_cast, actor_of, sign_in
from tsunagaru.kernel.access import Actor
from tsunagaru.services.security.models import Finding, Round
from tsunagaru.services.security.offers import OFFERS
from tsunagaru.services.security.services import deciding, scanning

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 2, 15, tzinfo=UTC)
DAY = date(2026, 6, 1)
NUMBER = individual()


def scan(day=DAY, **share):
    scanning.begin(day, at=AT)
    while not scanning.go_on(at=AT, **share):
        pass


def a_note_with_number():
    cases.add_note(a_case(section="jumin").id, text=f"控え{NUMBER}。", by=Actor(), at=AT)
    return Entry.objects.get(kind="note")


def places():
    return {(row.table, row.column, row.kind) for row in Finding.objects.filter(state="open")}


def test_numbers_in_texts_answers_and_files_are_found_and_told_without_a_digit():
    note = a_note_with_number()
    a_procedure()
    made = Application.objects.get(pk=an_application().id)
    made.answers = made.answers | {"dog_name": list(NUMBER)}
    made.save(update_fields=["answers"])
    upload = an_upload("番号,備考\n1,x\n".encode(), name="a.csv")
    kept = keep(upload, owner_kind="draft", owner=note.pk, allowed={"csv"}, at=AT)
    spoil(kept.id)
    scan()
    assert places() == {
        ("cases.Entry", "text", "text"),
        ("applications.Application", "answers", "text"),
        ("files.StoredFile", "content", "file"),
    }
    inside = [text for place, text in everything() if place.startswith(("security", "ledger"))]
    assert not any(NUMBER in digits_of(text) for text in inside)
    assert EventRow.objects.filter(name="number.detected").count() == 3
    assert AuditRow.objects.filter(action="number.found").count() == 3


def spoil(file_id):
    """Put a number into a kept file, as if an older detector had let it in."""
    content = f"番号,備考\n{NUMBER},x\n".encode()
    storage.remove(file_id)
    storage.write(file_id, [content])
    StoredFile.objects.filter(pk=file_id).update(size=len(content))


def test_what_was_found_once_is_not_found_again_and_closes_when_it_is_gone():
    note = a_note_with_number()
    scan()
    scan(DAY + timedelta(days=1))
    assert Finding.objects.count() == 1
    note.text = "消した"
    note.save(update_fields=["text"])
    scan(DAY + timedelta(days=2))
    assert Finding.objects.get().state == "gone"


def test_a_scan_goes_on_where_it_stopped_in_small_shares():
    for _ in range(3):
        a_note_with_number_again()
    scanning.begin(DAY, at=AT)
    shares = 0
    while not scanning.go_on(at=AT, rows=1, inside=1):
        shares += 1
    assert shares > 10
    assert Finding.objects.count() == 3
    assert Round.objects.get().finished_at == AT
    assert Round.objects.get().found == 3


def a_note_with_number_again():
    cases.add_note(a_case(section="jumin").id, text=NUMBER, by=Actor(), at=AT)


def test_a_step_that_breaks_leaves_nothing_half_done(monkeypatch):
    a_note_with_number()
    scanning.begin(DAY, at=AT)

    def breaks(*_args, **_more):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(scanning, "audit", breaks)
        with pytest.raises(RuntimeError), transaction.atomic():
            scanning.go_on(at=AT)
    assert not Finding.objects.exists()
    assert not scanning.go_on(at=AT, rows=1) or Finding.objects.exists()
    scan()
    assert Finding.objects.count() == 1


def test_the_person_in_charge_takes_the_number_out_and_the_rest_stays(client):
    cast = a_cast()
    note = a_note_with_number()
    scan()
    found = Finding.objects.get()
    sign_in(client, cast.dx_office)
    page = client.get(f"/staff/security/numbers/{found.pk}/").content.decode()
    assert NUMBER not in page
    assert client.post(f"/staff/security/numbers/{found.pk}/", {"remove": "1"}).status_code == 302
    assert Entry.objects.get(pk=note.pk).text == f"控え{'＊' * 12}。"
    answer = client.post(f"/staff/security/numbers/{found.pk}/", {"remove": "1"})
    assert answer.status_code == 409
    assert AuditRow.objects.filter(action="number.finding_decided").count() == 1


def test_a_finding_marked_as_something_else_stays_quiet(client):
    cast = a_cast()
    a_note_with_number()
    scan()
    found = Finding.objects.get()
    sign_in(client, cast.dx_office)
    path = f"/staff/security/numbers/{found.pk}/"
    assert client.post(path, {"clear": "1", "reason": NUMBER}).status_code == 422
    assert client.post(path, {"clear": "1", "reason": "メーターの番号"}).status_code == 302
    scan(DAY + timedelta(days=1))
    assert Finding.objects.get().state == "no_number"
    assert NUMBER in Entry.objects.get(kind="note").text


def test_a_file_with_a_number_is_deleted():
    kept = keep(an_upload(a_pdf()), owner_kind="draft", owner=a_case().id, allowed={"pdf"}, at=AT)
    row = Finding.objects.create(
        table="files.StoredFile", row=str(kept.id), column="content", kind="file",
        fingerprint="b1:0", found_at=AT,
    )  # fmt: skip
    deciding.remove(row.pk, by=Actor(), at=AT)
    assert StoredFile.objects.get(pk=kept.id).state == "dropped"


def test_findings_are_work_of_the_section_and_the_dx_office():
    cast = a_cast()
    Finding.objects.create(table="cases.Case", row="1", column="title", kind="text",
                           fingerprint="b1:0", section="jumin", found_at=AT)  # fmt: skip
    queue = OFFERS.work[0]
    seen = {
        role: len(queue.items(actor_of(getattr(cast, role)), AT))
        for role in ("dx_office", "head", "clerk", "auditor")
    }
    assert seen == {"dx_office": 1, "head": 1, "clerk": 0, "auditor": 0}


def test_every_sealed_and_free_text_column_is_looked_at():
    looked_at = set(scanning.looked_at())
    assert {
        "applications.Application.answers",
        "applications.Draft.answers",
        "applications.Contribution.answers",
        "cases.Entry.text",
        "cases.Decision.reason",
        "messaging.Notice.body",
        "people.Resident.address",
        "files.StoredFile.name",
        "files.StoredFile.content",
    } <= looked_at
