"""Receipt numbers and resume codes survive being read aloud."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.applications import rules

serials = st.integers(0, 9_999_999)
codes = st.text(rules.CODE_SIGNS, min_size=12, max_size=12)


@given(serials)
def test_a_number_is_read_back_as_it_is_shown(serial):
    number = rules.receipt_number(serial)
    assert len(number) == 8
    assert rules.read_number(rules.format_number(number)) == number
    assert (
        rules.read_number(
            f"　{number[:4]}－{number[4:]}".translate(
                str.maketrans("0123456789", "０１２３４５６７８９")
            )
        )
        == number
    )


@given(serials, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_found(serial, place, change):
    number = rules.receipt_number(serial)
    wrong = str((int(number[place]) + change) % 10)
    assert rules.read_number(number[:place] + wrong + number[place + 1 :]) is None


@given(serials, st.integers(0, 6))
def test_two_neighbours_swapped_are_found(serial, place):
    number = rules.receipt_number(serial)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or rules.read_number(swapped) is None


@given(codes)
def test_a_code_is_read_however_it_is_typed(code):
    shown = rules.format_code(code)
    for typed in (shown, shown.lower(), code, shown.replace("-", " "), shown.replace("0", "O")):
        assert rules.read_code(typed) == code


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_none(text):
    code = rules.read_code(text)
    assert code is None or len(code) == 12
    number = rules.read_number(text)
    assert number is None or len(number) == 8
