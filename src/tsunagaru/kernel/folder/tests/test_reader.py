"""Reading YAML 1.2 with lines, and refusing what misleads."""

import pytest

from tsunagaru.kernel.folder.reader import MAX_BYTES, read_yaml


def complaint(text: str) -> tuple[int, str]:
    document = read_yaml("town.yaml", text.encode())
    assert document.problems, text
    return document.problems[0].line, document.problems[0].ja


def test_no_is_a_word_and_not_false():
    assert read_yaml("f", b"answer: no\nother: yes\nflag: true\n").data == {
        "answer": "no",
        "other": "yes",
        "flag": True,
    }


def test_every_key_and_item_knows_its_line():
    document = read_yaml("f", b"a: 1\nb:\n  - x\n  - y: 2\n")
    assert document.lines["b",] == 2
    assert document.lines["b", 1] == 4
    assert document.lines["b", 1, "y"] == 4
    assert document.line_of(("b", 1, "missing")) == 4


def test_a_byte_order_mark_is_fine_and_a_date_is_text():
    document = read_yaml("f", "\ufeffday: 2022-03-31\n".encode())
    assert document.data == {"day": "2022-03-31"}


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "2回"),
        ("a: &x 1\nb: *x\n", 1, "目印"),
        ("a:\n  - [1, 2\n", 3, "YAML"),
        ("a: 1\n1: b\n", 2, "引用符"),
        ("a: !!python/object:os.system x\n", 1, "印"),
        ("a: .inf\n", 1, "数"),
        ("a: 1\n---\nb: 2\n", 2, "YAML"),
        ("a: " + "[" * 40 + "]" * 40, 1, "入れ子"),
        ("[" * 5000, 1, "入れ子"),
        ("a:\n\t- b\n", 2, "YAML"),
        ('a: b\nc: "x\\0y"\n', 2, "制御文字"),
        ('a: "\\ud800"\n', 1, "制御文字"),
    ],
)
def test_what_misleads_is_refused_with_its_line(text, line, word):
    found, sentence = complaint(text)
    assert (found, word in sentence) == (line, True), sentence


def test_a_bomb_of_aliases_is_refused_without_being_expanded():
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert "目印" in complaint("\n".join(lines))[1]


def test_files_that_are_too_large_or_not_utf8_are_refused():
    assert "2MB" in read_yaml("f", b"a" * (MAX_BYTES + 1)).problems[0].ja
    assert "UTF-8" in read_yaml("f", "a: 町".encode("cp932")).problems[0].ja
