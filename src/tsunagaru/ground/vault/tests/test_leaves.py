"""Which parts of a stored value belong together as one number."""

import pytest

from tsunagaru.ground.vault.blackening import holds
from tsunagaru.ground.vault.leaves import blackened
from tsunagaru.kernel.individual_number import check_digit

ELEVEN = "12345678901"
NUMBER = f"{ELEVEN}{check_digit(ELEVEN)}"
FOURS = [NUMBER[:4], NUMBER[4:8], NUMBER[8:]]


@pytest.mark.parametrize("value", [list(NUMBER), [int(one) for one in NUMBER], FOURS])
def test_digits_one_by_one_and_in_fours_belong_together(value):
    assert holds({"a": [value]})
    assert not holds(blackened(value))


@pytest.mark.parametrize(
    "value",
    [
        [12, 345, 678, 9018],
        [int(one) for one in FOURS],
        [NUMBER[:6], NUMBER[6:]],
        [*NUMBER, "1"],
        [True] * 12,
        [],
    ],
)
def test_lines_years_and_other_numbers_stand_for_themselves(value):
    assert not holds(value)
    assert blackened(value) == value
