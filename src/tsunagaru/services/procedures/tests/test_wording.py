"""Conditions and calculations are told in Japanese: a clerk reads no formulas."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tsunagaru.services.procedures.rules.labels import Labels
from tsunagaru.services.procedures.rules.wording import (
    WRITTEN_OUT,
    condition_in_words,
    value_in_words,
    worded,
)

TOWN = Path(__file__).parents[5] / "towns" / "oyama" / "procedures"
CODES = re.compile(r"[a-z]+_[a-z]+|==|!=|>=|<=|\b(?:and|or|not|if|in)\b|\w+\(")


def a_field(kind, code, label, **more):
    return {"code": code, "kind": kind, "label": {"ja": label}, **more}


COLOURS = [{"code": "red", "label": "赤"}, {"code": "blue", "label": {"ja": "青"}}]
TREE = {
    "pages": [
        {
            "code": "main",
            "fields": [
                a_field("choice", "colour", "色", choices=COLOURS),
                a_field("multi", "needs", "要るもの", choices=COLOURS),
                a_field("number", "age", "年齢"),
                a_field("date", "born", "生まれた日"),
                a_field("person", "child", "子ども"),
                a_field("declaration", "agreed", "同意"),
                a_field("group", "items", "品", fields=[a_field("money", "price", "値段")]),
            ],
        }
    ]
}
LABELS = Labels(TREE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('colour == "red"', "「色」が「赤」のとき"),
        ('colour != "blue"', "「色」が「青」以外のとき"),
        ('colour in ["red", "blue"]', "「色」が「赤」か「青」のとき"),
        ('colour not in ["red"]', "「色」が「赤」以外のとき"),
        ('"red" in needs', "「要るもの」で「赤」を選んでいるとき"),
        ('"red" not in needs', "「要るもの」で「赤」を選んでいないとき"),
        ("age >= 20", "「年齢」が20以上のとき"),
        ("age < 5000000", "「年齢」が5,000,000より小さいとき"),
        ('born > date("2026-04-01")', "「生まれた日」が2026年4月1日より後のとき"),
        ("born <= today", "「生まれた日」が今日以前のとき"),
        ("agreed", "「同意」が「はい」のとき"),
        ("not agreed", "「同意」が「はい」ではないとき"),
        ("has(child)", "「子ども」に答えがあるとき"),
        ("not has(child)", "「子ども」が空欄のとき"),
        ("not (age > 3)", "（「年齢」が3より大きいという）ではないとき"),
        ('agreed and (age > 3 or colour == "red")',
         "「同意」が「はい」、かつ、（「年齢」が3より大きい、または、「色」が「赤」）のとき"),
        ("years_between(child.birth_on, today) < 7",
         "「子ども」の生年月日から今日までの満年数が7より小さいとき"),
        ("count(items) > 1", "「品」の件数が1より大きいとき"),
        ('starts_with(text(age), "1")', "「年齢」が「1」で始まるとき"),
        ("true", "いつも"),
        ("gone == 1", "「gone」が1のとき"),
        ("age >=", "age >="),
    ],
)  # fmt: skip
def test_a_condition_is_told_in_words(text, words):
    assert condition_in_words(text, LABELS) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sum(items.price) * 2", "「値段」の合計×2"),
        ("(age + 1) * 300", "（「年齢」＋1）×300"),
        ('if(colour == "red", 100, age)', "（「色」が「赤」のときは100、ほかは「年齢」）"),
        ("floor(age / 3)", "「年齢」÷3（端数は切り捨て）"),
        ("add_days(today, -15)", "今日の15日前"),
        ("add_months(born, 3)", "「生まれた日」の3か月後"),
        ("add_days(born, 1 - day(born))", "「生まれた日」の月の1日"),
        ("max(age, 3)", "「年齢」、3のうち最も大きいもの"),
    ],
)
def test_a_calculation_is_told_in_words(text, words):
    assert value_in_words(text, LABELS) == words


def expressions_in(tree, key=""):
    """Yield every expression of a definition with its words."""
    if isinstance(tree, dict):
        for name, item in tree.items():
            yield from expressions_in(item, name)
    elif isinstance(tree, list):
        for item in tree:
            yield from expressions_in(item, key)
    elif key in {"when", "required", "compute", "rule", "off"} and isinstance(tree, str):
        yield tree


@pytest.mark.parametrize("file", sorted(TOWN.glob("*.yaml")), ids=lambda one: one.stem)
def test_no_formula_of_the_town_is_left_as_a_formula(file):
    tree = YAML(typ="safe").load(file.read_text())
    told = worded(tree, Labels(tree))
    told["payment"] = None  # its time is a code with a name of its own
    left = [one for one in expressions_in(told) if one not in WRITTEN_OUT and CODES.search(one)]
    assert left == []
