"""A resident with a name nobody else has walks through everything (個人情報の漏れ)."""

import logging
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.attacks.tables import forms_of, holding
from tests.specimens import TOWN
from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.engines.messages.testing import mail_server
from tsunagaru.ground.files.testing import a_pdf, an_upload
from tsunagaru.ground.ledger.models import AuditRow, EventRow
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_clerk, a_resident, account_of, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)
FAMILY, GIVEN, KANA, PHONE = "鵺野沢", "黄泉比古", "ヌエノサワ", "0559876501"
EMAIL, STREET, DOG, PASSWORD = (
    "nuenosawa@canary.example",
    "鵺沢98765番地",
    "鵺丸",
    "nagai-aikotoba-2026",
)
REASON, NOTE, FILE = "鵺に似ているため。", "鵺野沢さんから電話", "鵺野沢の証明.pdf"
WORDS = (
    FAMILY,
    GIVEN,
    KANA,
    "ヨモツヒコ",
    PHONE,
    "0559-87-6501",
    "055-987-6501",
    EMAIL,
    "鵺沢",
    DOG,
    REASON,
    NOTE,
    FILE,
    "nuenosawa",
    PASSWORD,
)
FIELDS = {
    "owner-family": FAMILY,
    "owner-given": GIVEN,
    "owner-family_kana": KANA,
    "owner-given_kana": "ヨモツヒコ",
    "email": EMAIL,
}


@dataclass
class Trail:
    """Everything that leaves a trace while people walk."""

    addresses: list[str] = field(default_factory=list)
    letters: list[Any] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)

    def go(self, client, path, fields=None):
        answer = client.get(path) if fields is None else client.post(path, fields)
        assert answer.status_code in {200, 302}, (path, answer.status_code)
        self.addresses += [path, answer.get("Location", "")]
        self.sessions += [str(one.get_decoded()) for one in Session.objects.all()]
        return answer


def resident_walk(trail, client, login):
    go = trail.go
    go(client, "/sign-in/", {"login": login, "password": PASSWORD})
    go(client, "/search/?q=" + "犬")
    page = go(client, "/apply/dog/", {})["Location"]
    draft = Draft.objects.latest("started_at")
    go(client, page, FIELDS)
    sent = {"dog_name": DOG, "_shown": ["dog_name", "photo"], "photo": an_upload(a_pdf(), FILE)}
    go(client, reverse("applications:page", args=[draft.pk, "dog"]), sent)
    go(client, reverse("applications:confirm", args=[draft.pk]))
    go(client, reverse("applications:submit", args=[draft.pk]), {})
    made = Application.objects.get(draft=draft)
    for path in (
        "/my/",
        "/me/",
        "/applications/",
        "/inbox/",
        f"/applications/{made.pk}/receipt.pdf",
    ):
        go(client, path)
    return made


def staff_walk(trail, client, resident_client, made):
    go = trail.go
    go(client, "/staff/people/residents/", {"phone": PHONE})
    go(client, f"/staff/cases/{made.case}/")
    go(client, f"/staff/cases/{made.case}/note/", {"text": NOTE})
    go(client, f"/staff/cases/{made.case}/correction/", {"field": "dog_name", "message": NOTE})
    deliver_all(at=clock.now())
    go(resident_client, f"/applications/{made.pk}/correct/", {"dog_name": f"{DOG}号"})
    go(
        client,
        f"/staff/cases/{made.case}/decision/",
        {"outcome": "refused", "confirmed": "on", "reason": REASON},
    )
    deliver_all(at=clock.now())
    for path in (
        "/staff/",
        "/staff/cases/",
        f"/applications/{made.pk}/notice.pdf",
        f"/applications/{made.pk}/form.pdf",
    ):
        go(client, path)
    Client(raise_request_exception=False).post("/sign-in/", {"login": EMAIL, "password": "falsch"})


