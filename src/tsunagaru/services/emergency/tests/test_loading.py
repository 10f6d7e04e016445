"""Rules and texts of the town folder: mistakes are told with their line (規則と文例の読み込み)."""

import shutil

import pytest

from tsunagaru.kernel.folder import CannotLoad, Folder
from tsunagaru.services.emergency.models import Setup
from tsunagaru.services.emergency.services.loading import TEXTS, TRIGGERS, apply, dump, read
from tsunagaru.services.emergency.testing import NOON
from tsunagaru.services.emergency.tests.shared import OYAMA

RULE = "  - {code: x, kind: weather, names: [レベル５大雨特別警報], areas: [town], action: draft"
MISTAKES = {
    "a text that is missing": (RULE + ", level: 5, text: nowhere}", "nowhere"),
    "a text of another level": (RULE + ", level: 5, text: rain-3}", "レベル3のもの"),
    "a level that the name denies": (RULE + ", level: 4, text: rain-4}", "level は 5"),
    "a draft without a text": (RULE + ", level: 5}", "text（文例）が要ります"),
    "areas that are missing": (
        RULE.replace("[town]", "[village]") + ", level: 5, text: rain-5}",
        "village",
    ),
    "a kind that nobody knows": (
        RULE.replace("weather", "wether") + ", level: 5, text: rain-5}",
        "kind",
    ),
    "a rule on cancellations": (RULE.replace("draft", "cancel") + ", level: 5}", "選べません"),
    "a code that stands twice": (
        RULE.replace("code: x", "code: rain-5") + ", level: 5, text: rain-5}",
        "2つあります",
    ),
}


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(OYAMA / "emergency", tmp_path / "emergency")
    return tmp_path


@pytest.mark.parametrize(("line", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_with_file_and_line(folder, line, said):
    path = folder / TRIGGERS
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    town = Folder(folder)
    read(town)
    with pytest.raises(CannotLoad, match=rf"{TRIGGERS}:\d+.*{said}"):
        town.check()


def test_a_blank_that_nothing_fills_in_is_refused(folder):
    path = folder / TEXTS
    text = path.read_text(encoding="utf-8").replace("{time}、小山町", "{place}", 1)
    path.write_text(text, encoding="utf-8")
    town = Folder(folder)
    read(town)
    with pytest.raises(CannotLoad, match="place"):
        town.check()


def test_half_of_the_files_is_refused(folder):
    (folder / TEXTS).unlink()
    town = Folder(folder)
    assert read(town) == []
    with pytest.raises(CannotLoad, match=TEXTS):
        town.check()


@pytest.mark.django_db
def test_what_was_loaded_is_written_back_and_goes_with_its_files(tmp_path):
    parsed = read(Folder(OYAMA))
    assert apply(parsed, NOON)
    assert apply(parsed, NOON) == []
    dump(Folder(tmp_path))
    assert apply(read(Folder(tmp_path)), NOON) == []
    assert apply([], NOON)
    assert not Setup.objects.exists()
