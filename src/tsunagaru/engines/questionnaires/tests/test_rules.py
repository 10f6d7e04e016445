import re
from datetime import date

import pytest

from tsunagaru.engines.questionnaires.queries.answers import read_answer
from tsunagaru.engines.questionnaires.queries.messages import problem_of
from tsunagaru.engines.questionnaires.rules import dates, kana, numbers, text
from tsunagaru.engines.questionnaires.rules.contacts import read_email, read_phone
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.engines.questionnaires.testing import TODAY, a_field, a_questionnaire
from tsunagaru.ground.ui.phrases import LANGUAGES


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("１２３−4567", "1234567"),
        (" 001 23 ", "00123"),
        ("", None),
        ("-", None),
        ("12番", numbers.NOT_NUMBER),
        ("٣", numbers.NOT_NUMBER),
        ("12345678", text.TOO_LONG),
        ("1" * 500, text.TOO_LONG),
    ],
)
def test_numbers_nobody_counts_with_are_kept_in_plain_digits(typed, read):
    if read in (numbers.NOT_NUMBER, text.TOO_LONG):
        with pytest.raises(CannotRead) as found:
            numbers.read_digits(typed, max_length=7)
        assert found.value.message == read
    else:
        assert numbers.read_digits(typed, max_length=7) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({"era": "reiwa", "year": "元", "month": "５", "day": "1日"}, "2019-05-01"),
        ({"era": "ad", "year": "2026年", "month": "4月", "day": "1"}, "2026-04-01"),
        ({"era": "", "year": "2026", "month": "4", "day": "1"}, "2026-04-01"),
        ({"year": "令和8年4月1日"}, "2026-04-01"),
        ({"era": "heisei", "year": "令和8年", "month": "4", "day": "1"}, "2026-04-01"),
        ({"year": "R8.4.1"}, "2026-04-01"),
        ({"day": "2026/4/1"}, "2026-04-01"),
        ({"era": "reiwa", "year": "", "month": "", "day": ""}, None),
        ({"era": "showa", "year": "64", "month": "1", "day": "7"}, "1989-01-07"),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, read):
    assert dates.read_date(typed) == read


@pytest.mark.parametrize(
    ("typed", "message", "parts"),
    [
        ({"era": "reiwa", "year": "8", "month": "4"}, dates.INCOMPLETE, ("day",)),
        ({"year": "8", "month": "4", "day": "1"}, dates.NO_ERA, ("era",)),
        ({"era": "x", "year": "8", "month": "4", "day": "1"}, dates.NO_ERA, ("era",)),
        ({"era": "ad", "year": "2026", "month": "2", "day": "30"}, dates.NO_SUCH_DAY, ()),
        (
            {"era": "heisei", "year": "31", "month": "5", "day": "1"},
            dates.OUTSIDE_ERA,
            ("era", "year"),
        ),
        ({"year": "あした"}, dates.NOT_DATE, ()),
        ({"era": "ad", "year": "1800", "month": "1", "day": "1"}, dates.TOO_EARLY, ()),
        ({"era": "ad", "year": "9999", "month": "1", "day": "1"}, dates.TOO_LATE, ()),
        (
            {"era": "reiwa", "year": "0", "month": "1", "day": "1"},
            dates.OUTSIDE_ERA,
            ("era", "year"),
        ),
        ({"era": "reiwa", "year": "9999", "month": "1", "day": "1"}, dates.NO_SUCH_DAY, ()),
    ],
)
def test_a_wrong_date_is_told_at_its_box(typed, message, parts):
    with pytest.raises(CannotRead) as found:
        dates.read_date(typed)
    assert (found.value.message, found.value.parts) == (message, parts)


def test_limits_of_dates_are_said_in_the_readers_calendar():
    field = a_questionnaire(a_field("date", latest="today")).questions[0]
    tomorrow = {"q-era": ["reiwa"], "q-year": ["8"], "q-month": ["4"], "q-day": ["2"]}
    with pytest.raises(CannotRead) as found:
        read_answer(field, tomorrow, TODAY)
    said = [problem_of(field, found.value, language).message for language in LANGUAGES]
    days = ("令和8年（2026年）4月1日（水）", "2026年4月1日（水）", "1 April 2026")
    assert all(day in sentence for day, sentence in zip(days, said, strict=True))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("１，２００", 1200), ("1,200.5", 1200.5), ("−３", -3), ("0.50", 0.5), ("三", None)],
)
def test_a_number_is_read_in_any_width(typed, read):
    if read is None:
        with pytest.raises(CannotRead):
            numbers.read_number(typed, decimals=1)
    else:
        assert numbers.read_number(typed, decimals=1) == read


@pytest.mark.parametrize("typed", ["1.25", "1,20", "1e3", "٣", "--1", "1 2", "NaN", "∞"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(CannotRead):
        numbers.read_number(typed, decimals=1)


@pytest.mark.parametrize(
    "typed", ["090-1234-5678", "０９０ー１２３４ー５６７８", "+81 90-1234-5678"]
)
def test_a_mobile_number_is_read_however_it_is_joined(typed):
    assert read_phone(typed) == "09012345678"


def test_a_number_abroad_keeps_its_country():
    assert read_phone("+1 (555) 010-0199") == "+15550100199"


@pytest.mark.parametrize("typed", ["119", "090-1234-567", "あああ", "1" * 41])
def test_what_is_no_telephone_number_is_refused(typed):
    with pytest.raises(CannotRead):
        read_phone(typed)


@pytest.mark.parametrize("typed", ["a@b", "@example.jp", "a b@example.jp", "花子@example.jp"])
def test_what_is_no_address_of_mail_is_refused(typed):
    with pytest.raises(CannotRead):
        read_email(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("こまつ　ゆう", "コマツ　ユウ"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ　タロウ"),
        ("ゔぃとん", "ヴィトン"),
        ("さと-", "サトー"),
    ],
)
def test_kana_are_made_full_width_katakana(typed, read):
    assert kana.read_kana(typed, max_length=60) == read


def test_lines_keep_their_breaks_and_one_line_has_none():
    assert text.read_lines("一\r\n二\u2028三", max_length=10) == "一\n二\n三"
    assert text.read_line("一\r\n二", max_length=10) == "一 二"


def test_a_text_at_its_limit_is_taken_and_one_more_is_not():
    assert text.read_line("𠮷" * 5, max_length=5) == "𠮷" * 5
    with pytest.raises(CannotRead, match=re.escape(text.TOO_LONG)):
        text.read_line("𠮷" * 6, max_length=5)


def test_a_day_of_birth_lies_not_in_the_future():
    field = a_questionnaire(a_field("person")).questions[0]
    typed = {"q-family": ["小山"], "q-birth_year": [date(2027, 1, 1).isoformat()]}
    with pytest.raises(CannotRead) as found:
        read_answer(field, typed, TODAY)
    assert found.value.parts == ("birth_year", "birth_month", "birth_day")
