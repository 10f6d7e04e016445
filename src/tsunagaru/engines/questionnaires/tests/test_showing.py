import pytest
from django.template.loader import render_to_string

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.queries.answers import read_answer
from tsunagaru.engines.questionnaires.queries.filling import questions_of
from tsunagaru.engines.questionnaires.testing import (
    SAMPLES,
    TODAY,
    a_field,
    a_page,
    a_questionnaire,
    every_kind,
    raw_page,
    sample_raw,
)
from tsunagaru.ground.ui.phrases import LANGUAGES

pytestmark = pytest.mark.django_db
FILE = {"id": "f1", "name": "申請書.pdf", "size": 1_500_000}
FORM = every_kind()
ANSWERS = {
    question.code: read_answer(question, sample_raw(question), TODAY)
    for question in questions_of(FORM.pages[0])
    if question.kind != "place"  # reading one asks the town's tables
} | {"file": [FILE], "place": SAMPLES["place"][1]}
JAPANESE = {
    "text": "駿河小山",
    "textarea": "一行目\n二行目",
    "kana": "オヤマ　ハナコ",
    "number": "12.5個",
    "money": "1,200円",
    "date": "令和8年（2026年）4月1日（水）",
    "choice": "い",
    "multi": "い",
    "address": "〒410-1395 静岡県駿東郡小山町藤曲57-2",
    "place": "駅の前（北緯35.36010度・東経138.98230度）",
    "person": "小山 花子（オヤマ ハナコ） 昭和63年1月7日生",
    "phone": "0550-76-1111",
    "email": "Hanako@example.jp",
    "file": "申請書.pdf（1.4MB）",
    "declaration": "確認しました",
    "computed": "2",
    "group": "",
}
OTHERS = {
    "ja-easy": {"date": "2026年4月1日（水）", "declaration": "たしかめました"},
    "en": {
        "date": "1 April 2026",
        "money": "1,200 yen",
        "place": "駅の前 (35.36010°N, 138.98230°E)",
        "declaration": "Agreed",
        "person": "小山 花子（オヤマ ハナコ） (born 7 January 1988)",
    },
    "pt": {
        "number": "12,5 個",
        "date": "1º de abril de 2026",
        "money": "1.200 ienes",
        "place": "駅の前 (35.36010°N, 138.98230°E)",
        "declaration": "Confirmado",
        "file": "申請書.pdf (1.4MB)",
        "person": "小山 花子 (オヤマ ハナコ), nascido(a) em 7 de janeiro de 1988",
    },
}


def test_the_review_writes_every_answer_as_people_read_it():
    (section,) = api.review(FORM, ANSWERS, "ja", TODAY)
    assert {code: text for code, _, text in section.rows} == JAPANESE


@pytest.mark.parametrize("language", OTHERS)
def test_the_review_speaks_the_readers_language(language):
    (section,) = api.review(FORM, ANSWERS, language, TODAY)
    shown = {code: text for code, _, text in section.rows}
    assert {code: shown[code] for code in OTHERS[language]} == OTHERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_draws_every_kind_with_its_answer(language):
    view = api.page_view(FORM, "main", ANSWERS, language=language, today=TODAY)
    page = render_to_string("questionnaires/page_fields.html", {"page": view, "language": language})
    for name in (field.name for field in view.fields if field.name != "group"):
        assert f'name="_shown" value="{name}"' in page
    for typed in ("駿河小山", "申請書.pdf", 'value="410-1395"', "お知らせです。", "<dd>2</dd>"):
        assert typed in page
    assert "style=" not in page
    assert view.takes_files


@pytest.mark.parametrize("kind", ["file", "place"])
def test_a_page_is_ready_for_a_question_that_an_answer_calls_up_later(kind):
    form = a_questionnaire(a_field("number", "n"), a_field(kind, "late", when="n > 5"))
    view = api.page_view(form, "main", {}, language="ja", today=TODAY)
    assert [one.name for one in view.fields] == ["n"]
    assert {"file": view.takes_files, "place": view.takes_places}[kind]


