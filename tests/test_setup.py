"""Which Python the environment is built with (環境のPython)."""

import os
import sys
from pathlib import Path

import pytest

from tools import setup

COMPLETE, BARE = 0, 1


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the distribution's Python would lie; nobody is root, nothing is installed."""
    monkeypatch.delenv("TSUNAGARU_PYTHON", raising=False)
    monkeypatch.setattr(setup, "DISTRIBUTION", str(tmp_path / "python3"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return tmp_path / "python3"


def put(place: Path, version: str, has_venv: int) -> None:
    """Put a program that answers as a Python of this version would."""
    place.write_text(
        f'#!/bin/sh\ncase "$2" in *version_info*) echo {version} ;; *) exit {has_venv} ;; esac\n'
    )
    place.chmod(0o755)


def test_the_distributions_python_is_taken_where_it_is_new_enough(distribution: Path) -> None:
    put(distribution, "3 11", COMPLETE)
    assert setup.interpreter() == str(distribution)


def test_an_older_one_is_left_alone(distribution: Path) -> None:
    put(distribution, "3 9", COMPLETE)
    assert setup.interpreter() == sys.executable


def test_one_that_cannot_make_environments_is_left_alone_by_who_may_not_install(
    distribution: Path,
) -> None:
    put(distribution, "3 11", BARE)
    assert setup.interpreter() == sys.executable


def test_a_machine_without_one_uses_the_python_at_hand(distribution: Path) -> None:
    assert not distribution.exists()
    assert setup.interpreter() == sys.executable


def test_who_names_a_python_gets_it(distribution: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(distribution, "3 11", COMPLETE)
    monkeypatch.setenv("TSUNAGARU_PYTHON", "/opt/python")
    assert setup.interpreter() == "/opt/python"
