import pytest

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.testing import (
    TODAY,
    a_field,
    a_page,
    a_questionnaire,
    every_kind,
    raw_page,
)

pytestmark = pytest.mark.django_db
FILE = {"id": "f1", "name": "申請書.pdf", "size": 1200}


def fill(form, raw, answers=None, page="main", **more):
    return api.fill_page(form, page, raw, answers or {}, language="ja", today=TODAY, **more)


def two_pages():
    married = a_field("choice", "married")
    spouse = a_field("person", "spouse", when='married == "a"')
    why = a_field(code="why", required='married == "b"')
    return api.read_questionnaire(
        {
            "pages": [
                a_page("first", married),
                a_page("second", spouse, when='married == "a"'),
                a_page("third", why, a_field("computed", "twice", compute="2 * 3")),
            ]
        }
    )


def test_a_page_filled_rightly_has_no_errors():
    form = every_kind()
    filled = fill(form, raw_page(form, "main"), files={"file": [FILE]})
    assert filled.errors == []
    assert api.problems_of(form, filled.answers, TODAY) == []


def test_an_empty_page_names_every_needed_answer_once():
    form = every_kind()
    fields = [problem.field for problem in fill(form, {}).errors]
    asked = [field.name for field in _view(form, {}).fields]
    assert fields == [name for name in asked if not name.startswith("group-")]


def test_optional_questions_may_stay_empty():
    assert fill(every_kind(required=False), {}).errors == []


def test_pages_follow_the_answers():
    form = two_pages()
    assert api.visible_pages(form, {}, TODAY) == ["first", "third"]
    assert api.visible_pages(form, {"married": "a"}, TODAY) == ["first", "second", "third"]


def test_a_question_may_be_needed_under_a_condition():
    form = two_pages()
    assert fill(form, {}, {"married": "a"}, page="third").errors == []
    assert [p.field for p in fill(form, {}, {"married": "b"}, page="third").errors] == ["why"]


def test_an_answer_that_is_hidden_now_is_kept_while_editing_and_dropped_at_the_end():
    form = two_pages()
    spouse = {"family": "小山", "given": "太郎", "family_kana": "オヤマ", "given_kana": "タロウ"}
    answers = {"married": "a", "spouse": {**spouse, "birth_on": "1990-01-01"}, "why": "x"}
    filled = fill(form, {"married": ["b"]}, answers, page="first")
    assert filled.answers["spouse"] == answers["spouse"]
    assert "spouse" not in api.finished_answers(form, filled.answers, TODAY)
    assert [section.page for section in api.review(form, filled.answers, "ja", TODAY)] == [
        "first",
        "third",
    ]


def test_fields_of_other_pages_and_unknown_names_are_not_read():
    form = two_pages()
    filled = fill(form, {"married": ["a"], "why": ["forged"], "csrf": ["x"]}, page="first")
    assert filled.answers == {"married": "a"}


def test_a_computed_value_cannot_be_posted():
    form = two_pages()
    filled = fill(form, {"twice": ["999"], "why": ["x"]}, {"twice": 999}, page="third")
    assert api.computed(form, filled.answers, TODAY) == {"twice": 6}
    assert api.finished_answers(form, filled.answers, TODAY)["twice"] == 6


def test_a_forged_answer_to_a_hidden_question_changes_nothing_at_the_end():
    form = a_questionnaire(
        a_field("choice", "a"), a_field("money", "grant", when='a == "a"', required=False)
    )
    filled = fill(form, {"a": ["b"], "grant": ["1000000"]})
    assert api.finished_answers(form, filled.answers, TODAY) == {"a": "b"}


@pytest.mark.parametrize("kind", ["choice", "multi", "declaration"])
def test_a_value_that_is_no_choice_is_refused(kind):
    form = a_questionnaire(a_field(kind))
    filled = fill(form, {"q": ["forged"]})
    assert filled.answers == {}
    assert "選択肢の中から" in filled.errors[0].message


def test_a_question_that_appears_because_of_the_answers_is_asked_before_going_on():
    form = a_questionnaire(
        a_field("choice", "a"), a_field(code="b", when='a == "a"', required=False)
    )
    filled = fill(form, {"a": ["a"], "_shown": ["a"]})
    assert filled.revealed == ("b",)
    assert "質問が増えました" in filled.errors[0].message
    again = fill(form, {"a": ["a"], "b": [""], "_shown": ["a", "b"]}, filled.answers)
    assert again.errors == []


def test_a_tick_taken_away_is_taken_away():
    form = a_questionnaire(a_field("multi", required=False))
    assert fill(form, {"_shown": ["q"]}, {"q": ["a"]}).answers == {}


def test_a_rule_over_two_answers_is_told_at_its_field():
    rule = {"rule": "q >= start", "message": "終わりは始まりより後にしてください。"}
    form = a_questionnaire(a_field("date", "start"), a_field("date", checks=[rule]))
    filled = fill(form, {}, {"start": "2026-04-02", "q": "2026-04-01"})
    assert [
        p.message for p in api.problems_of(form, {"start": "2026-04-02", "q": "2026-04-01"}, TODAY)
    ] == ["終わりは始まりより後にしてください。"]
    assert filled.errors


def test_files_are_added_removed_and_counted():
    form = a_questionnaire(a_field("file", max_count=2))
    one = fill(form, {}, files={"q": [FILE]})
    two = fill(form, {}, one.answers, files={"q": [{**FILE, "id": "f2"}]})
    assert [file["id"] for file in two.answers["q"]] == ["f1", "f2"]
    three = fill(form, {}, two.answers, files={"q": [{**FILE, "id": "f3"}]})
    assert "2個まで" in three.errors[0].message
    assert three.answers == two.answers
    assert fill(form, {"q-drop": ["f1", "f2"]}, two.answers).answers == {}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ({**FILE, "name": "macro.docm"}, "使えません"),
        ({**FILE, "size": 11 * 1024 * 1024}, "大きすぎます"),
        ({**FILE, "name": "123456789018.pdf"}, "マイナンバー"),
        ({**FILE, "name": "a\u202egpj.pdf"}, "文字の向き"),
        ({"id": "x"}, "受け取れませんでした"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(file, says):
    assert says in fill(a_questionnaire(a_field("file")), {}, files={"q": [file]}).errors[0].message


def test_a_file_cannot_be_smuggled_in_by_the_post():
    assert fill(a_questionnaire(a_field("file")), {"q": ["someone-elses-file"]}).answers == {}


def test_a_page_that_does_not_exist_is_not_filled():
    with pytest.raises(api.NoSuchPage):
        fill(every_kind(), {}, page="nowhere")


def test_uploads_name_their_limits():
    form = a_questionnaire(a_field("file", types=["pdf"], max_mb=2, max_count=2))
    (upload,) = api.uploads_on(form, "main", {"q": [FILE]}, TODAY)
    assert upload == api.Upload("q", frozenset({"application/pdf"}), 2 * 1024 * 1024, 1)


def _view(form, answers):
    return api.page_view(form, "main", answers, language="ja", today=TODAY)


def test_a_page_with_nothing_to_show_is_left_out():
    page = a_page("work", a_field("computed", "c", shown=False))
    form = api.read_questionnaire({"pages": [a_page("main", a_field()), page]})
    assert api.visible_pages(form, {}, TODAY) == ["main"]
    assert [section.page for section in api.review(form, {}, "ja", TODAY)] == ["main"]
    assert api.computed(form, {}, TODAY) == {"c": 2}
