from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.calendar import (
    OfficeCalendar,
    add_months,
    age_on,
    holiday_name,
    months_between,
    years_between,
)

OFFICE = OfficeCalendar()
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 11, 22),  # Sunday
        date(2026, 11, 23),  # 勤労感謝の日
        date(2026, 5, 6),  # 振替休日
        date(2026, 9, 22),  # 国民の休日
        date(2026, 12, 29),
        date(2027, 1, 3),
    ],
)
def test_the_office_is_closed_on_weekends_holidays_and_at_the_year_end(day):
    assert not OFFICE.is_open(day)


def test_the_town_may_close_on_days_of_its_own():
    town = OfficeCalendar(frozenset({date(2026, 11, 24)}))
    assert OFFICE.is_open(date(2026, 11, 24))
    assert town.next_open_day(date(2026, 11, 21)) == date(2026, 11, 25)


def test_open_days_are_counted_over_the_new_year():
    assert OFFICE.add_open_days(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert OFFICE.add_open_days(date(2026, 12, 28), 0) == date(2026, 12, 28)
    assert OFFICE.count_open_days(date(2026, 12, 28), date(2027, 1, 5)) == 2


def test_a_period_starts_the_day_after_receipt():
    assert OFFICE.deadline(date(2026, 11, 2), 14) == date(2026, 11, 16)


def test_a_last_day_on_a_closed_day_moves_to_the_next_open_day():
    assert OFFICE.deadline(date(2026, 11, 7), 14) == date(2026, 11, 24)
    assert OFFICE.deadline_in_open_days(date(2026, 11, 21), 0) == date(2026, 11, 24)


def test_a_period_in_months_ends_before_the_corresponding_day():
    assert OFFICE.deadline_in_months(date(2026, 6, 30), 2) == date(2026, 8, 31)
    assert OFFICE.deadline_in_months(date(2026, 1, 30), 1) == date(2026, 3, 2)  # 28 Feb: Saturday


def test_days_cannot_be_added_backwards():
    with pytest.raises(ValueError, match="0 or more"):
        OFFICE.add_open_days(date(2026, 1, 5), -1)


def test_holidays_have_names():
    assert holiday_name(date(2026, 11, 23)) == "勤労感謝の日"
    assert holiday_name(date(2026, 11, 24)) is None


@given(DAYS, st.integers(1, 40))
def test_a_deadline_in_open_days_is_open_and_has_as_many_open_days_before_it(day, days):
    due = OFFICE.add_open_days(day, days)
    assert OFFICE.is_open(due)
    assert OFFICE.count_open_days(day, due) == days


@given(DAYS, st.integers(0, 60))
def test_a_deadline_is_never_early_and_never_on_a_closed_day(day, days):
    due = OFFICE.deadline(day, days)
    assert OFFICE.is_open(due)
    assert due >= day + timedelta(days=days)


def test_ages_and_months_are_whole():
    assert age_on(date(2006, 11, 24), date(2026, 11, 23)) == 19
    assert age_on(date(2006, 11, 23), date(2026, 11, 23)) == 20
    assert years_between(date(2004, 2, 29), date(2025, 2, 28)) == 20
    assert years_between(date(2004, 2, 29), date(2025, 3, 1)) == 21
    assert months_between(date(2026, 1, 31), date(2026, 3, 1)) == 1


def test_months_are_added_to_the_corresponding_day_or_the_last():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 15), -3) == date(2025, 12, 15)
    with pytest.raises(ValueError, match="outside"):
        add_months(date(9999, 12, 1), 1)


@given(DAYS, DAYS)
def test_differences_change_their_sign_with_the_direction(start, end):
    assert years_between(start, end) == -years_between(end, start)
    assert months_between(start, end) == -months_between(end, start)