@pytest.fixture
def walked(transactional_db, caplog):
    """Walk once through everything; return what was left behind."""
    caplog.set_level(logging.DEBUG)
    load(TOWN, at=clock.now())
    a_procedure(section="jumin", at=clock.now())
    resident = a_resident(
        family=FAMILY,
        given=GIVEN,
        kana_family=KANA,
        kana_given="ヨモツヒコ",
        phone=PHONE,
        email=EMAIL,
        address={"prefecture": "静岡県", "city": "駿東郡小山町", "town": "藤曲", "street": STREET},
    )
    account = account_of(resident)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    trail, mine, clerk = Trail(), Client(), sign_in(Client(), a_clerk(section="jumin"))
    with mail_server() as sink:
        made = resident_walk(trail, mine, account.login)
        deliver_all(at=clock.now())
        staff_walk(trail, clerk, mine, made)
        sink.refuse_recipient = f"450 4.2.1 <{EMAIL}> is busy"
        trail.go(mine, "/apply/dog/", {})
        trail.letters = sink.letters
    return trail


def leaks(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


def test_nothing_personal_is_left_where_it_does_not_belong(walked, caplog):
    for record in caplog.records:
        if not record.name.startswith(("mail.log", "aiosmtpd", "django.db.backends", "asyncio")):
            assert not leaks(record.getMessage()), record.name
    for address in walked.addresses:
        assert not leaks(address), address
    for session in walked.sessions:
        assert not leaks(session)
    for row in EventRow.objects.all():
        assert not leaks(f"{row.facts} {row.subject}"), row.name
    for line in AuditRow.objects.all():
        assert not leaks(f"{line.facts} {line.subject} {line.actor}"), line.action
    assert set(holding(*WORDS)) == set()


def test_the_scan_finds_what_lies_in_the_clear(walked):
    assert "applications_application.procedure: dog" in set(holding("dog"))


def test_letters_tell_no_more_than_that_there_is_something_to_read(walked):
    assert len(walked.letters) >= 3
    for letter in walked.letters:
        assert letter["To"] == EMAIL
        heads = "".join(f"{n}: {v}" for n, v in letter.items() if n not in {"To", "X-RcptTo"})
        body = letter.get_payload(decode=True).decode()
        assert not leaks(heads + body)
        assert "?" not in [word for word in body.split() if word.startswith("http")]


def test_the_bytes_of_the_database_hold_nothing_readable(walked):
    if connection.vendor != "sqlite":
        pytest.skip("the rows are looked at above; PostgreSQL's files belong to its server")
    raw = connection.connection.serialize()
    assert len(raw) > 100_000
    for word in WORDS:
        for form in forms_of(word):
            assert form not in raw, word


def test_files_lie_sealed_outside_the_web_root(walked):
    found = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert found
    for path in found:
        assert b"%PDF" not in path.read_bytes()[:200]
        assert not leaks(str(path))
    assert not str(settings.MEDIA_ROOT).startswith(str(settings.STATIC_ROOT))


def test_a_mail_server_that_repeats_the_address_does_not_get_it_logged(walked, caplog):
    client = sign_in(Client(), a_resident(family=FAMILY, email=EMAIL))
    with mail_server() as sink:
        for reply in (f"450 4.2.1 <{EMAIL}> is busy", f"550 5.1.1 <{EMAIL}> unknown"):
            sink.refuse_recipient = reply
            caplog.clear()
            resident_again(client)
            deliver_all(at=clock.now())
            said = "\n".join(
                f"{r.getMessage()} {r.exc_text or ''}"
                for r in caplog.records
                if r.name.startswith("tsunagaru")
            )
            assert not leaks(said)
    assert set(holding(*WORDS)) == set()


def resident_again(client):
    page = client.post("/apply/dog/", {})["Location"]
    draft = Draft.objects.latest("started_at")
    client.post(page, FIELDS)
    client.post(reverse("applications:page", args=[draft.pk, "dog"]), {"dog_name": DOG})
    assert client.post(reverse("applications:submit", args=[draft.pk])).status_code == 302
