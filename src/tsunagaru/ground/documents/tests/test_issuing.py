"""Issued papers (発行した書類): signed, kept, checkable, and telling strangers nothing."""

import io
import re
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from asn1crypto import pem, x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tsunagaru.ground.documents import api, offers, queries
from tsunagaru.ground.documents.gateways import seals
from tsunagaru.ground.documents.models import Paper
from tsunagaru.ground.documents.services import issuing
from tsunagaru.ground.documents.testing import (
    NOON,
    a_certificate,
    a_decision,
    an_issued_paper,
    an_order,
)
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Give every test a seal of its own."""
    settings.TSUNAGARU_HOME, settings.TSUNAGARU_CREATE_KEYS = tmp_path, True
    settings.TSUNAGARU_SEAL = settings.TSUNAGARU_TSA = ""
    return tmp_path


def authority(home):
    """Return the demo authority's certificate, as a stranger would trust it."""
    packed = pkcs12.load_pkcs12((home / "seal/town.p12").read_bytes(), b"demo")
    raw = packed.additional_certs[0].certificate.public_bytes(Encoding.PEM)
    return x509.Certificate.load(pem.unarmor(raw)[2])


def text_of(pdf):
    return "".join(p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(pdf))


def word_on(pdf):
    [word] = re.findall(r"合言葉\s*(\w{6})", text_of(pdf))
    return word


def test_a_stranger_who_trusts_our_authority_finds_the_signature_valid(home):
    pdf = queries.content_of(an_issued_paper())
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trust = ValidationContext(trust_roots=[authority(home)], allow_fetching=False)
    said = validate_pdf_signature(signature, trust)
    assert said.intact
    assert said.valid
    assert said.trusted
    assert said.bottom_line
    assert said.coverage.name == "ENTIRE_FILE"
    assert str(signature.sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"


@pytest.mark.parametrize(
    ("template", "data"),
    [("decision_notice", a_decision(refused=True)), ("certificate", a_certificate())],
)
def test_a_signed_paper_stays_accessible_and_archivable(template, data):
    row = an_issued_paper(an_order(template=template, data=data))
    with pikepdf.open(io.BytesIO(queries.content_of(row))) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root
        [field] = document.Root.AcroForm.Fields
        flags = int(field.F)
        assert flags & 4  # printed, as archiving asks of every annotation
        assert not flags & 2
        assert str(field.TU)
        left, _, right, _ = map(float, field.Rect)
        assert left == right
        assert str(document.pages[0].Tabs) == "/S"


def test_the_same_paper_is_the_same_file_for_ever():
    order = an_order()
    first = api.issue(order, at=NOON)
    assert api.issue(order, at=NOON + timedelta(days=400)) == first
    assert Paper.objects.count() == 1
    [event] = published("paper.issued")
    assert event["signed"] == "yes"


def test_a_character_without_a_glyph_is_named_on_the_paper():
    name = "小山 \U0003fffd"
    assert "〓" in text_of(api.issue(an_order(data=a_decision(addressee=name)), at=NOON))


def test_nothing_of_the_paper_is_readable_in_the_database():
    row = an_issued_paper()
    raw = str(Paper.objects.filter(pk=row.pk).values())
    assert "小山 花子" not in raw
    assert "JVBERi0" not in raw


def test_a_stranger_learns_that_it_is_genuine_and_no_name(client):
    row = an_issued_paper()
    answer = client.get(f"/verify/{row.code}/")
    said = answer.content.decode()
    assert 'class="input" id="word"' in said
    assert answer.status_code == 200
    assert "町が発行した有効な書類です" in said
    assert row.title in said
    assert "花子" not in said
    assert word_on(queries.content_of(row)) not in said


@pytest.mark.parametrize("typed", [str.lower, "-".join, lambda c: f" {c} "])
def test_a_code_is_found_however_it_is_typed(client, typed):
    row = an_issued_paper()
    answer = client.get("/verify/", {"code": typed(row.code)})
    assert "町が発行した有効な書類です" in answer.content.decode()


def test_an_unknown_code_is_said_to_be_unknown(client):
    answer = client.get("/verify/3467-ACDE/")
    assert answer.status_code == 404
    assert "この番号の書類は見つかりません" in answer.content.decode()
    assert client.get("/verify/").status_code == 200


def test_half_a_number_is_told_from_a_number_that_nobody_has(client):
    half = client.get("/verify/", {"code": "3467-ACDE"})
    assert half.status_code == 422
    assert "確認番号は16文字です" in half.content.decode()
    assert 'value="3467-ACDE"' in half.content.decode()
    assert client.get("/verify/", {"code": "3467-ACDE-FGHJ-KMNP"}).status_code == 404


def test_the_paper_says_where_its_number_can_be_typed(client):
    text = text_of(queries.content_of(an_issued_paper()))
    assert "https://town.example/verify/" in text.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [("withdrawn", "この書類は取り消されています"), ("replaced", "差し替えられました")],
)
def test_a_paper_that_counts_no_longer_says_so(client, cause, sentence):
    order = an_order()
    row = an_issued_paper(order)
    assert api.withdraw(row.pk, cause=cause, at=NOON)
    assert not api.withdraw(row.pk, cause=cause, at=NOON)
    assert sentence in client.get(f"/verify/{row.code}/").content.decode()
    assert api.issue(order, at=NOON) != queries.content_of(row)


