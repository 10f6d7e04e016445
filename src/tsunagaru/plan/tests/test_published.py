"""The town's figure in tables that others publish: by heading, never by place."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.plan.rules.published import CannotFindFigure, Found, Place, find

PLACE = Place({"都道府県名": "静岡県", "市区町村名": "小山町"}, "保有枚数")
HEADING = ["都道府県名", "市区町村名", "人口", "保有枚数"]
ROWS = [
    ["静岡県", "御殿場市", "84,000", "66,000"],
    ["静岡県", "小山町", "17,234", "13,579"],
    ["神奈川県", "小山町", "1", "2"],
]
TABLE = [["保有状況（令和8年10月末時点）"], [], HEADING, *ROWS]
FOUND = Found(Decimal(13579), date(2026, 10, 31))


def test_the_figure_and_its_day_are_found():
    assert find(TABLE, PLACE) == FOUND


def test_headings_may_stand_anywhere_in_any_width_and_over_several_rows():
    wide = [
        ["", "令和８年１０月３１日"],
        ["", "", "都道府県名", "市区町村名", "カード", "カード"],
        ["", "", "", "", "", "保有 枚数"],
        ["", "", "静岡県", "小山町", "x", "１３，５７９"],
    ]
    place = Place(PLACE.where, "カード保有枚数")
    assert find(wide, place) == FOUND


def test_remarks_in_a_heading_are_no_part_of_it_and_its_own_day_goes_first():
    heading = [*HEADING[:2], "人口\n【R8.1.1時点】", "保有枚数（B）※１\n【R8.10.31時点】"]
    assert find([["令和8年11月15日公表"], heading, *ROWS], PLACE) == FOUND


def test_a_day_is_the_latest_that_stands_above():
    above = [["人口は令和8年1月1日、保有枚数はR8.10末"], ["2025/12/31"]]
    assert find([*above, HEADING, *ROWS], PLACE).on == date(2026, 10, 31)


def test_a_table_without_a_day_gives_the_figure_alone():
    impossible = [["令和8年13月末", "令和8年2月31日", "平成40年1月1日"]]
    assert find([*impossible, HEADING, *ROWS], PLACE) == Found(FOUND.value, None)


def test_a_joined_cell_counts_for_the_rows_below_it():
    joined = [["静岡県", "御殿場市", "", "1"], ["", "小山町", "", "13579"], ["", "", "", "9"]]
    assert find([HEADING, *joined], PLACE).value == FOUND.value


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([], "見出し"),
        ([["x"] * 4, *ROWS], "都道府県名、市区町村名、保有枚数"),
        ([HEADING, ROWS[0]], "都道府県名が静岡県、市区町村名が小山町"),
        ([HEADING, ROWS[1], ROWS[1]], "2つ"),
        ([HEADING, ["静岡県", "小山町", "", "78.8%"]], "数字ではありません：78.8%"),
        ([HEADING, ["静岡県", "小山町"]], "（空欄）"),
        ([HEADING, ["静岡県", "小山町", "", "-5"]], "数字ではありません"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_guessed(cells, words):
    with pytest.raises(CannotFindFigure, match=words):
        find(cells, PLACE)


@given(st.lists(st.lists(st.sampled_from([*HEADING, *ROWS[1], "", "令和", "\u3000"]), max_size=5)))
def test_whatever_stands_in_a_table_it_is_read_or_refused(cells):
    try:
        found = find(cells, PLACE)
    except CannotFindFigure:
        return
    assert found.value in {Decimal(17234), Decimal(13579)}
