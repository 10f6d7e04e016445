"""児童手当 of the town: no amount is promised before it is known how old a child is."""

from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.questionnaires import api as questionnaires

TOWN = Path(__file__).resolve().parents[1] / "towns" / "oyama" / "procedures"
TODAY = date(2026, 6, 1)
NAME = {"family": "小山", "given": "一郎", "family_kana": "コヤマ", "given_kana": "イチロウ"}


def shown(*names):
    """Return the rows of the children and of the amounts as the page of review shows them."""
    tree = YAML(typ="safe").load((TOWN / "child-allowance.yaml").read_text())
    definition = ProcedureDefinition.model_validate(tree)
    form = questionnaires.read_questionnaire({"pages": tree["pages"]})
    assert definition.code == "child-allowance"
    children = [{"name": name, "living": "together"} for name in names]
    answers = {"older_children": 0, "moved_on": "2026-05-30", "children": children}
    sections = questionnaires.review(form, answers, "ja", TODAY)
    return {label: text for section in sections for _, label, text in section.rows}


def test_a_child_whose_birth_is_not_known_yet_has_no_amount():
    rows = shown(NAME)
    assert not [label for label in rows if "手当の月額の見込み" in label and "人目" in label]
    assert rows["手当の月額の見込み"] in {"", "0円"}


def test_each_child_has_its_amount_once_its_birth_is_known():
    rows = shown(NAME | {"birth_on": "2026-05-20"}, NAME | {"birth_on": "2016-07-01"})
    assert rows["1人目の子ども：手当の月額の見込み"] == "15,000円"
    assert rows["2人目の子ども：手当の月額の見込み"] == "10,000円"
    assert rows["手当の月額の見込み"] == "25,000円"
