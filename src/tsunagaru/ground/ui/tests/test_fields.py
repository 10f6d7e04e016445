"""Questions: labels, hints and errors belong to their boxes, and nothing typed is lost."""

import re

import pytest
from django import forms
from django.template import Context, Engine
from django_cotton.compiler_regex import CottonCompiler
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ui.bound import view_of
from tsunagaru.ground.ui.fields import PARTS, FieldKind, FieldView, part_name, raw_parts

CHOICES = (("a", "い"), ("b", "ろ"))
DRAW = Engine.get_default().from_string(
    CottonCompiler().process("{% load cotton %}<c-field :field='field' />")
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


def drawn(field, language="ja"):
    return DRAW.render(Context({"field": field, "language": language}))


def example(kind, **more):
    return FieldView("answer", kind, "質問", choices=CHOICES, **more)


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_box_has_a_label(kind):
    html = drawn(example(kind, required=True, hint="例", text="誓います。"))
    ids = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html)
    labels = re.findall(r'<label[^>]* for="([^"]+)"', html)
    assert ids
    assert sorted(ids) == sorted(labels)


@pytest.mark.parametrize("kind", list(FieldKind))
def test_hint_and_error_are_announced_with_the_box(kind):
    html = drawn(example(kind, hint="例です。", error="入力してください。"))
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert {"answer-hint", "answer-error"} <= set(described)
    assert 'id="answer-hint"' in html
    assert 'id="answer-error"' in html
    assert 'aria-invalid="true"' in html
    assert "エラー" in html


@pytest.mark.parametrize("kind", list(FieldKind))
def test_the_error_summary_leads_to_a_box(kind):
    field = example(kind, error="入力してください。")
    assert f'id="{field.anchor}"' in drawn(field)


@pytest.mark.parametrize("kind", list(FieldKind))
def test_required_and_optional_are_words(kind):
    assert "必須" in drawn(example(kind, required=True))
    assert "任意" in drawn(example(kind))


def test_only_the_wrong_part_of_a_date_is_marked():
    field = FieldView(
        "born", FieldKind.DATE, "日", error="月が違います。", invalid_parts=("month",)
    )
    assert field.anchor == "born-month"
    assert drawn(field).count('aria-invalid="true"') == 1


def test_what_was_typed_into_a_composite_question_is_read_back():
    posted = {"born-era": "reiwa", "born-year": "８", "born-month": " 4", "other": "x"}
    parts = raw_parts("born", FieldKind.DATE, posted)
    assert parts == {"era": "reiwa", "year": "８", "month": " 4", "day": ""}
    html = drawn(FieldView("born", FieldKind.DATE, "日", parts=parts))
    assert 'value="８"' in html
    assert re.search(r'value="reiwa"\s+selected', html)


@pytest.mark.parametrize("kind", list(PARTS))
def test_every_box_of_a_composite_question_is_posted_under_its_own_name(kind):
    html = drawn(example(kind))
    for part in PARTS[kind]:
        assert f'name="{part_name("answer", part.name)}"' in html


def test_an_address_has_a_look_up_button_that_needs_no_script():
    html = drawn(FieldView("home", FieldKind.ADDRESS, "住所", autocomplete="on"))
    assert 'type="submit" name="home-look-up"' in html
    assert 'autocomplete="postal-code"' in html


def test_a_phone_shows_the_right_keyboard():
    assert 'inputmode="numeric"' in drawn(example(FieldKind.MONEY))
    assert 'type="tel"' in drawn(example(FieldKind.PHONE))
    assert "円" in drawn(example(FieldKind.MONEY))


def test_an_english_reader_starts_from_the_western_calendar():
    assert re.search(r'value="ad"\s+selected', drawn(example(FieldKind.DATE), "en"))
    assert not re.search(r'value="ad"\s+selected', drawn(example(FieldKind.DATE), "ja"))


@given(TEXT)
def test_whatever_is_typed_comes_back_escaped(typed):
    html = drawn(FieldView("answer", FieldKind.TEXT, "質問", value=typed))
    assert html.count("<input") == 1
    assert html.count("<") == html.count(">")


class Letter(forms.Form):
    subject = forms.CharField(label="件名", max_length=80)
    kind = forms.ChoiceField(label="種類", choices=CHOICES, widget=forms.RadioSelect)
    mail = forms.EmailField(label="メール", required=False, help_text="返事の宛先です。")
    secret = forms.CharField(label="パスワード", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="同意します")


def test_a_field_of_a_django_form_is_drawn_by_the_same_component():
    form = Letter({"subject": "", "kind": "b", "mail": "x@example.jp", "secret": "abc"})
    subject, kind, mail, secret, agreed = (view_of(field) for field in form)
    assert subject.error
    assert (kind.kind, kind.value, kind.choices) == (FieldKind.RADIO, "b", list(CHOICES))
    assert (mail.kind, mail.required, mail.hint) == (FieldKind.EMAIL, False, "返事の宛先です。")
    assert (secret.kind, secret.value) == (FieldKind.PASSWORD, "")
    assert (agreed.kind, agreed.text) == (FieldKind.DECLARATION, "同意します")
    assert "abc" not in drawn(form["secret"])
