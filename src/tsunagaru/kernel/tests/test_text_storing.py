import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.text import fold_width, normalise, normalise_lines

IVS = "葛\U000e0100"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("　小山　花子 ", "小山　花子"),
        ("ｵﾔﾏ ﾊﾅｺ ｶﾞｷﾞｸﾞ", "オヤマ ハナコ ガギグ"),
        ("か\u3099", "が"),
        ("カﾞ", "ガ"),
        ("a\u202eb\u2066c\u200bd\ufeffe", "abcde"),
        ("a\x00b\x1bc", "abc"),
        ("一行目\r\n二行目\t三", "一行目 二行目 三"),
        (IVS, IVS),
        ("\ufa19田", "\ufa19田"),  # compatibility ideograph of 神
        ("𠮷野", "𠮷野"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("小\u200d山", "小山"),
        ("a\ud800b\uffff", "ab"),
        ("", ""),
    ],
)
def test_text_is_stored_clean_but_names_keep_their_glyphs(written, stored):
    assert normalise(written) == stored


def test_lines_stay_where_they_are_wanted():
    assert normalise_lines("一行目\r\n二行目\r三行目\n") == "一行目\n二行目\n三行目"


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_storing_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once
    assert normalise_lines(normalise_lines(text)) == normalise_lines(text)


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_stored_text_holds_no_control_character_and_no_lone_surrogate(text):
    stored = normalise(text)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in stored)
    assert stored.encode().decode() == stored


def test_width_is_folded_without_touching_anything_else():
    assert fold_width("ＡＢＣ１２３　ｱｲｳ①㍿") == "ABC123 アイウ①㍿"
