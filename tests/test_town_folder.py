"""The town folder: read whole or not at all, written back without loss (町フォルダ)."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tsunagaru.conf.loading import dump, load
from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.places.api import town
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.folder import CannotLoad
from tsunagaru.plan.api import initiatives
from tsunagaru.plan.models import Indicator

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).resolve().parent.parent / "towns"
NOW = datetime(2026, 4, 6, 10, tzinfo=JST)
BOTH = pytest.mark.parametrize("name", ["oyama", "minimal"])


def text_of(root: Path) -> dict[str, str]:
    files = (p for p in sorted(root.rglob("*")) if p.is_file())
    return {str(p.relative_to(root)): p.read_text(encoding="utf-8") for p in files}


@BOTH
def test_a_town_loads_and_loading_it_again_changes_nothing(name):
    assert load(TOWNS / name, at=NOW)
    assert load(TOWNS / name, at=NOW) == []


@BOTH
def test_a_dumped_town_loads_without_a_difference_and_dumps_the_same_bytes(name, tmp_path):
    load(TOWNS / name, at=NOW)
    dump(tmp_path / "first")
    assert load(tmp_path / "first", at=NOW) == []
    dump(tmp_path / "second")
    assert text_of(tmp_path / "first") == text_of(tmp_path / "second")


def test_a_dry_run_tells_the_differences_and_changes_nothing():
    changes = load(TOWNS / "oyama", at=NOW, dry_run=True)
    assert len(changes) > 200
    assert town() is None


@BOTH
def test_every_revenue_a_procedure_names_has_a_name_that_staff_know(name):
    load(TOWNS / name, at=NOW)
    paid = [one.payment for one in applications.procedures() if one.payment]
    assert {one.revenue for one in paid} <= set(payments.revenues())


def test_the_demo_town_holds_the_whole_plan():
    load(TOWNS / "oyama", at=NOW)
    rows = list(initiatives())
    assert [row.number for row in rows] == list(range(1, 36))
    assert sum(row.priority for row in rows) == 17
    assert Indicator.objects.count() >= 84
    assert all(row.shape["target"] is None for row in Indicator.objects.all())


def test_another_town_knows_nothing_of_the_first():
    load(TOWNS / "minimal", at=NOW)
    assert "小山" not in str(town())
    assert len(list(initiatives())) == 1


UNKNOWN_EVENT = (
    "  - {id: I35-9, initiative: 35, name: x, unit: 件, direction: up, cadence: daily,"
    " definition: x, formula: 'count(\"nobody.came\")', formula_words: x, source: x}\n"
)
DAMAGES = {
    "an unknown key": ("town.yaml", "\ncolour: blue\n", "colour"),
    "a key that stands twice": ("town.yaml", "\ncode: '22344'\n", "code"),
    "an anchor, as bombs use it": ("town.yaml", "\nbomb: &a [1]\nmore: [*a, *a]\n", "bomb"),
    "a formula of an unknown event": (
        "indicators.yaml",
        UNKNOWN_EVENT,
        "nobody.came",
    ),
    "a date that is none": ("districts.csv", "\nx,y\n", "districts.csv"),
}


@pytest.mark.parametrize(("file", "damage", "named"), DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_town_is_refused_whole_with_file_and_line(tmp_path, file, damage, named):
    shutil.copytree(TOWNS / "oyama", tmp_path / "town")
    with (tmp_path / "town" / file).open("a", encoding="utf-8") as end:
        end.write(damage)
    with pytest.raises(CannotLoad) as refusal:
        load(tmp_path / "town", at=NOW)
    first = refusal.value.problems[0]
    assert any(named in str(problem) for problem in refusal.value.problems)
    assert first.file == file
    assert first.line > 0
    assert first.ja
    assert first.en
    assert town() is None
