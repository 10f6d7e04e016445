"""A place on a map: tapped, typed, pasted or chosen; with JavaScript off and in any words."""

import base64
import json
import math
import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.rules import places as rules
from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.testing import (
    TODAY,
    a_field,
    a_page,
    a_questionnaire,
    likely_text,
    nasty_text,
)
from tsunagaru.ground.places.testing import the_demo_town
from tsunagaru.ground.ui.phrases import LANGUAGES

pytestmark = pytest.mark.django_db
STATION = {"q-latitude": ["35.36010"], "q-longitude": ["138.98230"]}
GOTEMBA = "35.3086, 138.9346"
FORM = a_questionnaire(a_field("place"))
ABROAD = a_questionnaire(a_field("place", within_town=False))
NUMBERS = ("nan", "inf", "-inf", "1e400", "0", "-0", "999", "35.36010", "138.98230", "35,36", "٣٥")
ODD = st.one_of(st.sampled_from(NUMBERS), st.floats().map(repr), nasty_text(), likely_text())
PARTS = ("latitude", "longitude", "area", "words", "link", "view")


@pytest.fixture(autouse=True)
def _oyama(db):
    the_demo_town()


def fill(raw, form=FORM, answers=None):
    return api.fill_page(form, "main", raw, answers or {}, language="ja", today=TODAY)


def press(raw, language="ja", form=FORM):
    return api.press(form, "main", raw, language=language, today=TODAY)


def view(answers=None, raw=None, language="ja"):
    found = api.page_view(FORM, "main", answers or {}, language=language, today=TODAY, raw=raw)
    return found.fields[0]


def drawn(field, language="ja"):
    return render_to_string("ui/fields/field.html", {"field": field, "language": language})


def first(raw, name):
    return raw[name][-1]


def problem(raw, form=FORM):
    (found,) = fill(raw, form).errors
    return found


def test_a_tap_marks_the_place_and_looks_closer():
    first_tap = press({"q-small.x": ["136"], "q-small.y": ["102"]})
    assert "地図に印を付けました" in first_tap.note
    second = press({**first_tap.raw, "q-small.x": ["136"], "q-small.y": ["102"]})
    assert [first(tap.raw, "q-view")[-1] for tap in (first_tap, second)] == ["1", "2"]
    assert first(first_tap.raw, "q-latitude") == first(second.raw, "q-latitude")
    (answer,) = fill(second.raw).answers.values()
    assert answer["area"] in {"大御神", "用沢", "一色"}


def test_the_same_place_is_meant_on_the_narrow_and_the_wide_map():
    small = press({"q-small.x": ["68"], "q-small.y": ["51"]}, form=ABROAD)
    large = press({"q-large.x": ["140"], "q-large.y": ["105"]}, form=ABROAD)
    assert first(small.raw, "q-longitude") == first(large.raw, "q-longitude")
    assert first(small.raw, "q-latitude") == first(large.raw, "q-latitude")


def test_a_tap_outside_the_town_is_told_and_marks_nothing():
    tapped = press({"q-small.x": ["3"], "q-small.y": ["200"], "q-words": ["橋"]})
    assert "町の外" in tapped.errors[0].message
    assert first(tapped.raw, "q-latitude") == ""
    assert first(tapped.raw, "q-words") == "橋"


def test_a_key_on_the_map_says_how_to_go_on_without_a_pointer():
    assert "キーボード" in press({"q-small.x": ["0"], "q-small.y": ["0"]}).note


def test_the_map_is_used_with_buttons_alone():
    shown = press({"q-area": ["須走"], "q-show": ["1"]})
    assert "須走" in shown.note
    moved = press({**shown.raw, "q-move": ["east"], "q-show": []})
    raw = {name: one for name, one in moved.raw.items() if name not in ("q-show", "q-move")}
    marked = press({**raw, "q-move": ["middle"]})
    assert fill(marked.raw).answers["q"]["area"] == "須走"
    wider = press({**marked.raw, "q-move": ["wider"]})
    assert first(wider.raw, "q-view").endswith(",0")
    cleared = press({**raw, **STATION, "q-clear": ["1"]})
    assert (first(cleared.raw, "q-latitude"), cleared.note) == ("", "地図の印を消しました。")


