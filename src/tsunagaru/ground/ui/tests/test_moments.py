"""Days and times of day are read as people write them (日付と時刻の入力欄)."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from tsunagaru.ground.ui.moments import DayField, TimeBox, moment_of
from tsunagaru.ground.ui.numbers import NO_NUMBER
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.individual_number import check_digit

ELEVEN = "12345678901"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9:00", time(9)),
        ("９：３０", time(9, 30)),
        ("9時", time(9)),
        ("１７時１５分", time(17, 15)),
        ("24:00", time(23, 59)),
        ("24時", time(23, 59)),
        (" 08:05 ", time(8, 5)),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(written, read):
    assert TimeBox().clean(written) == read


@pytest.mark.parametrize("written", ["25:00", "9:60", "朝", "9", "9:00:00:00", "24:30"])
def test_what_is_no_time_of_day_is_told(written):
    with pytest.raises(ValidationError):
        TimeBox().clean(written)


@pytest.mark.parametrize(
    "written", ["令和8年12月8日", "2026-12-08", "２０２６年１２月８日", "R8.12.8"]
)
def test_a_day_is_read_in_any_spelling(written):
    assert DayField().clean(written) == date(2026, 12, 8)


def test_no_day_is_none_only_where_none_is_needed():
    assert DayField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        DayField().clean("")


@pytest.mark.parametrize("written", ["きのう", "2026-02-30"])
def test_what_is_no_day_is_told(written):
    with pytest.raises(ValidationError):
        DayField().clean(written)


def test_an_individual_number_is_no_day():
    with pytest.raises(ValidationError) as refused:
        DayField().clean(f"{ELEVEN}{check_digit(ELEVEN)}")
    assert refused.value.messages == [NO_NUMBER]


def test_a_day_and_a_time_are_a_moment_in_japan():
    assert moment_of(date(2026, 12, 8), time(10)) == datetime(2026, 12, 8, 10, tzinfo=JST)
