"""A database of the first version, with data in it, comes up to this one (版の更新の訓練)."""

import json
import subprocess
import sys
from pathlib import Path

from tests.drills.databases import Database
from tests.walks.town import ROOT, Town

FEW = 0.15  # tables whose own rules refuse rows made without knowing them


def test_rows_of_the_first_version_are_intact_after_all_migrations(
    database: Database, tmp_path: Path
) -> None:
    town = Town(home=tmp_path, database=database.new())
    upgrade(town, "fill")
    found = json.loads(upgrade(town, "check"))
    assert found["models"] > 20
    assert found["rows"] >= found["models"]
    assert len(found["empty"]) <= found["models"] * FEW, found["empty"]
    town.command("migrate", "--check")


def upgrade(town: Town, act: str) -> str:
    """Run one half of the upgrade on the town's database."""
    environment = town.environment | {
        "DJANGO_SETTINGS_MODULE": "tsunagaru.conf.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.drills.upgrading", act, str(town.home / "kept.json")],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
