"""Days in sentences (文の中の日付)."""

from datetime import UTC, date, datetime

import pytest

from tsunagaru.ground.ui.dates import birth_words
from tsunagaru.ground.ui.templatetags import phrases
from tsunagaru.ground.ui.templatetags.components import birth


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(1958, 5, 3), "昭和33年（1958年）5月3日"),
        (date(1989, 1, 7), "昭和64年（1989年）1月7日"),
        (date(1989, 1, 8), "平成元年（1989年）1月8日"),
        (date(2019, 5, 1), "令和元年（2019年）5月1日"),
    ],
)
def test_a_day_of_birth_is_read_out_in_its_era(day, words):
    assert birth_words(day) == words


def test_where_no_day_of_birth_is_known_nothing_stands():
    assert birth(None) == ""


def test_pages_write_days_and_moments_with_their_weekday_in_the_towns_time():
    late = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)
    assert phrases.day(date(2026, 12, 2)) == "2026年12月2日（水）"
    assert phrases.day(late) == "2026年12月2日（水）"
    assert phrases.moment(late) == "2026年12月2日（水）00:30"
    assert phrases.day(None) == phrases.moment(None) == ""
