import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel import individual_number
from tsunagaru.kernel.individual_number import LENGTH, MASK, check_digit, contains, find, mask

SCRIPTS = {
    "half": "0123456789",
    "full": "０１２３４５６７８９",
    "kanji": "〇一二三四五六七八九",
    "kanji zero": "零一二三四五六七八九",
    "formal": "零壱弐参四五六七八九",
    "old formal": "零壹貳參肆伍陸漆捌玖",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "black circled": "⓿❶❷❸❹❺❻❼❽❾",
    "superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "keycap": [f"{digit}\ufe0f\u20e3" for digit in range(10)],
    "circle zero": "○一二三四五六七八九",
}
SEPARATORS = [
    "", " ", "　", "\t", "\n", "\r\n", "\u00a0", "\u2009", "\u2028", "-", "－", "‐", "‑", "‒",
    "–", "—", "―", "−", "ー", "ｰ", "〜", "～", ".", "．", "。", "・", "･", "·", "/", "／", "\\",
    "_", "|", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\x00",
    " - ", " / ", "\n\n", "\u200b-\u200b", "   ", "." * 16, "\u0301",
]  # fmt: skip
GROUPINGS = [(12,), (4, 4, 4), (3, 3, 3, 3), (1,) * 12, (6, 6), (2, 10), (5, 4, 3), (11, 1)]
NUMBERS = st.from_regex(r"[0-9]{11}", fullmatch=True).map(lambda d: d + str(check_digit(d)))
EXAMPLES = [d + str(check_digit(d)) for d in ("12345678901", "00000000000", "98765432109")]


def write(number, script="0123456789", separator="", grouping=(4, 4, 4)):
    digits = [script[int(digit)] for digit in number]
    ends = list(itertools.accumulate(grouping, initial=0))
    return separator.join("".join(digits[a:b]) for a, b in itertools.pairwise(ends))


def test_the_check_digit_follows_the_ordinance():
    assert check_digit("12345678901") == 8
    assert check_digit("00000000000") == 0
    with pytest.raises(ValueError, match="eleven"):
        check_digit("1")


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_number_is_found_in_every_script_separator_and_grouping(script):
    for number, separator, grouping in itertools.product(EXAMPLES, SEPARATORS, GROUPINGS):
        if script == SCRIPTS["circle zero"] and set(number) == {"0"}:
            continue  # twelve circles are a blank to fill in
        text = f"番号は{write(number, script, separator, grouping)}です"
        assert find(text) == [(3, len(text) - 2 - len(script[0]) + 1)], (text, grouping)


@given(NUMBERS, st.data())
def test_a_number_is_found_however_scripts_and_separators_are_mixed(number, data):
    scripts, separators = st.sampled_from(list(SCRIPTS.values())), st.sampled_from(SEPARATORS)
    parts = [data.draw(scripts)[int(digit)] + data.draw(separators) for digit in number]
    is_blank = not number.strip("0") and set("".join(parts)) & {"○"}
    assert is_blank or contains(f"私の{''.join(parts)}です")


@given(NUMBERS, st.text(alphabet="あ小Aa、「 \n", max_size=20), st.text(alphabet="あ小Aa「 \n"))
def test_surroundings_do_not_hide_a_number(number, before, after):
    text = before + number + after
    assert any(text[start:end] == number for start, end in find(text))


@given(NUMBERS)
def test_a_masked_text_has_no_number_left(number):
    masked = mask(f"番号 {write(number, separator='-')} 氏名 小山")
    assert masked == "番号 ＊＊＊＊-＊＊＊＊-＊＊＊＊ 氏名 小山"
    assert not contains(masked)


@pytest.mark.parametrize("separator", [",", "、", "：", ":", "+", "*", ")(", "] [", "│", "■"])
def test_other_punctuation_is_looked_through_in_fours_and_ones(separator):
    assert contains(write(EXAMPLES[0], separator=separator))
    assert contains(write(EXAMPLES[0], separator=separator, grouping=(1,) * 12))


def test_a_kanji_one_may_stand_for_a_dash():
    assert contains(write(EXAMPLES[0], separator="一"))


def test_a_label_in_another_script_does_not_hide_a_number():
    assert contains("①" + EXAMPLES[0])
    assert contains("一" + EXAMPLES[0])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789019",  # wrong check digit
        "1234567890188",  # thirteen digits, such as a 法人番号
        "0" * 13,
        "090-1234-5678",
        "電話 0550-76-1111 内線 2",
        "2026年11月23日 14時30分",
        "予算は 123,456,789,018円",
        "○○○○○○○○○○○○",
        "○○○○-○○○○-○○○○",
        "千二百三十四億五千六百七十八万九千十八",
        "1234" + "-" * 17 + "56789018",
    ],
)
def test_what_is_no_individual_number_is_let_through(text):
    assert not contains(text)
    assert mask(text) == text


def test_about_one_in_eleven_other_numbers_of_twelve_digits_is_a_false_alarm():
    wrong = sum(contains(f"{number * 7919 % 10**12:012}") for number in range(20_000))
    assert 0.08 < wrong / 20_000 < 0.12


@given(st.text(max_size=300))
def test_any_text_is_masked_to_the_same_length_and_then_clean(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in find(text))


def test_overlapping_readings_are_masked_together():
    text = " ".join("000000000000000")
    assert mask(text) == text.replace("0", MASK)


def test_only_places_are_told_never_the_number():
    assert individual_number.Span._fields == ("start", "end")
    assert find(EXAMPLES[0]) == [(0, LENGTH)]


def test_an_excused_number_passes_and_no_other():
    one, other = EXAMPLES[0], EXAMPLES[2]
    with individual_number.excusing(one.__eq__):
        for script, separator in itertools.product(SCRIPTS.values(), SEPARATORS):
            assert not contains(write(one, script, separator))
        assert not contains(write(one, separator="一"))
        assert contains(other)
        assert contains(f"{one}、{other}")
    assert contains(one)


def test_the_share_of_false_alarms_among_random_numbers_is_told(tell):
    draw = random.Random(35)  # noqa: S311 - the same numbers every time
    numbers = [f"{draw.randrange(10**12):012}" for _ in range(50_000)]
    by_shape = {
        shape: sum(contains(write(number, grouping=grouping, separator="-")) for number in numbers)
        for shape, grouping in {"12": (12,), "4-4-4": (4, 4, 4), "6-6": (6, 6)}.items()
    }
    told = ", ".join(f"{shape} {wrong / len(numbers):.2%}" for shape, wrong in by_shape.items())
    tell(f"false alarms among {len(numbers):,} random twelve-digit numbers: {told}")
    # Eleven remainders, two of which give the check digit 0: each digit fits one time in ten.
    assert all(0.09 < wrong / len(numbers) < 0.11 for wrong in by_shape.values())


def test_thousands_of_generated_numbers_are_all_found(tell):
    draw = random.Random(36)  # noqa: S311 - the same numbers every time
    missed = tried = 0
    for _ in range(4_000):
        eleven = f"{draw.randrange(10**11):011}"
        number = eleven + str(check_digit(eleven))
        plain = "".join(draw.choice(list(SCRIPTS.values())[:11])[int(digit)] for digit in number)
        script, grouping = draw.choice(list(SCRIPTS.values())[:12]), draw.choice(GROUPINGS)
        for text in (plain, write(number, script, draw.choice(SEPARATORS), grouping)):
            tried += 1
            missed += not contains(f"番号{text}です")
    tell(f"missed {missed} of {tried:,} generated numbers")
    assert missed == 0
