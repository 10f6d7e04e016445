"""Each import contract keeps, and each can be broken (構造の検査)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = Path(sys.executable).with_name("lint-imports")

# contract, file that breaks it, what it says
BREACHES = [
    ("floors", "ground/ledger/services/breach.py", "import tsunagaru.engines.cases"),
    ("floors", "annexe/__init__.py", ""),
    ("plan-portal", "plan/queries/breach.py", "import tsunagaru.services.procedures"),
    ("services", "services/counter/__init__.py", "import tsunagaru.services.procedures"),
    ("engines", "engines/messages/breach.py", "import tsunagaru.engines.cases"),
    ("engines", "engines/annexe/__init__.py", ""),
    ("ground", "ground/places/breach.py", "import tsunagaru.ground.people"),
    ("ground", "ground/annexe/__init__.py", ""),
    ("rooms", "engines/cases/models.py", "import tsunagaru.engines.cases.services"),
    ("rooms", "engines/cases/helpers.py", ""),
    ("doors", "engines/cases/services/breach.py", "import tsunagaru.ground.people.models"),
    ("pure-rules", "engines/cases/rules.py", "import django.db"),
    ("pure-rules", "kernel/breach.py", "import django"),
    ("no-clock-in-rules", "engines/cases/rules.py", "import tsunagaru.kernel.clock"),
    ("leaf-events", "engines/cases/events.py", "import tsunagaru.engines.cases.models"),
]


def lint(root: Path, *contract: str) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-cache", "--config", str(root / "pyproject.toml"), *contract]
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}", "PATH": ""}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house to break."""
    only_python = shutil.ignore_patterns("templates", "static", "tests", "*.pyc", "data", "*.yaml")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=only_python)
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_every_contract():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_breach_is_caught(copy, contract, file, line):
    breach = copy / "src" / "tsunagaru" / file
    breach.parent.mkdir(parents=True, exist_ok=True)
    before = breach.read_text() if breach.exists() else ""
    breach.write_text(f"{before}\n{line}\n")
    done = lint(copy, "--contract", contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 broken" in done.stdout


def test_no_import_is_ignored():
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()
