import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.money import CannotReadMoney, format_yen, parse_yen


def test_an_amount_is_written_with_commas_and_the_unit():
    assert format_yen(1200) == "1,200円"


@pytest.mark.parametrize(
    ("written", "amount_yen"),
    [
        ("１，２００円", 1200),
        ("1200", 1200),
        ("￥1,200", 1200),
        ("¥ 300", 300),
        (" 0円 ", 0),
        ("△500円", -500),
        ("1,234,567円也", 1234567),
    ],
)
def test_amounts_are_read_as_people_write_them(written, amount_yen):
    assert parse_yen(written) == amount_yen


@pytest.mark.parametrize("written", ["", "円", "1.5", "12,00", "千円", "1e3", "9" * 16, "٣円x"])
def test_what_is_no_amount_is_refused_with_a_sentence(written):
    with pytest.raises(CannotReadMoney, match="ください。"):
        parse_yen(written)


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_every_written_amount_is_read_back(amount_yen):
    assert parse_yen(format_yen(amount_yen)) == amount_yen
