"""A data folder is ready only while nothing it was made from has changed."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tsunagaru.conf import mark, starting

TOWNS = Path(__file__).resolve().parents[4] / "towns"


@pytest.fixture
def prepared(tmp_path, monkeypatch):
    shutil.copytree(TOWNS / "minimal", tmp_path / "town")
    monkeypatch.setenv("TSUNAGARU_HOME", str(tmp_path))
    monkeypatch.setenv("TSUNAGARU_TOWN", str(tmp_path / "town"))
    monkeypatch.setenv("TSUNAGARU_DATABASE", "")
    (tmp_path / "town.sqlite3").touch()
    mark.write(replace(mark.present(), people=("resident　hanako",)))
    return tmp_path


def test_a_prepared_folder_is_ready_and_greets_with_its_people(prepared):
    ready = mark.ready()
    assert ready is not None
    assert any("hanako" in line for line in starting.greeting(ready))


def test_a_changed_town_folder_is_prepared_again(prepared):
    with (prepared / "town" / "town.yaml").open("a", encoding="utf-8") as file:
        file.write("# ひとこと\n")
    assert mark.ready() is None


def test_without_its_database_nothing_is_ready(prepared):
    (prepared / "town.sqlite3").unlink()
    assert mark.ready() is None


@pytest.mark.parametrize("text", ["", "{}", "[1]", "{broken", '{"version": 1}'])
def test_a_damaged_mark_means_preparing_again(prepared, text):
    (prepared / "prepared.json").write_text(text)
    assert mark.ready() is None


def test_a_town_that_is_no_demo_shows_no_sign_ins(prepared):
    lines = starting.greeting(replace(mark.present(), people=()))
    assert not any("アカウント" in line for line in lines)


def test_web_and_workers_are_as_many_as_asked_for():
    named = starting.commands(web=2, workers=3)
    assert list(named) == ["web", "worker1", "worker2", "worker3", "card", "provider"]
    assert "2" in named["web"]


def test_a_town_in_production_or_with_a_contract_has_no_simulated_provider(monkeypatch):
    monkeypatch.setenv("TSUNAGARU_PRODUCTION", "1")
    assert "provider" not in starting.commands(web=1, workers=1)
    monkeypatch.delenv("TSUNAGARU_PRODUCTION")
    monkeypatch.setenv("TSUNAGARU_PAYJP_URL", "https://pay.example")
    assert "provider" not in starting.commands(web=1, workers=1)
