"""What clerks write into the boxes of counted notes and coins (枚数)."""

import pytest

from tsunagaru.engines.payments.forms import CountForm


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("2", 2),
        ("２", 2),
        ("２枚", 2),
        ("2枚", 2),
        (" 12 枚 ", 12),
        ("３本", 3),
        ("4個", 4),
        ("1,200", 1200),
        ("１，２００枚", 1200),
        ("0", 0),
        ("", 0),
    ],
)
def test_pieces_are_read_in_any_width_with_or_without_a_counter(written, pieces):
    form = CountForm({"n1000": written})
    assert form.is_valid(), form.errors
    assert form.count.pieces[1000] == pieces


@pytest.mark.parametrize("written", ["二枚", "-1", "2.5", "2束", "枚", "1,2", "2枚3枚", "²"])
def test_what_is_no_number_is_said_with_an_example(written):
    form = CountForm({"n1000": written})
    assert form.errors["n1000"] == [
        "1,000円札の枚数は、「12」や「12枚」のように、0以上の数字で入力してください。"
    ]


def test_too_many_pieces_are_refused():
    form = CountForm({"n1": "100001"})
    assert form.errors["n1"] == ["1円硬貨の枚数は、100,000枚までで入力してください。"]
