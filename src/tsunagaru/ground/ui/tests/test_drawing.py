"""Questions are drawn once while they are empty, and always anew once they hold something."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError

from tsunagaru.ground.ui import drawing, phrases
from tsunagaru.ground.ui.fields import FieldKind, FieldView

NAME = FieldView("shop", FieldKind.TEXT, "屋号または通称", required=True)
TYPED = FieldView("shop", FieldKind.TEXT, "屋号または通称", required=True, value="小山商店")


@pytest.fixture(autouse=True)
def nothing_drawn():
    drawing._empty.clear()
    yield
    phrases.install({})


def test_an_empty_question_is_drawn_once_in_each_language():
    assert drawing.draw(NAME, "ja") is drawing.draw(NAME, "ja")
    assert "必須" in drawing.draw(NAME, "ja")
    assert "Required" in drawing.draw(NAME, "en")


@pytest.mark.parametrize(
    "field",
    [
        TYPED,
        FieldView("shop", FieldKind.TEXT, "屋号", error="屋号を入力してください。"),
        FieldView("needs", FieldKind.CHECKBOXES, "希望", choices=(("a", "甲"),), values=("a",)),
        FieldView("born", FieldKind.DATE, "生年月日", parts={"year": "8"}),
    ],
)
def test_what_somebody_typed_is_kept_nowhere(field):
    drawing.draw(field, "ja")
    assert not drawing._empty


def test_what_was_typed_does_not_show_in_the_empty_question():
    drawing.draw(NAME, "ja")
    assert "小山商店" in drawing.draw(TYPED, "ja")
    assert "小山商店" not in drawing.draw(NAME, "ja")


def test_questions_that_differ_in_anything_are_drawn_apart():
    hint = FieldView("shop", FieldKind.TEXT, "屋号または通称", "看板の名前です。", required=True)
    assert "看板の名前です。" not in drawing.draw(NAME, "ja")
    assert "看板の名前です。" in drawing.draw(hint, "ja")


def test_new_texts_of_the_town_show_at_once():
    drawing.draw(NAME, "ja")
    phrases.install({"必須": {"ja": "かならずお書きください"}})
    assert "かならずお書きください" in drawing.draw(NAME, "ja")


def test_a_phrase_in_a_template_follows_the_towns_texts_too():
    template = Engine.get_default().from_string('{% say "必須" %}')
    assert template.render(Context({"language": "ja"})) == "必須"
    phrases.install({"必須": {"ja": "<かならず>"}})
    assert template.render(Context({"language": "ja"})) == "&lt;かならず&gt;"


@pytest.mark.parametrize("source", ["{% say %}", '{% say "必須" 3 %}', "{% say as x %}"])
def test_a_phrase_that_cannot_be_said_is_refused_at_once(source):
    with pytest.raises(TemplateSyntaxError):
        Engine.get_default().from_string(source)


def test_the_present_choice_of_text_size_and_colours_is_marked():
    large = drawing.draw_choices("ja", "large", "dark")
    assert 'value="large" aria-current="true"' in large
    assert 'value="dark" aria-current="true"' in large
    assert large.count("aria-current") == 2
    assert "Large" in drawing.draw_choices("en", "normal", "auto")


def test_the_present_step_is_marked_and_those_before_count_as_done():
    drawn = drawing.draw_steps(["飼い主", "犬", "内容の確認"], 2, "ja")
    assert drawn.count('aria-current="step"') == drawn.count("step-done") == 1
    assert drawn.index("step-done") < drawn.index("step-current") < drawn.index("内容の確認")
