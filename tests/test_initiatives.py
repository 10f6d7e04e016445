"""The honest list (正直な一覧): which of the 35 initiatives work, and which walk proves it.

An initiative works when its walk passes and nothing of what it must do is missing; it works in
part when a walk passes for what is there. The list is kept in ``conf/data/initiatives.json``, from
which README and ``tsunagaru plan`` read; after a change, run ``python -m tools.proved``.
"""

import ast
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.proved import PROVED, README, titles, written

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Entry:
    """An initiative: the test that walks it, and what it still lacks."""

    walk: str = ""
    lacks: str = "まだ作られていません。"


MAIN = "tests/walks/test_main_walk.py::test_a_resident_applies_a_clerk_decides_and_the_plan_moves"
DASHBOARD = "tests/walks/test_main_walk.py::test_the_dashboard_shows_what_the_command_prints"
CARD = "tests/walks/test_card_walk.py::test_the_card_signs_in_signs_an_application_and_is_booked"
PAYING = "tests/walks/test_paying_walk.py::test_a_resident_pays_on_the_phone_and_gets_the_notice"
VISIT = (
    "tests/walks/test_counter_visit_walk.py"
    "::test_a_visit_is_booked_called_and_filed_without_writing"
)
SEAL = "tests/walks/test_seal_walk.py::test_a_seal_is_abolished_and_the_form_follows_at_once"
EMERGENCY = (
    "tests/walks/test_emergency_walk.py"
    "::test_a_draft_is_confirmed_by_a_second_person_reaches_a_resident_and_is_lifted"
)
CIRCULAR = (
    "tests/walks/test_circular_walk.py::test_from_the_clerks_form_to_the_phone_to_the_receipts"
)
HEARING = "tests/walks/test_hearing_walk.py::test_from_a_phone_without_account_to_the_public_page"
BUILT = {
    1: Entry(CARD, ""),
    2: Entry(MAIN, "決裁がありません。"),
    3: Entry(PAYING, "地方税統一QRコードは、町が形を決めるまで使えません。"),
    4: Entry(VISIT, ""),
    5: Entry(HEARING, ""),
    8: Entry(MAIN, "ご意見から改善までの流れ、広報の効果の測定がありません。"),
    10: Entry(EMERGENCY, "対象の地域を、地図の上の範囲では選べません（区で選びます）。"),
    23: Entry(CIRCULAR, "会員への調査がありません。"),
    26: Entry(SEAL, ""),
    33: Entry(DASHBOARD, "会議と決定、課題、年次の見直しがありません。"),
}
LIST = {number: BUILT.get(number, Entry()) for number in range(1, 36)}


def expected():
    """Return what the file must say."""
    walked = [number for number, entry in LIST.items() if entry.walk]
    return {
        "partly": [number for number in walked if LIST[number].lacks],
        "works": [number for number in walked if not LIST[number].lacks],
    }


def test_the_list_has_every_initiative_of_the_plan():
    assert set(LIST) == set(titles())


def test_the_file_says_what_the_list_says():
    assert json.loads(PROVED.read_text(encoding="utf-8")) == expected()


def test_the_readme_says_what_the_file_says():
    readme = README.read_text(encoding="utf-8")
    assert readme == written(readme, expected()), "run: python -m tools.proved"


@pytest.mark.parametrize("number", [n for n, entry in LIST.items() if entry.walk])
def test_every_walk_that_is_named_exists_and_is_run_with_the_others(number):
    path, _, name = LIST[number].walk.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
    assert not found.decorator_list, "a proof is neither skipped nor left to the drills"
