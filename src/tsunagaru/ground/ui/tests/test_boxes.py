"""What people write into forms: stored alike everywhere, and never with the individual number."""

import pytest
from django.core.exceptions import ValidationError

from tsunagaru.ground.ui.boxes import NOTHING, SLACK, TOO_LONG, Line, Sentence
from tsunagaru.ground.ui.numbers import NO_NUMBER
from tsunagaru.kernel.individual_number import check_digit

ELEVEN = "12345678901"
NUMBER = f"{ELEVEN}{check_digit(ELEVEN)}"


def refusal(box, raw):
    with pytest.raises(ValidationError) as refused:
        box.clean(raw)
    return refused.value.messages


@pytest.mark.parametrize("box", [Line(label="件名"), Sentence(label="理由")])
@pytest.mark.parametrize("raw", [NUMBER, f"番号 {NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}です"])
def test_an_individual_number_is_refused_in_any_spelling(box, raw):
    assert refusal(box, raw) == [NO_NUMBER]


@pytest.mark.parametrize("hidden", ["\x01", "\u202e", "\u200b", "\x00", "\ud800"])
def test_signs_that_nobody_sees_are_not_stored(hidden):
    assert Line().clean(f"a{hidden}b") == "ab"
    assert Sentence(label="理由").clean(f"a{hidden}b") == "ab"


def test_a_number_does_not_hide_behind_such_signs():
    assert refusal(Line(), "\u200b".join(NUMBER)) == [NO_NUMBER]


def test_a_line_is_one_line_and_a_sentence_keeps_its_lines():
    assert Line().clean(" 一行目\r\n二行目 ") == "一行目 二行目"
    assert Sentence(label="理由").clean(" 一行目\r\n二行目 ") == "一行目\n二行目"


def test_half_width_kana_are_stored_in_full_width():
    assert Line().clean("ｵﾔﾏ") == "オヤマ"


def test_as_many_characters_as_fit_are_taken_and_one_more_is_not():
    assert Line(max_length=3).clean("小山町") == "小山町"
    assert refusal(Line(max_length=3), "小山町役") == [TOO_LONG]
    sentence = Sentence(label="理由", max_length=3)
    assert refusal(sentence, "小山町役") == ["理由は3字以内で入力してください。"]


def test_line_breaks_count_once():
    assert Sentence(label="理由", max_length=3).clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize("longest", [3, None])
def test_far_too_much_is_refused_before_it_is_read(longest):
    assert refusal(Line(max_length=longest), "\u200b" * (SLACK + 10)) == [TOO_LONG]


def test_nothing_is_taken_only_where_nothing_is_needed():
    assert Line(required=False).clean("  ") == ""
    assert refusal(Line(), "  ") == [NOTHING]
    assert refusal(Line(needed="お名前を入力してください。"), None) == [
        "お名前を入力してください。"
    ]
    assert refusal(Sentence(label="理由"), "\u200b") == ["理由を入力してください。"]
