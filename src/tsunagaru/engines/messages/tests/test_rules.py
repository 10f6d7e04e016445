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


NAMES = st.text("abc_", min_size=1, max_size=3)
PLAIN = st.text(st.characters(exclude_characters="{}"))


@given(st.lists(st.tuples(PLAIN, NAMES)), st.dictionaries(NAMES, st.text()))
def test_every_place_is_filled_and_all_else_stays_as_it_was(pieces, values):
    text = "".join(f"{plain}{{{name}}}" for plain, name in pieces)
    assert fill(text, values) == "".join(f"{plain}{values.get(name, '')}" for plain, name in pieces)


@given(st.text(st.characters(exclude_characters="{")))
def test_a_text_without_places_stays_as_it_is(text):
    assert fill(text, {"a": "b"}) == text
