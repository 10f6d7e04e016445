from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.calendar import (
    CannotReadDate,
    format_era_date,
    format_era_short,
    format_era_year,
    parse_date,
)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 23), "令和8年11月23日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_eras_change_on_their_exact_days(day, written):
    assert format_era_date(day) == written
    assert parse_date(written) == day


def test_the_short_form_and_the_year_alone_are_written_too():
    assert format_era_short(date(2026, 11, 23)) == "R8.11.23"
    assert format_era_year(date(2019, 5, 1)) == "令和元年"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("R8.11.23", date(2026, 11, 23)),
        ("Ｒ８．１１．２３", date(2026, 11, 23)),
        ("r8-11-23", date(2026, 11, 23)),
        ("S63/1/7", date(1988, 1, 7)),
        ("令和八年十一月二十三日", date(2026, 11, 23)),
        ("㋿元年５月１日", date(2019, 5, 1)),
        ("令和 元年 5月 1日", date(2019, 5, 1)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("2026-11-23", date(2026, 11, 23)),
        ("２０２６年１１月２３日", date(2026, 11, 23)),
        ("20261123", date(2026, 11, 23)),
    ],
)
def test_dates_are_read_as_people_write_them(written, day):
    assert parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("昭和64年1月8日", "昭和は64年1月7日までです。「平成元年1月8日」"),
        ("平成31年5月1日", "「令和元年5月1日」"),
        ("令和元年4月30日", "令和は令和元年5月1日から"),
        ("大正元年7月29日", "「明治45年7月29日」"),
        ("明治5年1月1日", "旧暦"),
        ("令和0年1月1日", "1（元年）以上"),
        ("令和8年2月30日", "2026年2月30日という日はありません"),
        ("2026-02-29", "という日はありません"),
        ("令和十十年1月1日", "数として読めません"),
        ("8.11.23", "日付として読めません"),
        ("あした", "日付として読めません"),
        ("", "日付として読めません"),
        ("1" * 100, "長すぎます"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(written, reason):
    with pytest.raises(CannotReadDate, match=reason):
        parse_date(written)


def test_days_before_the_solar_calendar_are_not_written_in_an_era():
    with pytest.raises(CannotReadDate, match="旧暦"):
        format_era_date(date(1872, 12, 31))


@given(st.dates(min_value=date(1873, 1, 1)))
def test_every_day_is_read_back_from_both_forms(day):
    assert parse_date(format_era_date(day)) == day
    assert parse_date(format_era_short(day)) == day


@given(st.text(max_size=50))
def test_any_text_is_either_a_day_or_refused(text):
    with suppress(CannotReadDate):
        day = parse_date(text)
        assert parse_date(format_era_date(day)) == day
