"""Snippets (抜粋)."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.search.rules.asking import key_of, understand
from tsunagaru.ground.search.rules.snippets import cut


def shown(pieces):
    return "".join(f"[{p.text}]" if p.marked else p.text for p in pieces)


def test_the_window_opens_around_the_first_word():
    text = "あ" * 100 + "狂犬病" + "い" * 200
    assert shown(cut(text, ["狂犬病"])) == "…" + "あ" * 30 + "[狂犬病]" + "い" * 90 + "…"


def test_long_vowels_widths_and_kana_do_not_matter():
    assert shown(cut("サービスとさーびす", [key_of("ｻｰﾋﾞｽ")])) == "[サービス]と[さーびす]"


def test_without_the_word_the_beginning_is_shown():
    assert shown(cut("犬の登録", ["猫"])) == "犬の登録"


@given(st.text(max_size=200), st.text(max_size=20))
def test_the_pieces_are_a_part_of_the_text(text, query):
    pieces = [piece.text for piece in cut(text, understand(query).words) if piece.text != "…"]
    assert "".join("".join(pieces).split()) in "".join(text.split())


@given(st.text(max_size=400))
def test_any_query_is_understood(query):
    question = understand(query)
    assert set(question.phrases) <= set(question.words)
    assert len(question.words) <= 10
