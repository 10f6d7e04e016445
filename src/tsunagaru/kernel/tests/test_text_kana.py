import pytest

from tsunagaru.kernel.text import is_katakana, kana_problem, to_hiragana, to_katakana


@pytest.mark.parametrize("reading", ["オヤマ ハナコ", "ヴァン・ゴッホ", "ジョー　ヂヅヶ"])
def test_readings_in_full_width_katakana_are_accepted(reading):
    assert is_katakana(reading)
    assert kana_problem(reading) is None


@pytest.mark.parametrize(
    ("reading", "sign"), [("おやま", "お"), ("ｵﾔﾏ", "ｵ"), ("小山", "小"), ("オヤマ1", "1")]
)
def test_other_readings_are_refused_with_the_sign(reading, sign):
    assert not is_katakana(reading)
    assert f"「{sign}」" in str(kana_problem(reading))


def test_an_empty_reading_and_invisible_signs_have_their_own_sentence():
    assert kana_problem("　") == "フリガナを入力してください。"
    assert "見えない文字" in str(kana_problem("オヤマ\u200b"))


def test_readings_are_converted():
    assert to_katakana("おやま　はなこ ﾊﾞ゙ゔ").startswith("オヤマ ハナコ バ")
    assert to_hiragana("オヤマ ハナコ ヴ") == "おやま はなこ ゔ"