def test_the_word_on_the_paper_opens_a_few_fields(client):
    row = an_issued_paper()
    word = word_on(queries.content_of(row)).lower()
    answer = client.post(f"/verify/{row.code}/", {"word": word})
    assert "小山 花子" in answer.content.decode()


def test_wrong_words_are_counted_and_then_refused(client):
    row = an_issued_paper()
    path, right = f"/verify/{row.code}/", word_on(queries.content_of(row))
    for _ in range(10):
        assert client.post(path, {"word": "AAAAAA"}).status_code == 422
    assert client.post(path, {"word": right}).status_code == 429
    later = NOON + timedelta(days=3650)
    assert issuing.open_by_word(row.code, right, at=later) is not None


def compare(client, row, pdf):
    file = SimpleUploadedFile("notice.pdf", pdf)
    return client.post(f"/verify/{row.code}/", {"file": file}).content.decode()


def test_a_file_is_compared_and_not_kept(client, home):
    row, other = an_issued_paper(), an_issued_paper()
    pdf = queries.content_of(row)
    changed = pdf.replace(b"/Title", b"/Tytle", 1)
    assert "発行したときのまま" in compare(client, row, pdf)
    assert "変更されています" in compare(client, row, pdf + b"\n% more")
    assert "変更されています" in compare(client, row, changed)
    assert "有効な書類です" not in compare(client, row, changed)
    assert "書類ではありません" in compare(client, row, queries.content_of(other))
    assert "書類ではありません" in compare(client, row, b"no pdf at all")
    assert not (home / "files").exists()


def test_a_paper_that_was_disposed_of_is_known_by_its_fingerprint_alone(client):
    row = an_issued_paper()
    pdf = queries.content_of(row)
    api.dispose(row.owner, at=NOON)
    page = client.get(f"/verify/{row.code}/").content.decode()
    assert "町が発行した書類です" in page
    assert "町は書類の内容をもう持っていません" in page
    for gone in ("有効な書類です", "下の内容が", "合言葉"):
        assert gone not in page
    assert "発行したときのままのPDFです" in compare(client, row, pdf)
    for unlike in (pdf + b"\n% more", b"no pdf at all"):
        assert "発行したときのPDFと一致しません" in compare(client, row, unlike)


def test_changed_bytes_break_the_signature(home):
    pdf = bytearray(queries.content_of(an_issued_paper()))
    assert seals.check(bytes(pdf)).good
    pdf[600] ^= 1
    said = seals.check(bytes(pdf))
    assert said is None or not said.good


def test_without_a_key_papers_are_issued_unsigned_and_the_desk_says_so(settings, client):
    settings.TSUNAGARU_CREATE_KEYS = False
    order = an_order()
    row = an_issued_paper(order)
    assert not row.signed
    [check] = offers.OFFERS.checks
    assert not check.read(NOON).holds
    assert "発行したときのまま" in compare(client, row, queries.content_of(row))
