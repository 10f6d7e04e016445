"""The town folder's places: loaded, told apart, written back."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tsunagaru.ground.places import queries, services
from tsunagaru.ground.places.api import TOWN_PART
from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui import town as pages
from tsunagaru.kernel.folder import CannotLoad, Folder

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).resolve().parents[5] / "towns"
AT = datetime(2026, 11, 23, tzinfo=UTC)


def parsed(path):
    folder = Folder(path)
    found = TOWN_PART.read(folder)
    folder.check()
    return found


@pytest.fixture
def oyama(tmp_path):
    """Return a copy of the demo town that a test may spoil."""
    return Path(shutil.copytree(TOWNS / "oyama", tmp_path / "oyama"))


def spoil(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_demo_town_has_forty_districts_in_twenty_three_areas():
    TOWN_PART.apply(parsed(TOWNS / "oyama"), at=AT)
    districts = queries.districts()
    assert (len(districts), len(queries.areas())) == (40, 23)
    assert all(district.demo for district in districts)
    assert {district.area.code for district in districts} == {a.code for a in queries.areas()}
    assert 20 <= len(queries.outline()) <= 30


def test_loading_twice_changes_nothing_the_second_time():
    assert TOWN_PART.apply(parsed(TOWNS / "oyama"), at=AT)
    assert TOWN_PART.apply(parsed(TOWNS / "oyama"), at=AT) == []


@pytest.mark.parametrize("name", ["oyama", "minimal"])
def test_load_dump_load_is_load_and_the_second_dump_has_the_same_bytes(name, tmp_path):
    first = parsed(TOWNS / name)
    TOWN_PART.apply(first, at=AT)
    TOWN_PART.dump(Folder(tmp_path / "a"))
    assert parsed(tmp_path / "a") == first
    TOWN_PART.apply(parsed(tmp_path / "a"), at=AT)
    TOWN_PART.dump(Folder(tmp_path / "b"))
    for path in sorted((tmp_path / "a").rglob("*.*")):
        other = tmp_path / "b" / path.relative_to(tmp_path / "a")
        assert other.read_bytes() == path.read_bytes()


def test_another_town_replaces_the_first_and_its_districts_close():
    TOWN_PART.apply(parsed(TOWNS / "oyama"), at=AT)
    changes = TOWN_PART.apply(parsed(TOWNS / "minimal"), at=AT)
    found = queries.town()
    assert found is not None
    assert found.name.ja == "みほん町"
    assert [district.name for district in queries.districts()] == ["東区", "西区"]
    assert queries.district_names()["d40"]
    assert "removed" in {change.kind for change in changes}


def test_a_changed_district_is_told_in_the_difference(oyama):
    TOWN_PART.apply(parsed(TOWNS / "oyama"), at=AT)
    spoil(oyama / "districts.csv", "阿多野区", "阿多野の区")
    (change,) = TOWN_PART.apply(parsed(oyama), at=AT)
    assert (change.kind, change.thing) == ("changed", "区 d01")
    assert "阿多野の区" in change.after


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "word"),
    [
        ("town.yaml", '"223441"', '"223442"', 3, "検査数字"),
        ("districts.csv", "d02,", "d01,", 3, "2回"),
        ("districts.csv", ",adano,", ",atami,", 2, "areas.csv"),
        ("districts.csv", "35.3507", "95.3507", 2, "46"),
        ("texts/pt.yaml", "マイクロチップ: Microchip", "マイクロチップ: [Microchip]", 193, "文字"),
        ("texts/en.yaml", "greeting:", "greting:", 2, "ja.yaml にありません"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_and_line(oyama, file, old, new, line, word):
    spoil(oyama / file, old, new)
    with pytest.raises(CannotLoad) as refused:
        parsed(oyama)
    problems = [p for p in refused.value.problems if p.line == line and p.file == file]
    assert any(word in problem.ja for problem in problems), refused.value.problems


def test_the_calendar_knows_the_towns_own_closing_days(oyama):
    spoil(oyama / "town.yaml", "closing_days: []", "closing_days: [{date: 2026-08-14, name: 夏季}]")
    TOWN_PART.apply(parsed(oyama), at=AT)
    assert not queries.calendar().is_open(date(2026, 8, 14))
    assert queries.calendar().is_open(date(2026, 8, 13))


def test_the_towns_portuguese_is_found_by_the_japanese_sentence(oyama):
    TOWN_PART.apply(parsed(oyama), at=AT)
    assert queries.wordings()["転出届"] == {"pt": "Notificação de mudança para outro município"}
    spoil(oyama / "texts" / "pt.yaml", "転出届: Notificação", "転出届: Aviso")
    (change,) = TOWN_PART.apply(parsed(oyama), at=AT)
    assert (change.kind, change.thing) == ("changed", "言葉 pt 転出届")


def test_a_town_without_portuguese_loads_and_dumps_without_it(oyama, tmp_path):
    (oyama / "texts" / "pt.yaml").unlink()
    TOWN_PART.apply(parsed(oyama), at=AT)
    TOWN_PART.dump(Folder(tmp_path / "a"))
    assert not (tmp_path / "a" / "texts" / "pt.yaml").exists()
    assert "転出届" not in queries.wordings()


def test_every_page_is_told_the_town(request):
    request.addfinalizer(lambda: pages.install(name=""))
    request.addfinalizer(lambda: phrases.install({}))
    services.introduce()
    assert str(pages.current().name) == ""
    TOWN_PART.apply(parsed(TOWNS / "oyama"), at=AT)
    services.introduce()
    assert str(pages.current().name) == "小山町"
    assert pages.current().demo
