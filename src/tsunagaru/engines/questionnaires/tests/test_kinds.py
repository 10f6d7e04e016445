import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.definitions import ComputedField, FileField, GroupField
from tsunagaru.engines.questionnaires.queries.answers import (
    names_of,
    read_answer,
    reread_answer,
    write_answer,
)
from tsunagaru.engines.questionnaires.queries.messages import problem_of
from tsunagaru.engines.questionnaires.queries.showing import show_answer
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.engines.questionnaires.testing import (
    SAMPLES,
    TODAY,
    a_field,
    a_questionnaire,
    every_kind,
    likely_text,
    nasty_text,
    raw_answers,
    sample_raw,
)
from tsunagaru.ground.ui.phrases import LANGUAGES

pytestmark = pytest.mark.django_db
FORM = every_kind()
ASKED = [
    field
    for field in FORM.questions
    if not isinstance(field, ComputedField | FileField | GroupField)
]
BY_KIND = {field.kind: field for field in ASKED}
TYPED = st.lists(st.one_of(nasty_text(), likely_text()), max_size=2)


@pytest.mark.parametrize("field", ASKED, ids=lambda field: field.kind)
def test_what_people_type_becomes_a_typed_answer(field):
    assert read_answer(field, sample_raw(field), TODAY) == SAMPLES[field.kind][1]


@pytest.mark.parametrize("field", ASKED, ids=lambda field: field.kind)
@given(data=st.data())
def test_anything_typed_gives_an_answer_or_a_sentence_in_three_languages(field, data):
    raw = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(names_of(field), TYPED)))
    try:
        value = read_answer(field, raw, TODAY)
    except CannotRead as error:
        sentences = {problem_of(field, error, language).message for language in LANGUAGES}
        assert len(sentences) == 3
        assert not any("{" in sentence.replace("{label}", "") for sentence in sentences)
    else:
        json.dumps(value, ensure_ascii=False).encode()
        for language in LANGUAGES:
            show_answer(FORM, field, value, language).encode()


@pytest.mark.parametrize("field", ASKED, ids=lambda field: field.kind)
@given(data=st.data())
def test_an_answer_written_back_and_read_again_is_the_same(field, data):
    raw = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(names_of(field), TYPED)))
    raw = data.draw(st.sampled_from((raw, sample_raw(field))))
    try:
        value = read_answer(field, raw, TODAY)
    except CannotRead:
        return
    for western in (False, True):
        assert read_answer(field, write_answer(field, value, western=western), TODAY) == value
    assert reread_answer(field, value, TODAY) == value


@pytest.mark.parametrize("field", ASKED, ids=lambda field: field.kind)
def test_ten_megabytes_of_text_are_refused_with_a_sentence(field):
    flood = "あ" * 10_000_000
    with pytest.raises(CannotRead):
        read_answer(field, {name: [flood] for name in names_of(field)}, TODAY)


@pytest.mark.parametrize(
    "number", ["123456789018", "１２３４ ５６７８ ９０１８", "一二三四五六七八九〇一八"]
)
@pytest.mark.parametrize(
    "kind", ["text", "textarea", "kana", "number", "money", "date", "phone", "email"]
)
def test_an_individual_number_is_refused_in_every_box(kind, number):
    field = BY_KIND[kind]
    for name in names_of(field):
        with pytest.raises(CannotRead):
            read_answer(field, {**sample_raw(field), name: [number]}, TODAY)


@pytest.mark.parametrize("kind", ["address", "person", "place"])
def test_an_individual_number_is_refused_in_every_part(kind):
    field = BY_KIND[kind]
    for name in names_of(field):
        if name.endswith(("_era", "-view")):
            continue
        with pytest.raises(CannotRead):
            read_answer(field, {**sample_raw(field), name: ["1234 5678 9018"]}, TODAY)


@given(raw=raw_answers(FORM), language=st.sampled_from(LANGUAGES))
def test_a_page_survives_any_post(raw, language):
    filled = api.fill_page(FORM, "main", raw, {}, language=language, today=TODAY)
    json.dumps(filled.answers, ensure_ascii=False).encode()
    view = api.page_view(
        FORM, "main", filled.answers, language=language, today=TODAY, raw=raw, errors=filled.errors
    )
    assert {field.name for field in view.fields if field.error} == {
        problem.field for problem in api.mistakes(filled.errors)
    }
    for section in api.review(FORM, filled.answers, language, TODAY):
        assert section.rows
    again = api.problems_of(FORM, filled.answers, TODAY, language)
    assert questions_named(again) >= questions_named(filled.errors)


def questions_named(problems):
    """The questions, without entry numbers: these close up when a blank entry is left out."""
    return {re.sub(r"-\d+-", "-", problem.field) for problem in problems}


def test_a_wrong_entry_behind_a_blank_one_is_still_wrong_when_handed_in():
    raw = {"group-entry": ["1", "2"], "group-1-inner": [], "group-2-inner": ["\x00"]}
    filled = api.fill_page(FORM, "main", raw, {}, language="ja", today=TODAY)
    assert "group-2-inner" in {problem.field for problem in filled.errors}
    again = api.problems_of(FORM, filled.answers, TODAY)
    assert "group-1-inner" in {problem.field for problem in again}


@given(
    answers=st.dictionaries(
        st.sampled_from([field.code for _, field in FORM.placed()]),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ),
    )
)
def test_tampered_answers_are_told_and_never_break_a_page(answers):
    api.problems_of(FORM, answers, TODAY)
    api.review(FORM, answers, "ja", TODAY)
    api.paper_rows(FORM, answers, "ja", TODAY)
    api.page_view(FORM, "main", answers, language="ja", today=TODAY)
    assert api.computed(FORM, answers, TODAY) == {"computed": 2}


@pytest.mark.parametrize("kind", ["text", "textarea"])
@pytest.mark.parametrize("typed", ["𠮷野家", "葛󠄀城", "家族👨‍👩‍👧", "神\ufa19社"])
def test_rare_kanji_and_emoji_stay_as_they_are(kind, typed):
    form = a_questionnaire(a_field(kind))
    filled = api.fill_page(form, "main", {"q": [typed]}, {}, language="ja", today=TODAY)
    assert filled.answers == {"q": typed}