def test_dates_are_typed_in_western_years_by_readers_of_english():
    view = {
        f.name: f for f in api.page_view(FORM, "main", ANSWERS, language="en", today=TODAY).fields
    }
    assert view["date"].parts["era"] == "ad"
    assert view["person"].parts["birth_year"] == "1988"


def test_what_was_typed_is_shown_again_with_its_error():
    raw = raw_page(FORM, "main", number="たくさん", text="a\ud800b\x00")
    filled = api.fill_page(FORM, "main", raw, {}, language="ja", today=TODAY)
    view = api.page_view(
        FORM, "main", filled.answers, language="ja", today=TODAY, raw=raw, errors=filled.errors
    )
    fields = {field.name: field for field in view.fields}
    assert (fields["number"].value, fields["text"].value) == ("たくさん", "a?b")
    assert fields["number"].error == "「質問number」は、数字で入力してください。"
    context = {"page": view, "language": "ja"}
    render_to_string("questionnaires/page_fields.html", context).encode()


def test_a_person_without_birth_date_has_no_boxes_for_it():
    form = a_questionnaire(a_field("person", birth=False, kana=False))
    view = api.page_view(form, "main", {}, language="ja", today=TODAY)
    assert [box.part.name for box in view.fields[0].boxes] == ["family", "given"]
    page = render_to_string("questionnaires/page_fields.html", {"page": view, "language": "ja"})
    assert "生年月日" not in page


def test_a_long_list_of_choices_is_a_select_box():
    many = [{"code": f"c{number}", "label": str(number)} for number in range(8)]
    form = a_questionnaire(a_field("choice", choices=many), a_field("choice", "few"))
    kinds = [f.kind for f in api.page_view(form, "main", {}, language="ja", today=TODAY).fields]
    assert kinds == ["select", "radio"]


def test_paper_has_a_row_for_every_question_and_ticks_what_was_chosen():
    rows = {row.code: row for row in api.paper_rows(FORM, ANSWERS, "ja", TODAY)}
    assert rows[""].kind == "heading"
    assert [tick.ticked for tick in rows["choice"].choices] == [False, True]
    assert (rows["money"].kind, rows["money"].unit) == ("boxes", "円")
    assert rows["person"].parts == ("姓", "名", "セイ", "メイ", "生年月日")
    assert rows["date"].text == "令和8年（2026年）4月1日（水）"


def test_empty_paper_prints_conditional_questions_too():
    page = a_page("p", a_field("choice", "a"), a_field(code="b", when='a == "a"'))
    form = api.read_questionnaire({"pages": [page]})
    assert [row.code for row in api.paper_rows(form, {}, "ja", TODAY)] == ["", "a", "b"]
    assert [row.code for row in api.paper_rows(form, {"a": "b"}, "ja", TODAY)] == ["", "a"]


def test_a_name_that_other_systems_may_not_hold_is_told_but_taken():
    form = a_questionnaire(a_field("person", birth=False, kana=False))
    usual, rare = ({"family": name, "given": "花子"} for name in ("髙橋", "小🎌山"))
    assert api.advice_on(form, {"q": usual}, TODAY) == []
    assert "「🎌」" in api.advice_on(form, {"q": rare}, TODAY)[0].message
    assert api.problems_of(form, {"q": rare}, TODAY) == []


def test_review_holds_in_full_what_is_agreed_to_in_every_entry():
    agreed = {
        "code": "agreed",
        "kind": "declaration",
        "label": "同意",
        "text": "見学に同意します。",
    }
    fields = [a_field("text", "name"), agreed]
    group = {"code": "children", "kind": "group", "label": "子ども", "fields": fields, "most": 3}
    group["entry"] = "{number}人目"
    form = api.read_questionnaire({"pages": [a_page("main", agreed | {"code": "all"}, group)]})
    answers = {"all": True, "children": [{"name": "陽菜", "agreed": True}, {"name": "蓮"}]}
    (section,) = api.review(form, answers, "ja", TODAY)
    said = [(sentence, text) for _, sentence, text in section.spelt if sentence]
    assert said == [("見学に同意します。", "確認しました")] * 2 + [("見学に同意します。", "")]
