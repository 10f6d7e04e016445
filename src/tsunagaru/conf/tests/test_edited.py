"""What is published in the browser is not undone by the town folder without a word."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tsunagaru.conf.loading import CannotOverwrite, load
from tsunagaru.engines.applications import api as applications
from tsunagaru.kernel.folder import Edited
from tsunagaru.kernel.individual_number import check_digit

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[4] / "towns" / "oyama"
AT = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
DOG = "dog-registration"
ELEVEN = "12345678901"


@pytest.fixture
def edited(db):
    """A town whose dog registration was edited in the browser."""
    load(TOWN, at=AT)
    text = applications.version_in_force(DOG).text
    changed = "# 見直し\n" + text.replace("standard_days: 5", "standard_days: 3")
    read = applications.read_definition(DOG, changed)
    assert read.definition is not None, read.problems
    applications.publish_text(read.definition, changed, at=AT)
    return changed


def of_forms(changes):
    """Return the differences that are about procedures."""
    return [change for change in changes if change.thing.startswith("手続き ")]


def days():
    return applications.procedure(DOG).standard_days


def test_every_form_of_the_town_reads_the_same_in_the_browser(db):
    load(TOWN, at=AT)
    for one in applications.procedures():
        version = applications.version_in_force(one.code)
        assert version.text == (TOWN / "procedures" / f"{one.code}.yaml").read_text()
        assert applications.read_definition(one.code, version.text).definition == one


def test_loading_again_is_refused_and_changes_nothing(edited):
    with pytest.raises(CannotOverwrite) as refused:
        load(TOWN, at=AT)
    assert DOG in str(refused.value)
    assert days() == 3


def test_the_dry_run_shows_the_conflict(edited):
    (told,) = of_forms(load(TOWN, at=AT, dry_run=True))
    assert (told.kind, told.thing) == ("conflict", f"手続き {DOG}")
    assert str(told).startswith("！")
    assert days() == 3


def test_the_edit_is_kept_or_undone_when_somebody_says_so(edited):
    load(TOWN, at=AT, edited=Edited.KEEP)
    assert days() == 3
    load(TOWN, at=AT, edited=Edited.OVERWRITE)
    assert days() == 5
    assert of_forms(load(TOWN, at=AT)) == []


def test_what_was_edited_is_dumped_as_written_and_then_loads(edited, tmp_path):
    call_command("dump", str(tmp_path / "out"))
    assert (tmp_path / "out" / "procedures" / f"{DOG}.yaml").read_text() == edited
    assert of_forms(load(tmp_path / "out", at=AT)) == []
    assert days() == 3


def test_the_command_says_what_to_do_and_what_it_left_alone(edited, capsys):
    with pytest.raises(CommandError, match="--keep-edited"):
        call_command("load", str(TOWN))
    capsys.readouterr()
    call_command("load", str(TOWN), "--keep-edited")
    assert days() == 3
    assert "画面の版を残したもの（！）：1件" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("犬の名前, easy", "マイナンバー, easy", "たずねる項目は作れません"),
        ("犬の名前, easy", "マイナンバーカードの表面, easy", ""),
        ("例：柴犬、雑種", f"例：{ELEVEN}{check_digit(ELEVEN)}", "個人番号"),
        ("section: environment", "section: nowhere", "課「nowhere」"),
        ("code: dog_name", "code: today", "条件式で使う言葉"),
        ("summary:\n", "summary: &a\n", "目印"),
        ("standard_days: 5", "standard_days: 5\nstandard_days: 6", "2回あります"),
    ],
)
def test_what_a_form_must_not_say_is_refused_with_its_line(db, old, new, said):
    load(TOWN, at=AT)
    text = applications.version_in_force(DOG).text
    assert old in text
    read = applications.read_definition(DOG, text.replace(old, new, 1))
    assert bool(read.definition) == (not said)
    assert any(said in one.ja and one.line for one in read.problems) == bool(said)


def test_bombs_are_refused_at_once(db):
    bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"
    for text in (bomb, "[" * 5000, "x" * 400_000, "", "- a", "code: \x01", "\ud800"):
        read = applications.read_definition(DOG, text)
        assert read.definition is None
        assert read.problems
