"""Three languages: the Japanese sentence is the key."""

from typing import Any

import pytest
from django.template import Context, Engine
from django_cotton.compiler_regex import CottonCompiler

from tsunagaru.ground.ui import kinds, phrases, testing
from tsunagaru.ground.ui.phrases import Catalogue, Trilingual, say

WRONG: Any = {"いいえ": {"en": False}}


def render(source, **context):
    return Engine.get_default().from_string(source).render(Context(context))


@pytest.fixture
def town_texts():
    yield phrases.install
    phrases.install({})


def test_every_public_phrase_has_three_languages():
    assert testing.lacking() == []


def test_every_label_of_a_box_has_three_languages():
    labels = {part.label for parts in kinds.PARTS.values() for part in parts}
    labels |= {label for _, label in kinds.ERAS}
    missing = {
        label for label in labels if set(phrases.catalogue().get(label, {})) < {"easy", "en"}
    }
    assert missing == set()


def test_a_phrase_is_said_in_the_language_of_the_reader():
    assert say("必須", "ja") == "必須"
    assert say("必須", "en") == "Required"
    assert say("必須", "ja-easy") == "かならず 書（か）く"


def test_a_phrase_without_translation_reads_in_japanese():
    assert say("訳のない文です。", "en") == "訳のない文です。"


def test_values_take_the_place_of_their_names():
    assert say("{count}文字以内", "en", count=400) == "Up to 400 characters"
    assert say("{known}と{unknown}", "ja", known=1) == "1と{unknown}"


def test_a_placeholder_reaches_no_attribute_of_its_value():
    assert say("{x.__class__}{x[0]}", "ja", x="secret") == "{x.__class__}{x[0]}"


def test_the_town_overrides_any_language(town_texts):
    town_texts({"必須": {"ja": "必要", "en": "Needed"}})
    assert [say("必須", language) for language in phrases.LANGUAGES] == [
        "必要",
        "かならず 書（か）く",
        "Needed",
    ]


def test_no_two_packages_translate_a_phrase_differently():
    assert phrases.read_all().complaints == ()


def test_packages_may_repeat_a_translation_but_not_contradict_it():
    one = Catalogue({"申請": {"en": "Application"}})
    assert one.merge({"申請": {"en": "Application"}}, source="b") == one
    two = one.merge({"申請": {"en": "Request"}}, source="b")
    assert two.phrases == one.phrases
    assert two.complaints == ("b: 「申請」の訳が、ほかと異なります。",)


LOST = {
    "{easy: {name}, en: A}": "b:2: 「乙」の訳（easy）が文字列ではありません。",
    "{easy: い, en: Yes, please}": "b:2: 「乙」の訳に、知らない言語「please」があります。",
    "{easy: い, en: 5}": "b:2: 「乙」の訳（en）が文字列ではありません。",
    "Yes": "b:2: 「乙」の訳が文字列ではありません。",
    "{esy: い, en: A}": "b:2: 「乙」の訳に、知らない言語「esy」があります。",
    '{easy: い, en: "{who} came"}': "b:2: 「乙」の訳（en）に、もとの文にない {who} があります。",
}
BROKEN = ("{easy: {count}人, en: A}", "{easy: い, en: No: 3}", "{easy: い, en: A # B}", "{")


@pytest.mark.parametrize("written", LOST)
def test_words_that_would_be_lost_are_refused_with_file_and_line(written):
    read = Catalogue({}).read(f'"甲": {{en: A}}\n"乙": {written}\n', "b")
    assert read.phrases == {"甲": {"en": "A"}}
    assert [one[: len(LOST[written])] for one in read.complaints] == [LOST[written]]


@pytest.mark.parametrize("written", BROKEN)
def test_a_file_that_is_no_yaml_is_refused_with_its_line_and_says_that_all_of_it_is_lost(written):
    text = f'"甲": {{en: A}}\n"乙": {written}\n"丙": {{en: C}}\n'
    broken, lost = Catalogue({}).read(text, "b").complaints
    assert broken.startswith(tuple(f"b:{line}: YAML" for line in (2, 3, 4)))
    assert lost.startswith("b: この文言は、1つも使われません。")


def test_a_translation_that_is_no_text_is_refused():
    read = Catalogue({}).merge(WRONG, source="b")
    assert read.phrases == {}
    assert len(read.complaints) == 1


def test_a_file_that_cannot_be_read_leaves_the_other_phrases_standing():
    one = Catalogue({"申請": {"en": "Application"}})
    broken = one.read('"申請": {en: "', "b")
    assert (broken.phrases, len(broken.complaints)) == (one.phrases, 2)
    twice = one.read('"甲": {en: A}\n"甲": {en: B}\n', "b")
    assert twice.phrases["甲"] == {"en": "A"}
    assert len(twice.complaints) == 1


def test_a_text_of_the_town_folder_falls_back_to_japanese():
    assert Trilingual("町", "まち", "Town").in_language("ja-easy") == "まち"
    assert Trilingual("町").in_language("en") == "町"


def test_portuguese_is_found_by_the_japanese_sentence_and_said_in_english_where_it_is_not(
    town_texts,
):
    town = Trilingual("町", "まち", "Town")
    assert (town.in_language("pt"), town.tongue("pt")) == ("Town", "en")
    assert Trilingual("村").in_language("pt") == "村"
    town_texts({"町": {"pt": "Município"}})
    assert (town.in_language("pt"), town.tongue("pt")) == ("Município", "pt")
    assert (town.in_language("en"), town.tongue("en")) == ("Town", "en")
    assert say("{name}です。", "pt", name=town) == "Municípioです。"


def test_the_tag_says_in_the_language_of_the_page():
    assert render('{% say "必須" %}', language="en") == "Required"
    assert render('{% say "必須" %}') == "必須"


def test_the_tag_escapes_phrases_and_values():
    typed = "{a}の<確認>"
    assert render("{% say typed a=a %}", typed=typed, a="<b>") == "&lt;b&gt;の&lt;確認&gt;"


def test_the_tag_can_keep_its_words_for_later():
    assert render('{% say "必須" as word %}[{{ word }}]', language="en") == "[Required]"


def test_the_tag_says_texts_of_the_town_folder():
    town = Trilingual("町", "まち", "Town & Co")
    assert render("{% speak town %}", town=town, language="en") == "Town &amp; Co"
    assert render("{{ town|speak:'ja-easy' }}", town=town) == "まち"
    assert render("{% say nothing %}{% speak nothing %}") == ""


def test_a_component_says_its_attributes_once_escaped():
    source = '<c-notice title="{% say \'必須\' %}&amp;" kind="info">中身</c-notice>'
    html = render_cotton(source, language="en")
    assert "Required&amp;" in html
    assert "&amp;amp;" not in html


def test_a_component_escapes_what_a_person_typed():
    html = render_cotton('<c-notice :title="typed">x</c-notice>', typed="<script>")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_the_scan_finds_phrases_in_tags_components_and_code():
    template = """{% say "一" %}{% say '二' a=b %}<c-card title="三" :note="四">"""
    assert list(testing.phrases_in_template(template)) == ["一", "二", "三"]
    code = 'say("五", x); phrases.say("六", y); say(z, x); say("七")'
    assert list(testing.phrases_in_code(code)) == ["五", "六"]


def render_cotton(source, **context):
    return render("{% load cotton %}" + CottonCompiler().process(source), **context)
