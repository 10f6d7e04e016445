"""Groups: questions asked for each of several (繰り返し)."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.queries.entries import write_entries
from tsunagaru.engines.questionnaires.testing import (
    TODAY,
    a_field,
    a_page,
    a_questionnaire,
    raw_answers,
)
from tsunagaru.ground.ui.phrases import LANGUAGES

LIVING = [{"code": "here", "label": "同居"}, {"code": "apart", "label": "別居"}]
FILE = {"id": "f1", "name": "在学証明書.pdf", "size": 1200}


def children(**more):
    return {
        "code": "children",
        "kind": "group",
        "label": {"ja": "子ども", "en": "Child"},
        "entry": {"ja": "{number}人目の子ども", "en": "Child {number}"},
        "most": 3,
        "fields": [
            a_field("person", "name", label="氏名", kana=False, prefill="person"),
            a_field("choice", "living", label="同居・別居", choices=LIVING),
            a_field("text", "where", label="住んでいる所", when='living == "apart"'),
            a_field("file", "paper", label="在学証明書", required=False, max_count=1),
            a_field(
                "computed",
                "amount",
                label="月額",
                compute="if(entry_number + older >= 3, 30000, 10000)",
            ),
        ],
        **more,
    }


def a_form(**more):
    return api.read_questionnaire(
        {
            "pages": [
                a_page("first", a_field("number", "older")),
                a_page(
                    "main",
                    children(**more),
                    a_field("computed", "total", compute="sum(children.amount)"),
                    a_field("computed", "apart", compute='"apart" in children.living'),
                ),
            ]
        }
    )


def child(number, given, living="here", **more):
    name = f"children-{number}-name"
    birth = {"era": "ad", "year": "2020", "month": "4", "day": "1"}
    return {
        f"{name}-family": ["小山"],
        f"{name}-given": [given],
        **{f"{name}-birth_{part}": [value] for part, value in birth.items()},
        f"children-{number}-living": [living],
        **{f"children-{number}-{key}": [value] for key, value in more.items()},
    }


def post(*entries, **more):
    numbers = [str(number) for number in range(1, len(entries) + 1)]
    merged = {name: values for entry in entries for name, values in entry.items()}
    return {"children-entry": numbers, **merged, **more}


def fill(form, raw, answers=None, **more):
    given = {"older": 1, **(answers or {})}
    return api.fill_page(form, "main", raw, given, language="ja", today=TODAY, **more)


def view(form, answers, **more):
    return api.page_view(form, "main", answers, language="ja", today=TODAY, **more)


def group_of(page):
    return page.blocks[0].group


def press(form, raw, household=()):
    return api.press(form, "main", raw, language="ja", today=TODAY, household=household)


def test_every_entry_is_read_and_calculations_see_them_all():
    filled = fill(a_form(), post(child(1, "一郎"), child(2, "二郎")))
    assert filled.errors == []
    assert [one["name"]["given"] for one in filled.answers["children"]] == ["一郎", "二郎"]
    done = api.finished_answers(a_form(), filled.answers, TODAY)
    assert [one["amount"] for one in done["children"]] == [10000, 30000]
    assert done["total"] == 40000
    assert done["apart"] is False


def test_a_condition_inside_an_entry_asks_only_there():
    shown = ["children-1-paper", "children-2-paper", "children-2-where"]
    raw = post(child(1, "一郎"), child(2, "二郎", "apart"), _shown=shown)
    (problem,) = fill(a_form(), raw).errors
    assert problem.field == "children-2-where"
    assert problem.message == "「2人目の子ども：住んでいる所」を入力してください。"
    page = view(a_form(), fill(a_form(), raw).answers, raw=raw, errors=[problem])
    names = [field.name for field in page.fields]
    assert "children-2-where" in names
    assert "children-1-where" not in names
    assert [field.name for field in page.fields if field.error] == ["children-2-where"]


def test_an_entry_left_blank_is_dropped_as_long_as_enough_are_left():
    raw = post(child(1, "一郎"), {"children-2-living": [""]})
    filled = fill(a_form(), raw)
    assert filled.errors == []
    assert len(filled.answers["children"]) == 1


def test_too_few_and_too_many_entries_are_told_at_the_group():
    none = fill(a_form(), {"_shown": ["children"]})
    assert [(p.field, "1件以上" in p.message) for p in none.errors] == [("children", True)]
    many = fill(a_form(), post(*(child(n, f"子{n}") for n in (1, 2, 3, 4))))
    assert "3件まで" in many.errors[-1].message
    assert fill(a_form(required=False), {"_shown": ["children"]}).errors == []


def test_adding_removing_and_moving_keep_everything_typed():
    form, raw = a_form(), post(child(1, "一郎"), child(2, "にろう"))
    added = press(form, {**raw, "children-add": ["1"]})
    page = view(form, {"older": 1}, raw=added.raw)
    assert len(group_of(page).entries) == 3
    assert "3人目" in added.note
    moved = press(form, {**raw, "children-up": ["2"]})
    shown = group_of(view(form, {"older": 1}, raw=moved.raw)).asked
    assert [one.parts["given"] for one in shown if one.parts] == ["にろう", "一郎"]
    removed = press(form, {**raw, "children-remove": ["1"]})
    (left,) = group_of(view(form, {"older": 1}, raw=removed.raw)).entries
    assert left.blocks[0].field.parts["given"] == "にろう"


@pytest.mark.parametrize("value", ["", "x", "99", "-1", "１", "0" * 5000])
def test_a_button_that_names_no_entry_does_nothing(value):
    raw = post(child(1, "一郎"))
    assert press(a_form(), {**raw, "children-remove": [value]}) is None


def test_an_added_entry_of_a_full_group_is_refused_quietly():
    raw = post(*(child(n, f"子{n}") for n in (1, 2, 3)))
    assert press(a_form(), {**raw, "children-add": ["1"]}).raw["children-entry"] == ["1", "2", "3"]


def test_files_stay_with_their_entry_when_entries_move():
    form = a_form()
    raw = post(child(1, "一郎"), child(2, "二郎"))
    one = fill(form, raw, files={"children-2-paper": [FILE]})
    assert one.kept["children-2-paper-kept"] == ["f1"]
    moved = press(form, {**raw, **one.kept, "children-up": ["2"]})
    two = fill(form, moved.raw, one.answers)
    assert two.answers["children"][0]["paper"] == [FILE]
    assert api.files_of(form, two.answers) == {"children-1-paper": [FILE]}


def test_a_file_of_somebody_else_cannot_be_named():
    raw = post(child(1, "一郎"), **{"children-1-paper-kept": ["stolen"]})
    assert "paper" not in fill(a_form(), raw).answers["children"][0]


HOUSEHOLD = [
    {"family": "小山", "given": "花子", "birth_on": "1990-01-01", "relation": "spouse"},
    {"family": "小山", "given": "一郎", "birth_on": "2020-04-01", "relation": "child"},
]


def test_a_member_of_the_household_is_chosen_once():
    form = a_form(prefill="household.child")
    (choice,) = group_of(view(form, {"older": 0}, household=HOUSEHOLD)).choices
    assert "一郎" in choice.text
    raw = {"children-entry": ["1"], "children-choose": ["1"], "children-member": ["1"]}
    chosen = press(form, raw, HOUSEHOLD)
    filled = fill(form, chosen.raw)
    assert filled.answers["children"][0]["name"]["given"] == "一郎"
    assert group_of(view(form, filled.answers, household=HOUSEHOLD)).choices == []


@pytest.mark.parametrize("place", ["0", "7", "-1", "x"])
def test_nobody_outside_the_offered_members_can_be_chosen(place):
    form = a_form(prefill="household.child")
    raw = {"children-entry": ["1"], "children-choose": ["1"], "children-member": [place]}
    assert fill(form, press(form, raw, HOUSEHOLD).raw).answers["children"] == [{}]


def test_review_and_paper_show_every_entry():
    form = a_form()
    answers = fill(form, post(child(1, "一郎"), child(2, "二郎", "apart", where="町外"))).answers
    rows = {label: text for _, label, text in api.review(form, answers, "ja", TODAY)[1].rows}
    assert rows["子ども"] == "2件"
    assert rows["2人目の子ども：住んでいる所"] == "町外"
    assert rows["2人目の子ども：月額"] == "30,000"
    labels = [row.label for row in api.paper_rows(form, answers, "ja", TODAY)]
    assert "1人目の子ども：住んでいる所" not in labels
    blank = [row.label for row in api.paper_rows(form, {}, "ja", TODAY)]
    assert "3人目の子ども：住んでいる所" in blank


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        ({"entry": "子ども"}, "entry", "{number}"),
        ({"fewest": 5, "most": 2}, "most", "小さく"),
        ({"checks": [{"rule": "count(childre) > 1", "message": "x"}]}, "checks", "children"),
        ({"fields": [a_field("text", "older")]}, "fields[1].code", "2回以上"),
        ({"fields": [a_field("text", "a", when="b == 1")]}, "fields[1].when", "ありません"),
        (
            {"fields": [a_field("text", "a", when="has(b)"), a_field("text", "b")]},
            "fields[1].when",
            "前にない",
        ),
        ({"fields": [a_field("computed", "a", compute="count(children)")]}, "", "一回り"),
        ({"fields": [children()]}, "", "どれか"),
    ],
)
def test_a_mistake_in_a_group_is_told_with_its_path(change, place, says):
    fields = [a_field("number", "older"), {**children(), **change}]
    with pytest.raises(api.CannotReadQuestionnaire) as found:
        a_questionnaire(*fields)
    assert any(place in p.place and says in p.ja for p in found.value.problems), [
        (p.place, p.ja) for p in found.value.problems
    ]


def test_a_rule_over_the_group_is_told_at_the_group():
    rule = {"rule": "count(children) <= older", "message": "人数が合いません。"}
    (problem,) = fill(a_form(checks=[rule]), post(child(1, "一"), child(2, "二"))).errors
    assert (problem.field, problem.message) == ("children", "人数が合いません。")


FORM = a_form()


def told_as_new(blocks):
    """The questions that a page tells as new, wherever it tells them."""
    for block in blocks:
        yield from block.added
        for entry in block.group.entries if block.group else ():
            yield from told_as_new(entry.blocks)


@settings(max_examples=40)
@given(raw=raw_answers(FORM), language=st.sampled_from(LANGUAGES))
def test_a_group_survives_any_post(raw, language):
    filled = api.fill_page(FORM, "main", raw, {}, language=language, today=TODAY)
    json.dumps(filled.answers, ensure_ascii=False).encode()
    page = api.page_view(
        FORM, "main", filled.answers, language=language, today=TODAY, raw=raw, errors=filled.errors
    )
    wrong = {problem.field for problem in api.mistakes(filled.errors)}
    assert {one.name for one in page.fields if one.error} == wrong
    new = {one.name for one in told_as_new(page.blocks)}
    assert new | wrong == {problem.field for problem in filled.errors}
    kept = filled.answers.get("children")
    again = api.fill_page(
        FORM,
        "main",
        write_entries(FORM.groups[0], kept),
        filled.answers,
        language="ja",
        today=TODAY,
    )
    # An entry in which nothing could be read holds no answer, and need not come back.
    assert [one for one in again.answers.get("children") or () if one] == [
        one for one in kept or () if one
    ]


@settings(max_examples=40)
@given(
    value=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["name", "living", "paper", "x"]), inner)
        ),
        max_leaves=5,
    )
)
def test_tampered_entries_are_told_and_never_break_a_page(value):
    answers = {"older": 1, "children": value}
    api.problems_of(FORM, answers, TODAY)
    assert api.review(FORM, answers, "ja", TODAY)
    assert api.paper_rows(FORM, answers, "ja", TODAY)
    view(FORM, answers)
