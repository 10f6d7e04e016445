"""Finds programs (道具の確認), and installs their Debian packages when it may."""

import os
import shutil
import subprocess
from pathlib import Path


def find_chromium() -> str | None:
    """Return the path of Debian's chromium, if it is installed."""
    return shutil.which("chromium")


def find_postgresql() -> Path | None:
    """Return the folder of PostgreSQL's newest server binaries, if installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return found[-1].parent if found else None


def _version(path: Path) -> int:
    return int(path.parts[-3]) if path.parts[-3].isdigit() else 0


def has_japanese_font() -> bool:
    """Tell whether the browser can draw Japanese."""
    if shutil.which("fc-list") is None:
        return False
    done = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def install(*packages: str) -> bool:
    """Install Debian packages when root on a Debian system; tell whether it worked."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"必要なもの / needed: sudo apt-get install -y {' '.join(packages)}", flush=True)
        return False
    return _apt("update") and _apt("install", "-y", *packages)


def _apt(*words: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode == 0