def test_a_pasted_link_is_read_and_shown():
    shown = press({"q-link": ["https://maps.google.com/?q=35.3601,138.9823"], "q-show": ["1"]})
    assert first(shown.raw, "q-latitude") == "35.36010"
    answer = fill({"q-link": ["geo:35.3601,138.9823"], "q-words": ["駅の前"]}).answers["q"]
    assert answer == {"lat": 35.3601, "lon": 138.9823, "area": "藤曲", "words": "駅の前"}


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (("35.36010", "138.98230"), (35.3601, 138.9823)),
        ((GOTEMBA, ""), (35.3086, 138.9346)),
        (("138.9823", "35.36"), (35.36, 138.9823)),
    ],
    ids=["in their boxes", "both in one box", "the wrong way round"],
)
def test_numbers_are_read_as_people_type_them(typed, place):
    raw = {"q-latitude": [typed[0]], "q-longitude": [typed[1]]}
    found = rules.point_of(fill(raw, ABROAD).answers["q"])
    assert (found.latitude, found.longitude) == place


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"q-latitude": [GOTEMBA]}, rules.OUTSIDE),
        ({"q-latitude": ["35.36"]}, rules.NOT_POINT),
        ({"q-latitude": ["nan"], "q-longitude": ["inf"]}, rules.NOT_POINT),
        ({"q-latitude": ["-33.86"], "q-longitude": ["151.2"]}, rules.NOT_POINT),
        ({"q-link": ["https://maps.app.goo.gl/x"]}, rules.NOT_LINK),
        ({"q-area": ["菅沼"]}, rules.NO_WORDS),
        ({"q-words": ["橋の上"]}, rules.NO_AREA),
        ({"q-area": ["横浜"], "q-words": ["橋の上"]}, rules.NOT_AREA),
        ({"q-words": ["長" * 201]}, rules.WORDS_TOO_LONG),
        ({**STATION, "q-words": ["1234 5678 9018"]}, text.INDIVIDUAL_NUMBER),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_clear_sentence(raw, message):
    assert problem(raw).message == message.format(label="質問q", limit=200)


def test_nothing_at_all_is_missing_and_an_area_with_words_is_enough():
    assert "大字を選んで" in problem({}).message
    answer = fill({"q-area": ["菅沼"], "q-words": ["橋の上"]}).answers["q"]
    assert answer == {"lat": None, "lon": None, "area": "菅沼", "words": "橋の上"}


def test_places_outside_are_taken_where_the_form_says_so():
    answer = fill({"q-latitude": [GOTEMBA]}, ABROAD).answers["q"]
    assert (answer["lat"], answer["area"]) == (35.3086, "")
    assert fill({"q-words": ["東京駅"]}, ABROAD).answers["q"]["words"] == "東京駅"


@given(
    st.fixed_dictionaries({}, optional={f"q-{part}": st.lists(ODD, max_size=2) for part in PARTS})
)
def test_whatever_is_typed_gives_a_place_of_the_town_or_a_sentence(raw):
    filled = fill(raw)
    if filled.errors:
        return
    answer = filled.answers["q"]
    json.dumps(answer, ensure_ascii=False, allow_nan=False).encode()
    if answer["lat"] is not None:
        assert math.isfinite(answer["lat"])
        assert answer["lat"] == round(answer["lat"], 5)
        assert answer["area"]
    assert fill(api_raw(answer)).answers["q"] == answer


def api_raw(answer):
    return {f"q-{part}": [one] for part, one in rules.write_place(answer).items()}


