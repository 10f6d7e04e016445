import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.text import bigrams, index_tokens, query_tokens, search_key

JAPANESE = st.text(alphabet="申込し受付けみ手続き小山ヶがケー〜－髙高ｶａA1１ 　。", max_size=30)


def found(query, text):
    return set(query_tokens(query)) <= set(index_tokens(text))


@pytest.mark.parametrize(
    "spellings",
    [
        ("髙橋", "高橋", "髙\U000e0100橋"),
        ("斉藤", "齋藤", "齊藤", "斎藤"),
        ("霞ヶ関", "霞ケ関", "霞が関", "霞ｹ関"),
        ("サーバー", "サーバ", "さーばー", "ｻｰﾊﾞｰ"),
        ("ＷＩＦＩ", "wifi", "WiFi", "Ｗｉ－Ｆｉ"),
        ("申し込み", "申込み", "申込"),
        ("引っ越し", "引越し", "引越"),
        ("手続き", "手続"),
        ("問い合わせ", "問合せ", "問合わせ"),
        ("受け付け", "受付け", "受付"),
        ("0550-76-1111", "０５５０－７６－１１１１"),
        ("9時〜17時", "9時～17時"),
        ("ごみ", "ゴミ"),
        ("國學", "国学"),
    ],
)
def test_spellings_of_one_word_have_one_key_and_find_each_other(spellings):
    assert len({search_key(spelling) for spelling in spellings}) == 1
    for query, text in itertools.product(spellings, spellings):
        assert found(query, f"町の{text}について")


def test_all_words_of_a_query_must_be_there():
    assert found("小山　花子", "小山 花子さん")
    assert found("小山花子", "小山　花子")
    assert not found("小山 太郎", "小山 花子")


def test_one_sign_and_numbers_inside_words_are_found():
    assert found("犬", "犬の登録")
    assert found("1682", "第1682号で")
    assert found("込み", "申し込みは")


def test_bigrams_are_neighbouring_pairs():
    assert bigrams("小山町") == ["小山", "山町"]
    assert bigrams("町") == []


def test_an_empty_query_asks_for_nothing_and_a_long_one_is_cut():
    assert query_tokens("　。、") == []
    assert len(query_tokens("あいう" * 10_000)) < 200


@given(JAPANESE, st.integers(0, 30), st.integers(1, 8))
def test_whatever_is_part_of_a_text_finds_the_text(text, start, length):
    part = text[start : start + length]
    assert found(part, text)


@given(st.text())
def test_a_key_is_stable_and_tokens_are_unique(text):
    assert search_key(search_key(text)) == search_key(text)
    tokens = index_tokens(text)
    assert len(tokens) == len(set(tokens))
