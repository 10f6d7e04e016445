"""Writing YAML that reads back the same, byte for byte after one round."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tsunagaru.kernel import individual_number
from tsunagaru.kernel.folder import Definition
from tsunagaru.kernel.folder.reader import read_yaml
from tsunagaru.kernel.folder.writer import write_yaml

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\x85"), max_size=40
)


def is_taken(number: float) -> bool:
    """Tell whether a file may hold a number: one in ten of twelve digits is refused."""
    return not individual_number.find(str(number))


scalars = (
    st.none()
    | st.booleans()
    | st.integers().filter(is_taken)
    | texts
    | st.floats(allow_nan=False, allow_infinity=False).filter(is_taken)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, max_size=5))
@example({"a": "町\n\n 二行目\n", "no": "yes", "b": "12:30:45", "c": "0o7", "d": "a: b", "e": "#"})
@example({"a": "\u2028", "b": "\x85", "c": "\ufeff", "d": "𠮷", "e": " x ", "f": "x\n ", "g": "\t"})
@example({"": {"": ""}, "- a": ["- b", "? c", "| d", "> e", "%f", "@g", "`h", "=", "<<", "~"]})
def test_load_of_dump_is_the_same_value_and_dump_again_the_same_bytes(value):
    text = write_yaml(value)
    document = read_yaml("f", text.encode())
    assert document.problems == []
    assert document.data == value
    assert isinstance(document.data, dict)
    assert write_yaml(document.data) == text


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "null", "~", "1.0", "01", "2022-03-31", "1e3", "0x1f"]
)
def test_words_that_other_readers_take_for_something_else_are_quoted(word):
    text = write_yaml({"a": word})
    assert text == f'a: "{word}"\n'
    assert YAML(typ="safe", pure=True).load(f"%YAML 1.1\n---\n{text}") == {"a": word}


def test_japanese_sentences_stand_without_quotes_and_in_one_line():
    sentence = "提供側の都合ではなく、利用者である町民の視点を最重要に考え、" * 5
    assert write_yaml({"text": sentence}) == f"text: {sentence}\n"


class Note(Definition):
    title: str
    text: str | None = None
    tags: tuple[str, ...] = ()


def test_absent_values_of_a_definition_are_left_out():
    assert write_yaml(Note(title="題")) == "title: 題\n"
    assert write_yaml(Note(title="題", tags=("a",))) == "title: 題\ntags:\n  - a\n"
