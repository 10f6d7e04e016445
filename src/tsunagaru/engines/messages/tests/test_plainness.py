"""Advice on texts that are hard to read, and how they look on each channel (読みやすさ・見え方)."""

from tsunagaru.engines.messages.queries.plainness import advice_on, hard_words
from tsunagaru.engines.messages.rules.previews import first_words, segments


def test_a_long_sentence_is_named_with_its_length():
    long = "あ" * 60 + "。"
    assert advice_on("短い文です。" + long).long == ((long, 61),)


def test_a_hard_word_is_named_with_reading_and_an_easier_way():
    (word,) = advice_on("今日は断水です。").hard
    assert (word.word, word.reading) == ("断水", "だんすい")
    assert word.easier


def test_a_word_with_its_reading_beside_it_is_explained():
    assert advice_on("断水（だんすい）です。").is_plain


def test_a_word_inside_a_longer_one_is_named_once():
    assert [one.word for one in advice_on("避難所を開きました。").hard] == ["避難所"]


def test_every_hard_word_has_a_reading_and_an_easier_way():
    assert all(one.reading and one.easier for one in hard_words().values())
    assert len(hard_words()) > 50


def test_short_messages_are_counted_as_they_are_charged():
    assert [segments(n) for n in (1, 70, 71, 134, 135)] == [1, 1, 2, 2, 3]


def test_a_notice_on_a_telephone_begins_with_the_first_words():
    assert first_words("一 行\nだけ", 4) == "一 行…"
