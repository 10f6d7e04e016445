"""The plan of the town folder: loaded whole or not at all, told apart, written back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tsunagaru.kernel.folder import CannotLoad, Folder
from tsunagaru.plan.api import TOWN_PART
from tsunagaru.plan.definitions.shapes import Sheet
from tsunagaru.plan.models import Fact, Initiative, Plan
from tsunagaru.plan.queries import strategy
from tsunagaru.plan.rules.strategy import SHEET_FIELDS

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).resolve().parents[4] / "towns"
AT = datetime(2026, 11, 23, tzinfo=UTC)
STARRED = [1, 2, 5, 7, 8, 10, 12, 20, 22, 23, 24, 25, 26, 28, 29, 30, 33]


def parsed(path):
    folder = Folder(path)
    found = TOWN_PART.read(folder)
    folder.check()
    return found


def load(path):
    return TOWN_PART.apply(parsed(path), at=AT)


@pytest.fixture
def oyama(tmp_path):
    """Return a copy of the demo town that a test may spoil."""
    return Path(shutil.copytree(TOWNS / "oyama", tmp_path / "oyama"))


def spoil(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_guideline_has_three_policies_nine_measures_and_thirty_five_initiatives():
    load(TOWNS / "oyama")
    nodes = strategy.tree()
    measures = [measure for node in nodes for measure in node.measures]
    numbers = [node.initiative.number for measure in measures for node in measure.initiatives]
    assert (len(nodes), len(measures), numbers) == (3, 9, list(range(1, 36)))
    assert [row.number for row in strategy.initiatives(strategy.Wanted(priority=True))] == STARRED


def test_what_the_guideline_does_not_state_stays_absent():
    load(TOWNS / "oyama")
    for row in strategy.initiatives():
        assert [line.text for line in strategy.sheet(row)] == [None] * 7
    assert strategy.ties() == {}


def test_every_statement_names_chapter_heading_and_line_or_a_source_outside():
    load(TOWNS / "oyama")
    assert Fact.objects.count() > 150
    without = Fact.objects.filter(chapter=None).exclude(kind__kind="absent")
    assert {fact.kind.kind for fact in without} == {"outside"}
    assert all(fact.origin for fact in without)
    for fact in Fact.objects.exclude(chapter=None):
        assert fact.heading, fact.key
        assert fact.lines, fact.key
        assert fact.page, fact.key


@pytest.mark.parametrize(
    ("kind", "count"),
    [("principles", 7), ("priorities", 6), ("timeline", 11), ("errata", 11), ("chapters", 11)],
)
def test_the_statements_of_a_kind_are_complete(kind, count):
    load(TOWNS / "oyama")
    assert sum(len(facts) for _, facts in strategy.facts(kind)) == count


def test_the_survey_of_2021_keeps_its_figures():
    load(TOWNS / "oyama")
    figures = {key: strategy.fact("survey", key) for key in ("sent", "returned", "response-rate")}
    assert [fact.number for fact in figures.values() if fact] == [1500, 707, 47.1]


def test_there_are_three_walls_inside_and_five_outside():
    load(TOWNS / "oyama")
    assert [wall.kind.kind for wall in strategy.walls()] == ["walls-inside"] * 3 + [
        "walls-outside"
    ] * 5


def test_loading_twice_changes_nothing_the_second_time():
    assert load(TOWNS / "oyama")
    assert load(TOWNS / "oyama") == []


@pytest.mark.parametrize("name", ["oyama", "minimal"])
def test_load_dump_load_is_load_and_the_second_dump_has_the_same_bytes(name, tmp_path):
    first = parsed(TOWNS / name)
    TOWN_PART.apply(first, at=AT)
    shutil.copy(TOWNS / name / "organisation.yaml", tmp_path)
    TOWN_PART.dump(Folder(tmp_path))
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    assert parsed(tmp_path) == first
    assert load(tmp_path) == []
    TOWN_PART.dump(Folder(tmp_path))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == files


def test_a_corrected_title_is_the_only_difference(oyama):
    load(TOWNS / "oyama")
    spoil(oyama / "plan/initiatives.yaml", "公金キャッシュレス決済の推進", "公金の電子納付の推進")
    (change,) = load(oyama)
    assert (change.kind, change.thing) == ("changed", "取組 No.03")
    assert strategy.initiative(3).title == "公金の電子納付の推進"


def test_a_new_version_leaves_the_former_one_in_place(oyama):
    load(TOWNS / "oyama")
    spoil(oyama / "plan/plan.yaml", "1.0.0", "1.1.0")
    load(oyama)
    current = strategy.current_plan()
    assert current is not None
    assert current.version == "1.1.0"
    assert [plan.version for plan in strategy.former_plans()] == ["1.0.0"]
    assert Initiative.objects.count() == 70
    assert strategy.initiatives().count() == 35


def test_another_town_has_its_own_plan_with_ties():
    load(TOWNS / "minimal")
    wanted = strategy.Wanted(section="office", wall="habits")
    assert [row.title for row in strategy.initiatives(wanted)] == ["手続をオンラインにする"]
    assert not strategy.initiatives(strategy.Wanted(wall="culture")).exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "word"),
    [
        ("initiatives.yaml", "number: 2\n", "number: 1\n", 15, "2回"),
        ("initiatives.yaml", "measure: I-①", "measure: I-⑨", 5, "定められていません"),
        ("initiatives.yaml", "priority: true", "priorty: true", 4, "priority"),
        ("initiatives.yaml", "priority: true", "priority: yes", 4, "true"),
        ("plan.yaml", "2026", "2020", 6, "終わりの年度"),
        ("plan.yaml", '"1.0.0"', "1.0", 1, "引用符"),
        ("facts/laws.yaml", "key: summary", "key: digital-society", 16, "2回"),
        ("ties.yaml", "ties: []", "ties:\n  - {initiative: 99, walls: [moon]}", 8, "定め"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_nothing_is_loaded(oyama, file, old, new, line, word):
    spoil(oyama / "plan" / file, old, new)
    with pytest.raises(CannotLoad) as refused:
        load(oyama)
    found = [p for p in refused.value.problems if p.file == f"plan/{file}" and word in p.ja]
    assert [problem.line for problem in found][:1] == [line], refused.value.problems
    assert not Plan.objects.exists()


def test_the_sheet_has_the_same_fields_everywhere():
    assert list(Sheet.model_fields) == list(SHEET_FIELDS)
