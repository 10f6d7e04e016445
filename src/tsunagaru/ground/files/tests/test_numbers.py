"""The individual number inside files (ファイルの中の個人番号). All numbers are worked out here."""

import io
import uuid
from datetime import UTC, datetime

import openpyxl
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from tsunagaru.ground.files import api
from tsunagaru.ground.files.gateways import csv_text, office_text
from tsunagaru.ground.files.rules import cells
from tsunagaru.ground.files.testing import a_document, a_pdf_saying, an_upload
from tsunagaru.kernel.individual_number import check_digit

NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
ELEVEN = "12345678901"
NUMBER = ELEVEN + str(check_digit(ELEVEN))
ZEROS = "00012345678" + str(check_digit("00012345678"))
WIDE = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
KANJI = NUMBER.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
FOURS = f"{NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}"
NUMBERS = st.from_regex(r"[0-9]{11}", fullmatch=True).map(lambda d: d + str(check_digit(d)))
SPELLINGS = st.builds(
    lambda number, script, separator, size: separator.join(
        "".join(script[int(digit)] for digit in number[at : at + size]) for at in range(0, 12, size)
    ),
    NUMBERS,
    st.sampled_from(
        ["0123456789", "０１２３４５６７８９", "〇一二三四五六七八九", "零壱弐参四五六七八九"]
    ),
    st.sampled_from(["", " ", "-", "－", "　", "・", "\u200b"]),
    st.sampled_from([1, 3, 4, 6, 12]),
)


def reason_for(content, name):
    with pytest.raises(api.CannotKeep) as refused:
        api.keep(
            an_upload(content, name),
            owner_kind="draft",
            owner=uuid.uuid4(),
            allowed=set(api.KINDS),
            at=NOON,
        )
    return refused.value.reason


def a_book(fill):
    """Return an Excel file whose first sheet was filled in."""
    book, made = openpyxl.Workbook(), io.BytesIO()
    fill(book, book.active)
    book.save(made)
    return made.getvalue()


def put(place, value, style="General"):
    def fill(_, sheet):
        sheet[place] = value
        sheet[place].number_format = style

    return fill


def titled(book, sheet):
    sheet.title = NUMBER


def commented(book, sheet):
    sheet["A1"].comment = Comment(FOURS, "x")


def propertied(book, sheet):
    book.properties.title = NUMBER


def headed(book, sheet):
    sheet.oddHeader.center.text = FOURS


def boxed(book, sheet):
    for column, digit in enumerate(NUMBER, start=3):
        sheet.cell(2, column, int(digit))


def in_fours(book, sheet):
    for column in range(3):
        sheet.cell(5, column + 1, NUMBER[column * 4 : column * 4 + 4])


BOOKS = {
    "text": put("A1", f"番号 {NUMBER}"),
    "number": put("B7", int(NUMBER)),
    "float": put("B7", float(NUMBER)),
    "zeros shown by a format": put("A1", int(ZEROS), "000000000000"),
    "fours shown by a format": put("A1", int(ZEROS), "0000-0000-0000"),
    "formula": put("A1", f'="{FOURS}"'),
    "name of a sheet": titled,
    "comment": commented,
    "property": propertied,
    "header": headed,
    "boxes": boxed,
    "fours in cells": in_fours,
}


@pytest.mark.django_db
@pytest.mark.parametrize("fill", BOOKS.values(), ids=BOOKS)
def test_a_number_anywhere_in_a_workbook_is_refused(fill):
    assert reason_for(a_book(fill), "一覧.xlsx") is api.Reason.NUMBER_INSIDE


@pytest.mark.parametrize(
    "value", [1234567890188, 90123456789, "090-1234-5678", "令和8年11月23日 14時30分", 123456789019]
)
def test_other_numbers_in_a_workbook_are_let_through(value):
    assert not cells.holds_number(office_text.pieces_of(io.BytesIO(a_book(put("A1", value)))))


