"""The register in other people's programs: CSV in any Japanese encoding, and workbooks."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tsunagaru.ground.files.gateways import tables
from tsunagaru.ground.files.gateways.tables import CannotReadTable

CELLS = st.lists(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cc"])),
        min_size=2,
        max_size=4,
    ).map(lambda row: [*row, "x"]),
    min_size=1,
    max_size=6,
)
ROWS = [["符号", "名称"], ["a-b", "届出、１件\n二行目"], ["=1+1", "@SUM(A1)"], ["-3", "'quoted"]]


@given(CELLS)
def test_any_text_comes_back_from_csv_as_it_was(rows):
    assert tables.read(tables.write_csv(rows)) == rows


def test_any_text_comes_back_from_a_workbook_as_it_was():
    assert tables.read(tables.write_xlsx(ROWS, title="台帳")) == ROWS


def test_nothing_in_a_written_file_is_a_formula():
    text = tables.write_csv(ROWS).decode("utf-8-sig")
    assert "\n=" not in text
    assert ",@" not in text
    sheet = load_workbook(io.BytesIO(tables.write_xlsx(ROWS, title="台帳"))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_files_of_old_spreadsheets_are_read():
    assert tables.read("符号,名称\r\na,届出①\r\n".encode("cp932"))[1] == ["a", "届出①"]


def test_numbers_of_a_workbook_are_read_as_people_typed_them():
    book = Workbook()
    book.active.append(["a", 300, 1200.0, None, True])
    out = io.BytesIO()
    book.save(out)
    assert tables.read(out.getvalue()) == [["a", "300", "1200", "", "はい"]]


def a_formula() -> bytes:
    book = Workbook()
    book.active.append(["符号", "=HYPERLINK(1)"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.MAX_UNPACKED + 1))
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "空"),
        (b"x" * (tables.MAX_BYTES + 1), "大きすぎ"),
        (b"\xff\xfe\x00\x01", "読めません"),
        (b"PK\x03\x04 no workbook", "Excel"),
        (b'a,"b\n', "CSV"),
        (a_formula(), "B1 に数式"),
        (a_bomb(), "大きすぎ"),
        (b"a\n" * 3002, "行が多すぎ"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(raw, words):
    with pytest.raises(CannotReadTable, match=words):
        tables.read(raw)
