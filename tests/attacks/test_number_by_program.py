"""The individual number where programs and experts write: the API, the portal, the form editor."""

import io
import json
import zipfile
from base64 import b64encode
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from tests.attacks.opened import digits_of, everything
from tests.attacks.texts import individual
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.files.api import content_holds_number
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.intake.gateways.simulator import a_package
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.services.keeping import content_of
from tsunagaru.services.intake.services.taking import receive
from tsunagaru.services.intake.testing import ITEMS, a_layout, an_arrival
from tsunagaru.services.partners.testing import a_token
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.security.models import Finding, Statement
from tsunagaru.services.security.services import contesting, deciding, scanning

pytestmark = pytest.mark.django_db
NUMBER = individual()
WIDE = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
FOURS = f"{NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}"
SPELLINGS = {"plain": NUMBER, "wide": WIDE, "fours": FOURS}
OWNER = {"family": "小山", "given": "花子", "family_kana": "コヤマ", "given_kana": "ハナコ"}
AT = datetime(2026, 6, 2, 15, tzinfo=UTC)


def kept() -> set[str]:
    return {place for place, text in everything() if NUMBER in digits_of(text)}


def send(token, dog="ポチ", *, key="key-0001", **more):
    return Client().post(
        "/api/procedures/dog/applications",
        data=json.dumps({"answers": {"owner": OWNER, "dog_name": dog}, **more}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
    )


@pytest.fixture
def token():
    a_procedure()
    return a_token(at=clock.now())


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_program_cannot_hand_in_the_number(token, spelling):
    refused = send(token, SPELLINGS[spelling])
    assert refused.status_code == 422
    assert "マイナンバー" in refused.json()["errors"][0]["detail"]
    assert send(token, **{NUMBER: "x"}).status_code == 422
    assert kept() == set()


def test_a_key_that_is_a_number_leaves_no_digit_and_still_counts_once(token):
    first, again = send(token, key=NUMBER), send(token, key=NUMBER)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert send(token, "タロ", key=NUMBER).status_code == 422
    assert kept() == set()


def test_a_program_is_told_where_to_contest_and_then_passes_at_that_field_only(token):
    (told,) = send(token, NUMBER).json()["contests"]
    assert told["field"] == "answers.dog_name"
    assert NUMBER not in told["url"]
    path = told["url"].removeprefix("http://testserver")
    assert Client().post(path, {"claim": "product"}).status_code == 302
    assert send(token, NUMBER).status_code == 422
    office = actor_of(a_head(section="planning"))
    contesting.decide(
        Statement.objects.get().pk, accepted=True, reason="確認", by=office, at=clock.now()
    )
    assert send(token, NUMBER).status_code == 201
    other = {"family": NUMBER, "given": "花子", "family_kana": "コヤマ", "given_kana": "ハナコ"}
    assert send(token, "ポチ", key="key-0002").status_code == 201
    body = json.dumps({"answers": {"owner": other, "dog_name": "ポチ"}})
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "key-0003"}
    answer = Client().post(
        "/api/procedures/dog/applications", body, content_type="application/json", headers=headers
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["写真.pdf", f"{NUMBER}.pdf"])
def test_a_program_cannot_send_it_in_a_file(token, name):
    content = f"番号,備考\n{FOURS},x\n".encode()
    answer = Client().post(
        "/api/procedures/dog/files?field=photo",
        {"file": SimpleUploadedFile(name, content)},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 422
    assert kept() == set()


def a_sheet() -> bytes:
    book, out = Workbook(), io.BytesIO()
    for column, digit in enumerate(NUMBER, start=1):
        book.active.cell(row=2, column=column, value=int(digit))
    book.save(out)
    return out.getvalue()


def a_zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


CONTENTS = {
    "sjis": f"番号は{WIDE}です".encode("cp932"),
    "utf16": f"番号は{FOURS}です".encode("utf-16"),
    "euc": f"番号は{WIDE}です".encode("euc_jp"),
    "jis": f"番号は{WIDE}です".encode("iso2022_jp"),
    "rtf": b"{\\rtf1 " + FOURS.encode() + b" \xff\xfe\x81}",
    "boxes": a_sheet(),
    "zip": a_zip(**{"x.txt": FOURS.encode()}),
    "zip in zip": a_zip(**{"y.zip": a_zip(**{"x.txt": NUMBER.encode()})}),
    "macro": a_zip(
        **{
            "[Content_Types].xml": b"<x macroEnabled='1'/>",
            "word/document.xml": f"<w:p>{NUMBER}</w:p>".encode(),
        }
    ),
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_what_the_portal_sends_along_is_looked_into_whatever_it_is(kind):
    a_procedure(section="jumin")
    files = {"evidence/x.bin": CONTENTS[kind], "attachments/y.bin": CONTENTS[kind]}
    receive("P-1", a_package("DOG-1", ITEMS, files), a_layout(at=NOON), at=NOON)
    row = Arrival.objects.get()
    assert row.masked == 2
    assert not row.parts.exists()
    assert row.state == "waiting"
    assert not Application.objects.exists()
    assert kept() == set()


def test_harmless_pieces_are_kept_as_they_came():
    for content in (b"", b"PK\x03\x04broken", b"%PDF-broken", b"\x00" * 100, b"2026/11/28"):
        assert not content_holds_number(content)


def test_the_nightly_scan_looks_into_the_pieces_of_the_portal_and_they_can_be_removed():
    a_procedure(section="jumin")
    part = an_arrival(at=NOON).parts.get()
    # As if an older detector had let it in.
    part.content = b64encode(CONTENTS["sjis"]).decode()
    part.save()
    scanning.begin(date(2026, 6, 1), at=AT)
    while not scanning.go_on(at=AT):
        pass
    found = Finding.objects.get(state="open")
    assert (found.table, found.column, found.kind) == ("intake.Part", "content", "file")
    deciding.remove(found.pk, by=actor_of(a_head(section="planning")), at=AT)
    part.refresh_from_db()
    assert content_of(part) == b""


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_form_editor_takes_it_neither_in_boxes_nor_in_yaml_nor_in_comments(client, spelling):
    a_section("seikatsu", "生活環境課")
    a_procedure()
    clerk = sign_in(client, a_clerk(section="seikatsu"))
    there, said = "/staff/procedures/forms/dog/", SPELLINGS[spelling]
    text = clerk.get(f"{there}file/").content.decode()
    field = {"revision": "0", "label_ja": "質問", "required": "yes", "personal": "internal"}
    choice = {"choice-code": "a", "choice-ja": said, "choice-easy": "", "choice-en": ""}
    condition = {"revision": "0", "field": "dog_name", "sign": "==", "value": said}
    writes = [
        ("text/", {"revision": "0", "text": f"# {said}\n{text}"}),
        ("text/", {"revision": "0", "text": text.replace("犬の名前", said, 1)}),
        ("text/", {"revision": "0", "upload": SimpleUploadedFile("a.yaml", said.encode())}),
        ("pages/dog/new/text/", {**field, "max_length": "20", "hint_ja": said}),
        ("pages/dog/new/choice/", {**field, **choice}),
        ("conditions/when/photo/", condition),
        ("conditions/when/photo/", condition | {"free": "on", "expression": f'"{said}" == ""'}),
    ]
    for path, fields in writes:
        answer = clerk.post(f"{there}{path}", fields)
        assert answer.status_code == 422, (path, fields)
        assert "個人番号" in answer.content.decode(), (path, fields)
    assert not FormDraft.objects.exists()
    assert kept() == set()
