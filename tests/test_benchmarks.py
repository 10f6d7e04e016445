"""The benchmarks (性能測定) are programs of their own: they start before any town is set up."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOAD_ALL = """
from importlib import import_module
from benchmarks.__main__ import NAMES
for name in NAMES:
    import_module(f"benchmarks.{name}")
"""


def test_every_benchmark_can_be_loaded_before_a_town_is_set_up():
    plain = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    plain["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    loaded = subprocess.run([sys.executable, "-c", LOAD_ALL], cwd=ROOT, env=plain, check=False)
    assert loaded.returncode == 0
