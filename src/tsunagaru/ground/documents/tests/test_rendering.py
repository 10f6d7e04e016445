"""Documents as PDF (書類): structure and claims are checked; veraPDF is not at hand."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest

from tsunagaru.ground.documents import api
from tsunagaru.ground.documents.testing import (
    NOON,
    a_certificate,
    a_decision,
    a_list,
    a_paper_form,
    a_receipt,
    a_slip,
    some_letters,
    some_receipts,
)

SAMPLES = {
    "receipt": a_receipt(),
    "receipts": some_receipts(),
    "decision_notice": a_decision(refused=True),
    "certificate": a_certificate(),
    "paper_form": a_paper_form(),
    "list_report": a_list(),
    "letters": some_letters(),
    "voting_slip": a_slip(),
}
INJECTIONS = (
    '#panic("x")',
    '#read("/etc/passwd")',
    '"); #import "letterhead.typ": *',
    "*太字* _斜体_ $x$ @ref <label> // `code` ~ \\u{41}",
    "= 見出し",
    "${data} {{ data }} <script>",
)


def render(template, data=None, **more):
    return api.render(template, SAMPLES[template] if data is None else data, at=NOON, **more)


def text_of(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def tags_of(pdf):
    """Return the structure types in a tagged PDF, by walking its tree."""
    found = set()

    def walk(node):
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            walk(node.get("/K"))
        elif isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot)
    return found


@pytest.mark.parametrize("template", SAMPLES)
def test_every_sheet_claims_accessibility_and_archiving(template):
    with pikepdf.open(io.BytesIO(render(template))) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["dc:title"] == SAMPLES[template]["title"]
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang).startswith("ja")
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.parametrize("template", SAMPLES)
def test_every_sheet_has_a_heading_and_tables_in_its_tag_tree(template):
    prose = template in {"decision_notice", "letters"}
    expected = {"/H1"} if prose else {"/H1", "/Table", "/TR", "/TD"}
    assert expected <= tags_of(render(template))


def test_the_code_on_a_form_has_a_description():
    assert "/Figure" in tags_of(render("paper_form"))


@pytest.mark.parametrize("template", SAMPLES)
def test_every_font_is_embedded(template):
    with pikepdf.open(io.BytesIO(render(template))) as document:
        kinds = {str(o.get("/Type")) for o in document.objects if isinstance(o, pikepdf.Dictionary)}
        fonts = [
            o
            for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
    assert "/Font" in kinds
    assert fonts
    assert all(any(k in f for k in ("/FontFile2", "/FontFile3")) for f in fonts)


def test_names_keep_every_sign_when_copied_out():
    text = text_of(render("receipt", a_receipt(applicant="𠮷田 髙﨑 辻󠄀 葛󠄀 様")))
    for name in ("𠮷田", "髙﨑", "辻\U000e0100", "葛\U000e0100"):
        assert name in text


def test_days_are_in_japanese_eras():
    text = text_of(render("decision_notice"))
    assert "令和8年11月23日" in text
    assert "2026" not in text


def test_a_refusal_carries_reason_and_appeal_notice():
    text = text_of(render("decision_notice"))
    assert "理由" in text
    assert "（教示）" in text
    assert "審査請求をすることができます" in text.replace("\r\n", "").replace("\n", "")
    assert "（公印省略）" in text


def test_a_grant_has_no_empty_headings():
    text = text_of(render("decision_notice", a_decision()))
    assert "理由" not in text
    assert "教示" not in text


def test_the_receipt_speaks_english():
    pdf = render("receipt", language="en")
    text = text_of(pdf)
    assert "Receipt number" in text
    assert "23 November 2026 14:05" in text
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang).startswith("en")


def test_a_legal_act_stays_japanese():
    assert render("decision_notice", language="en") == render("decision_notice")


def test_a_long_list_repeats_its_heading_on_every_page():
    pages = pypdfium2.PdfDocument(render("list_report"))
    assert len(pages) == 2
    for page in pages:
        assert "受付番号" in page.get_textpage().get_text_bounded()


def test_empty_notes_leave_no_trace():
    assert "お知らせ" not in text_of(render("receipt", a_receipt(notes=["", " "])))


def test_ticked_and_open_boxes_can_be_read_out():
    assert "■ している" in text_of(render("paper_form")).replace("■している", "■ している")


@pytest.mark.parametrize("evil", INJECTIONS)
def test_data_are_printed_and_never_run(evil):
    text = text_of(render("receipt", a_receipt(applicant=evil, title=evil, notes=[evil])))
    assert "".join(text.split()).count("".join(evil.split())) >= 2


@pytest.mark.parametrize("template", SAMPLES)
def test_equal_data_and_time_give_equal_bytes(template):
    assert render(template) == render(template)


def test_another_time_gives_other_bytes():
    later = api.render("receipt", a_receipt(), at=NOON + timedelta(days=1))
    assert later != render("receipt")


def test_a_preview_is_a_picture_a_page():
    pictures = api.picture("list_report", a_list(), at=NOON, ppi=40)
    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