PIXEL = st.one_of(st.integers(-5, 10**15).map(str), nasty_text())


@given(
    st.sampled_from(("small", "large")),
    st.tuples(PIXEL, PIXEL),
    st.one_of(
        nasty_text(), st.sampled_from(("35.3,138.9,1", "nan,nan,1", "35,138,99", "1,2", ","))
    ),
    st.sampled_from(LANGUAGES),
)
def test_whatever_is_tapped_gives_a_page_again(size, pixel, looking, language):
    raw = {f"q-{size}.x": [pixel[0]], f"q-{size}.y": [pixel[1]], "q-view": [looking]}
    done = press(raw, language)
    assert done.note or done.errors
    html = drawn(view(raw=done.raw, language=language), language)
    html.encode()
    assert html.count("<input") == 7


def test_the_map_is_an_image_that_needs_no_script():
    html = drawn(view({"q": {"lat": 35.3601, "lon": 138.9823, "area": "藤曲", "words": ""}}))
    sources = re.findall(r'type="image"[^>]*src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert len(sources) == 2
    for source in sources:
        svg = base64.b64decode(source).decode()
        assert svg.startswith("<svg")
        assert "藤曲" in svg
        assert "#ce0000" in svg
        assert "style" not in svg
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_the_review_shows_the_place_on_a_map_with_a_link():
    answers = fill({**STATION, "q-words": ["駅の前"]}).answers
    (section,) = api.review(FORM, answers, "ja", TODAY)
    assert section.rows[0][2] == "駅の前（藤曲、北緯35.36010度・東経138.98230度）"
    shown = section.places["q"]
    assert (shown.geo, shown.near) == ("geo:35.36010,138.98230", "近くの区：藤曲第二区")
    assert "<svg" in shown.drawing
    assert section.summary[0].place is shown


def test_expressions_see_the_area():
    form = a_questionnaire(a_field("place"), a_field(code="why", when='q.area == "藤曲"'))
    answers = fill(STATION, form).answers
    assert api.fits(form, 'q.area == "藤曲" and q.lat > 35.3', answers, TODAY)
    assert not api.fits(form, 'q.area == "須走"', answers, TODAY)
    assert not api.fits(form, 'q.area == "藤曲"', {}, TODAY)


def test_a_table_has_the_place_as_one_cell():
    answers = fill({**STATION, "q-words": ["駅の前"]}).answers
    assert api.table_cells(FORM, answers, ["q"]) == ["35.36010,138.98230 藤曲 駅の前"]


def test_a_program_hands_a_place_over_as_data():
    given_place = {"lat": 35.36010004, "lon": 138.9823, "words": "駅の前"}
    taken = api.take_answers(FORM, {"q": given_place}, files={}, language="ja", today=TODAY)
    assert taken.answers["q"]["area"] == "藤曲"
    for wrong in (
        {"lat": math.nan, "lon": 1},
        {"lat": 35.3},
        {"lat": True, "lon": 1},
        "x",
        {"a": 1},
    ):
        found = api.take_answers(FORM, {"q": wrong}, files={}, language="ja", today=TODAY)
        assert found.problems
    described = api.schema_of(FORM)["properties"]["q"]["properties"]
    assert set(described) == {"lat", "lon", "area", "words"}


def test_a_place_is_asked_for_each_entry_of_a_group():
    group = a_field("group", "g", fields=[a_field("place", "where")])
    form = api.read_questionnaire({"pages": [a_page("main", group)]})
    raw = {"g-entry": ["1"], "g-1-where-small.x": ["136"], "g-1-where-small.y": ["102"]}
    tapped = api.press(form, "main", raw, language="ja", today=TODAY)
    answers = fill(tapped.raw, form).answers
    assert answers["g"][0]["where"]["lat"]
    (section,) = api.review(form, answers, "ja", TODAY)
    assert list(section.places) == ["g-1-where"]
