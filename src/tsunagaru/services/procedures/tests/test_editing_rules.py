"""Whatever is done to a form by buttons and boxes, it stays one that can be loaded."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tsunagaru.engines.applications import api as applications
from tsunagaru.kernel.folder.editing import open_text, write_back
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.rules import conditions, editing, trees
from tsunagaru.services.procedures.rules.comparing import differences
from tsunagaru.services.procedures.rules.conditions import Asked, Term, compose, decompose
from tsunagaru.services.procedures.rules.kinds import KINDS
from tsunagaru.services.procedures.rules.translations import untranslated
from tsunagaru.services.procedures.testing import load_sections

TOWN = Path(__file__).parents[5] / "towns" / "oyama" / "procedures"
DOG = "dog-registration"
SOME = (DOG, "child-allowance", "resident-record-copy")
LABEL: dict[str, str] = {"ja": "見本", "easy": "見本", "en": "Sample"}
NEW: dict[str, dict[str, Any]] = {
    "choice": {"choices": [{"code": "a", "label": LABEL}]},
    "multi": {"choices": [{"code": "a", "label": LABEL}]},
    "declaration": {"text": LABEL},
    "notice": {"text": LABEL},
    "computed": {"compute": "1 + 1"},
    "group": {"fields": [{"code": "inner", "kind": "text", "label": LABEL}]},
}


@cache
def text_of(code):
    file = TOWN / f"{code}.yaml"
    return (file if file.exists() else TOWN / f"{DOG}.yaml").read_text()


@st.composite
def steps(draw):
    """A few things somebody does to a form, some of which cannot be done."""
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(["up", "down", "move", "remove", "add", "label", "page"]),
                st.integers(0, 40),
                st.integers(0, 40),
                st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30),
            ),
            min_size=1,
            max_size=8,
        )
    )


def do(tree, step):
    what, first, second, words = step
    spots = list(trees.spots(tree))
    code = spots[first % len(spots)].field["code"]
    page = tree["pages"][second % len(tree["pages"])]["code"]
    if what in {"up", "down"}:
        editing.move_field(tree, code, up=what == "up")
    elif what == "move":
        editing.move_to_page(tree, code, page)
    elif what == "remove":
        editing.remove_field(tree, code, drop_conditions=True)
    elif what == "page":
        editing.move_page(tree, page, up=True)
    elif what == "label":
        editing.change_field(spots[first % len(spots)].field, {"hint": {"ja": words}})
    else:
        kind = sorted(KINDS)[second % len(KINDS)]
        label = {} if kind == "notice" else {"label": {"ja": words or "見本"}}
        new = {"code": f"new_{first}", "kind": kind, **label, **NEW.get(kind, {})}
        editing.add_field(tree, new, page=page)


LOCAL = [HealthCheck.function_scoped_fixture]


@pytest.mark.django_db
@settings(deadline=None, max_examples=5, suppress_health_check=LOCAL)
@given(code=st.sampled_from(SOME), done=steps())
def test_a_kept_edit_always_loads_and_reads_the_same_again(towns_sections, code, done):
    edit_and_read_again(code, done)


@pytest.mark.drill
@pytest.mark.django_db
@settings(deadline=None, max_examples=30, suppress_health_check=LOCAL)
@given(code=st.sampled_from(SOME), done=steps())
def test_many_kept_edits_always_load_and_read_the_same_again(towns_sections, code, done):
    edit_and_read_again(code, done)


def edit_and_read_again(code, done):
    text = text_of(code)
    for step in done:
        tree = open_text(text)
        name = str(tree["code"])
        try:
            do(tree, step)
        except trees.CannotEdit:
            continue
        after = write_back(tree)
        read = applications.read_definition(name, after)
        assert write_back(open_text(after)) == after
        if read.definition is None:
            assert all(one.line for one in read.problems), (step, after)
            assert not any("YAMLとして" in one.ja for one in read.problems)
            continue
        assert (
            list(differences(queries.plain(text), queries.plain(after)))
            or after == text
            or (step[0] == "label")
        )
        text = after


@pytest.fixture
def towns_sections(db):
    load_sections(TOWN.parent)


def test_moving_there_and_back_changes_no_byte():
    tree = open_text(text_of(DOG))
    editing.move_field(tree, "breed", up=True)
    assert write_back(tree) != text_of(DOG)
    editing.move_field(tree, "breed", up=False)
    assert write_back(tree) == text_of(DOG)


def test_one_change_touches_one_line_only():
    tree = open_text(text_of(DOG))
    words = {"ja": "犬の品種", "easy": "犬の しゅるい", "en": "Breed"}
    editing.change_field(trees.spot_of(tree, "breed").field, {"label": words})
    before, after = text_of(DOG).splitlines(), write_back(tree).splitlines()
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1


ASKED = {
    "colour": Asked("colour", "色", "choice", (("red", "赤"), ("blue", "青"))),
    "needs": Asked("needs", "要るもの", "multi", (("a", "紙"), ("b", "写し"))),
    "age": Asked("age", "年齢", "number"),
    "born": Asked("born", "生年月日", "date"),
    "name": Asked("name", "名前", "text"),
    "home": Asked("home", "住所", "address"),
    "agreed": Asked("agreed", "同意", "declaration"),
}


@pytest.mark.parametrize(
    ("term", "expression"),
    [
        (Term("colour", "==", "赤"), 'colour == "red"'),
        (Term("colour", "!=", "blue"), 'colour != "blue"'),
        (Term("needs", "contains", "写し"), '"b" in needs'),
        (Term("needs", "!=", "a"), '"a" not in needs'),
        (Term("age", ">=", "２０"), "age >= 20"),
        (Term("born", "<", "令和2年4月1日"), 'born < date("2020-04-01")'),
        (Term("born", "<=", "今日"), "born <= today"),
        (Term("name", "contains", 'a"b'), 'contains(name, "a\\"b")'),
        (Term("home", "has"), "has(home)"),
        (Term("home", "blank"), "not has(home)"),
        (Term("agreed", "=="), "agreed"),
    ],
)
def test_boxes_make_an_expression_that_reads_back(term, expression):
    if term.field == "agreed":
        term = Term("agreed", "==", "はい")
    assert compose([term], "and", ASKED) == expression
    read = decompose(expression)
    assert read is not None
    joint, (back,) = read
    assert compose([back], joint, ASKED) == expression


@pytest.mark.parametrize(
    "term",
    [
        Term("colour", "==", "緑"),
        Term("age", ">", "たくさん"),
        Term("born", ">", "いつか"),
        Term("home", "==", "小山町"),
        Term("name", ">", "あ"),
        Term("nobody", "==", "1"),
        Term("age", "hack", "1"),
        Term("age", "==", "1 or true"),
        Term("age", "==", ""),
    ],
)
def test_what_makes_no_condition_is_told(term):
    with pytest.raises(conditions.CannotCompose):
        compose([term], "and", ASKED)


def test_an_expression_too_clever_for_boxes_is_left_alone():
    for text in (
        "a == 1 and (b == 2 or c == 3)",
        "count(children) > 1",
        "not (a == 1)",
        "a ==",
        "1",
    ):
        assert decompose(text) is None
    assert decompose("") == ("and", ())


def test_what_is_new_is_told_with_when_it_is_shown_and_must_be_answered():
    before = queries.plain(text_of(DOG))
    after = deepcopy(before)
    fields = after["pages"][0]["fields"]
    fields.append({"code": "a", "kind": "text", "label": "譲った人", "when": 'sex == "female"'})
    fields.append({"code": "b", "kind": "text", "label": "ひとこと", "required": False})
    fields.append({"code": "c", "kind": "text", "label": "理由", "required": 'sex == "male"'})
    told = [one.sentence for one in differences(before, after) if one.kind == "追加"]
    assert told == [
        "「譲った人」（1行の文字）が追加されました。表示する条件は「『性別』が『めす』のとき」です。",
        "「ひとこと」（1行の文字）が追加されました。任意です。",
        "「理由」（1行の文字）が追加されました。必須になる条件は「『性別』が『おす』のとき」です。",
    ]


def test_differences_are_told_in_plain_words():
    before = queries.plain(text_of(DOG))
    tree = open_text(text_of(DOG))
    editing.change_field(trees.spot_of(tree, "features").field, {"required": True})
    editing.change_field(trees.spot_of(tree, "breed").field, {"max_length": 20})
    tree["standard_days"] = 3
    editing.remove_field(tree, "email", drop_conditions=False)
    after = queries.plain(write_back(tree))
    told = {f"{one.thing}：{one.sentence}" for one in differences(before, after)}
    assert "項目「その他の特徴」：必須になりました。" in told
    assert "項目「犬の種類」：長さの上限（字）が「40」から「20」に変わりました。" in told
    assert "標準処理期間：「5」から「3」に変わりました。" in told
    assert any("「メールアドレス」が削除されました" in one for one in told)
    assert "email_field" not in after
    assert list(differences(after, after)) == []


def test_texts_without_a_translation_are_listed_where_they_stand():
    tree = open_text(text_of(DOG))
    assert untranslated(queries.plain(text_of(DOG))) == []
    editing.change_field(trees.spot_of(tree, "breed").field, {"hint": {"ja": "例：柴犬"}})
    (one,) = untranslated(queries.plain(write_back(tree)))
    assert (one.field, one.text, one.languages) == ("breed", "例：柴犬", "やさしい日本語・英語")


def test_a_new_question_is_answered_in_the_examples_too():
    tree = open_text(text_of(DOG))
    editing.add_field(tree, {"code": "shop", "kind": "text", "label": LABEL}, page="dog")
    assert all(example["shop"] == "見本" for example in tree["demo"]["examples"])
    editing.remove_field(tree, "shop", drop_conditions=False)
    assert not any("shop" in example for example in tree["demo"]["examples"])
    assert write_back(tree) == text_of(DOG)