def test_marks_in_a_long_row_are_no_number():
    def marks(_, sheet):
        for column, digit in enumerate(NUMBER + NUMBER[::-1], start=1):
            sheet.cell(1, column, int(digit))

    assert not cells.holds_number(office_text.pieces_of(io.BytesIO(a_book(marks))))


def a_paragraph(*runs):
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def boxes():
    return (
        "<w:tbl><w:tr>"
        + "".join(f"<w:tc>{a_paragraph(d)}</w:tc>" for d in NUMBER)
        + "</w:tr></w:tbl>"
    )


WORDS = {
    "one run": a_paragraph(NUMBER),
    "cut into runs": a_paragraph(NUMBER[:3], NUMBER[3:9], NUMBER[9:]),
    "kanji": a_paragraph("番号は" + KANJI),
    "tabs": "<w:p>" + "".join(f"<w:r><w:t>{d}</w:t><w:tab/></w:r>" for d in NUMBER) + "</w:p>",
    "boxes": boxes(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "word/comments.xml"])
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_number_anywhere_in_a_letter_is_refused(words, part):
    xml = f'<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{words}</w:body></w:document>'
    content = a_document(
        more={part: xml.encode()} if part != "word/document.xml" else None, body=xml
    )
    assert reason_for(content, "申立書.docx") is api.Reason.NUMBER_INSIDE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("cell", [NUMBER, WIDE, FOURS, ",".join(NUMBER), KANJI])
def test_a_number_in_a_table_is_found_in_every_encoding(cell, encoding):
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    table = f"{mark}氏名,番号\r\n小山花子,{cell}\r\n".encode(encoding)
    assert csv_text.encoding_of(table)
    assert cells.holds_number(csv_text.pieces_of(io.BytesIO(table)))


def test_a_table_of_accounts_and_corporate_numbers_is_let_through():
    table = "法人番号,電話\r\n1234567890188,0550-76-1111\r\n".encode("cp932")
    assert not cells.holds_number(csv_text.pieces_of(io.BytesIO(table)))


@given(SPELLINGS)
def test_no_spelling_in_a_table_is_missed(spelling):
    table = f"氏名,番号\r\n小山,{spelling}\r\n".encode()
    assert cells.holds_number(csv_text.pieces_of(io.BytesIO(table)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SPELLINGS)
def test_no_spelling_in_a_workbook_is_missed(spelling):
    content = a_book(put("C3", spelling))
    assert cells.holds_number(office_text.pieces_of(io.BytesIO(content)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lines",
    [
        [f"My number {NUMBER}"],
        [FOURS],
        [" ".join(NUMBER)],
        list(NUMBER),
        [NUMBER[:4], NUMBER[4:8], NUMBER[8:]],
    ],
)
def test_a_number_on_a_page_of_a_pdf_is_refused(lines):
    assert reason_for(a_pdf_saying(lines), "書類.pdf") is api.Reason.NUMBER_INSIDE


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["note", "field", "property"])
def test_a_number_beside_the_pages_of_a_pdf_is_refused(place):
    def add(document):
        page = document.pages[0]
        if place == "property":
            document.docinfo["/Title"] = WIDE
        elif place == "note":
            note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], Contents=KANJI)
            page.Annots = pikepdf.Array([note])
        else:
            field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="a", V=NUMBER)
            document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)])

    assert reason_for(a_pdf_saying(["hello"], add), "書類.pdf") is api.Reason.NUMBER_INSIDE


@pytest.mark.django_db
def test_a_page_of_amounts_and_dates_is_kept():
    lines = ["2026-11-23", "1,234,567", "0550-76-1111", "1234567890188", "12", "34"]
    upload = an_upload(a_pdf_saying(lines))
    assert api.keep(upload, owner_kind="draft", owner=uuid.uuid4(), allowed={"pdf"}, at=NOON)
