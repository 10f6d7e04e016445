"""Documents that cannot be made (作成できない書類)."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagaru.ground.documents import api
from tsunagaru.ground.documents.gateways import fonts
from tsunagaru.ground.documents.gateways.fonts import Fonts
from tsunagaru.ground.documents.rules import characters
from tsunagaru.ground.documents.testing import NOON, a_certificate, a_receipt
from tsunagaru.ground.documents.tests.test_rendering import text_of


def test_a_sign_without_a_glyph_is_refused_and_named():
    with pytest.raises(api.CannotRender) as refused:
        api.render("receipt", a_receipt(applicant="小山\U0001f600"), at=NOON)
    assert refused.value.missing == {"\U0001f600"}
    assert "（U+1F600）" in refused.value.sentence


def test_on_request_a_geta_stands_in_and_the_paper_says_so():
    data = a_receipt(notes=["ありがとう\U0001f600"])
    text = text_of(api.render("receipt", data, at=NOON, substitute=True))
    assert "ありがとう〓" in text
    assert "表示できない文字" in text


def test_a_certificate_insists_on_the_very_variant_of_a_name():
    rows = [{"label": "氏名", "text": "辻\U000e01ee"}]
    with pytest.raises(api.CannotRender) as refused:
        api.render("certificate", a_certificate(rows=rows), at=NOON)
    assert refused.value.missing == {"辻\U000e01ee"}


def test_a_receipt_makes_do_with_the_base_character():
    assert api.render("receipt", a_receipt(applicant="辻\U000e01ee"), at=NOON)


def test_missing_signs_can_be_asked_for_beforehand():
    assert api.missing_glyphs(["𠮷田 髙﨑 葛󠄀", "①㈱〜\u3000\n"], exact=True) == set()
    assert api.missing_glyphs(["\U0001f600\ue000"]) == {"\U0001f600", "\ue000"}


def test_without_a_japanese_font_nothing_starts(monkeypatch):
    monkeypatch.setattr(fonts, "fonts", lambda: Fonts(()))
    with pytest.raises(api.CannotRender, match="日本語のフォントが見つかりません"):
        api.fonts_ready()


def test_with_the_packages_fonts_it_starts():
    api.fonts_ready()
    assert api.missing_glyphs(["小山町"]) == set()


@pytest.mark.parametrize(
    ("template", "data", "told"),
    [
        ("nothing", {}, "「nothing」という様式はありません。"),
        ("receipt", a_receipt(number=None), "number"),
        ("receipt", a_receipt(unknown="x"), "unknown"),
    ],
)
def test_wrong_data_are_refused_with_the_place(template, data, told):
    with pytest.raises(api.CannotRender, match=told):
        api.render(template, data, at=NOON)


def test_what_turns_writing_around_is_taken_out():
    assert characters.clean("a\u202eb\0c\td\r\ne\u200b") == "abc d\ne"


def test_kana_from_a_mac_are_joined_and_kanji_left_alone():
    assert characters.clean(unicodedata.normalize("NFD", "がギ")) == "がギ"
    assert characters.clean("\ufa19") == "\ufa19"


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_any_text_is_printed_or_refused(text):
    data = a_receipt(applicant=text, notes=[text])
    assert api.render("receipt", data, at=NOON, substitute=True).startswith(b"%PDF-1.7")
