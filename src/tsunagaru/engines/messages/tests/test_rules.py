"""Filling texts."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.rules import fill, one_line


def test_places_are_filled_and_unknown_ones_stay_empty():
    assert fill("{number}番 {nobody}", {"number": "12"}) == "12番 "


def test_a_value_is_never_searched_for_places_again():
    assert fill("{a}", {"a": "{b}", "b": "秘密"}) == "{b}"


@given(st.text())
def test_a_header_is_one_printable_line(text):
    line = one_line(text)
    assert len(line) <= 200
    assert line == "" or (line.isprintable() and "\n" not in line)


@given(st.text(), st.dictionaries(st.text("abc_", min_size=1), st.text()))
def test_filling_never_fails(text, values):
    assert isinstance(fill(text, values), str)
