"""The town folder's rules and groups: mistakes are told with their line (回覧の決まりと組)."""

import shutil

import pytest

from tsunagaru.ground.places.testing import TOWNS
from tsunagaru.kernel.folder import CannotLoad, Folder
from tsunagaru.services.community.definitions import CIRCULARS, GROUPS
from tsunagaru.services.community.models import Group, Setup
from tsunagaru.services.community.queries.setups import groups, need_rules, rules
from tsunagaru.services.community.services.loading import apply, dump, read
from tsunagaru.services.community.testing import NOON

FILES = ("town.yaml", "areas.csv", "districts.csv", "organisation.yaml", "outline.csv")
MISTAKES = {
    "a section that is missing": (CIRCULARS, "section: general-affairs", "section: x", "x"),
    "a number below one": (CIRCULARS, "  missed: 2", "  missed: 0", "missed"),
    "a role nobody has": (CIRCULARS, "- head", "- mayor", "approvers"),
    "a rule that nobody knows": (CIRCULARS, "due_days: 14", "due_day: 14", "due_day"),
    "a group that stands twice": (GROUPS, "d01-2,d01", "d01-1,d01", "2回あります"),
    "a district that is missing": (GROUPS, "d01-2,d01,", "d01-2,d99,", "d99"),
}


@pytest.fixture
def folder(tmp_path):
    oyama = TOWNS / "oyama"
    for name in FILES:
        shutil.copy(oyama / name, tmp_path / name)
    shutil.copytree(oyama / "texts", tmp_path / "texts")
    shutil.copytree(oyama / "community", tmp_path / "community")
    return tmp_path


@pytest.mark.parametrize(("file", "was", "will", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_with_file_and_line(folder, file, was, will, said):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(was, will, 1), encoding="utf-8")
    town = Folder(folder)
    read(town)
    with pytest.raises(CannotLoad, match=rf"{file}:\d+.*{said}"):
        town.check()


@pytest.mark.django_db
def test_what_was_loaded_is_written_back_the_same(folder, tmp_path_factory):
    apply(read(Folder(folder)), NOON)
    assert need_rules().paper.missed == 2
    assert len(groups("d01")) == 4
    out = tmp_path_factory.mktemp("out")
    dump(Folder(out))
    assert read(Folder(out)).rules == read(Folder(folder)).rules
    assert (out / GROUPS).read_bytes() == (folder / GROUPS).read_bytes()
    assert apply(read(Folder(folder)), NOON) == []


@pytest.mark.django_db
def test_a_group_that_left_the_folder_is_closed_and_not_deleted(folder):
    apply(read(Folder(folder)), NOON)
    path = folder / GROUPS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    apply(read(Folder(folder)), NOON)
    assert [one.code for one in Group.objects.filter(closed=True)] == ["d40-4"]


@pytest.mark.django_db
def test_a_town_without_the_files_has_no_circulars(tmp_path):
    assert apply(read(Folder(tmp_path)), NOON) == []
    assert rules() is None
    assert not Setup.objects.exists()
