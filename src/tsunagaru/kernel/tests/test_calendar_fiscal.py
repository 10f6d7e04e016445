from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.calendar import CannotReadDate, FiscalYear


def test_a_fiscal_year_runs_from_april_to_march():
    year = FiscalYear.of(date(2027, 3, 31))
    assert (year.start, year.end) == (date(2026, 4, 1), date(2027, 3, 31))
    assert date(2027, 4, 1) not in year


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (2026, "令和8年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_it_is_named_as_the_government_names_it(year, label):
    assert FiscalYear(year).label == label
    assert FiscalYear.parse(label) == FiscalYear(year)


@pytest.mark.parametrize("written", ["R8", "Ｒ８年度", "2026", "2026年度", "令和8年"])
def test_it_is_read_as_people_write_it(written):
    assert FiscalYear.parse(written) == FiscalYear(2026)


@pytest.mark.parametrize("written", ["", "8", "令和0年度", "来年度", "99999"])
def test_what_is_no_fiscal_year_is_refused(written):
    with pytest.raises(CannotReadDate):
        FiscalYear.parse(written)


def test_it_has_twelve_months_from_april():
    months = FiscalYear(2026).months
    assert (len(months), months[0], months[-1]) == (12, date(2026, 4, 1), date(2027, 3, 1))
    assert FiscalYear(2026).shift(-1) < FiscalYear(2026)


@given(st.dates(min_value=date(1900, 4, 1), max_value=date(2200, 1, 1)))
def test_every_day_lies_in_exactly_its_fiscal_year(day):
    year = FiscalYear.of(day)
    assert day in year
    assert year.start <= day <= year.end
