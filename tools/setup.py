"""Sets up the environment (環境の準備) with nothing but Python's standard library.

Makes ``.venv``, brings uv into it from the package index, and installs the hashed lock file.
Says plainly what is missing when it cannot.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MINIMUM = (3, 11)
DISTRIBUTION = "/usr/bin/python3"  # mended by the distribution's security updates, and built fast


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


def run(*command: str) -> bool:
    """Run a command quietly; print what it said when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


def install_debian(*packages: str) -> bool:
    """Install Debian packages when root; otherwise say what to type."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        say(
            f"次のコマンドを実行してから、もう一度お試しください / Please run, then try again:\n"
            f"  sudo apt-get install -y {' '.join(packages)}"
        )
        return False
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    return run("apt-get", "update", "-qq") and run("apt-get", "install", "-y", "-qq", *packages)


def version_of(python: str) -> tuple[int, int]:
    """Return an interpreter's version; (0, 0) where there is none."""
    asked = (python, "-c", "import sys; print(*sys.version_info[:2])")
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0, 0
    major, minor = told.split()
    return int(major), int(minor)


def can_make_venv(python: str) -> bool:
    """Tell whether an interpreter has all it needs; a bare Debian Python lacks two modules."""
    asked = (python, "-c", "import ensurepip, venv")
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def is_ready(python: str) -> bool:
    """Tell whether an interpreter can make an environment, after installing what it lacks."""
    major, minor = version_of(python)
    return can_make_venv(python) or install_debian(f"python{major}.{minor}-venv")


def interpreter() -> str:
    """Return the Python the town will run on (ADR 0064).

    The one named in ``TSUNAGARU_PYTHON``; else the distribution's, where it is new enough and can
    be made ready without asking anybody; else the one that runs this.
    """
    named = os.environ.get("TSUNAGARU_PYTHON", "")
    if named:
        return named
    if version_of(DISTRIBUTION) < MINIMUM:
        return sys.executable
    may_install = shutil.which("apt-get") is not None and os.geteuid() == 0
    ready = can_make_venv(DISTRIBUTION) or (may_install and is_ready(DISTRIBUTION))
    return DISTRIBUTION if ready else sys.executable


def make_venv() -> bool:
    """Create ``.venv``."""
    if PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    python = interpreter()
    if version_of(python) < MINIMUM:
        say(f"Python 3.11 以上ではありません。 / Not Python 3.11 or newer: {python}")
        return False
    return is_ready(python) and run(python, "-m", "venv", str(VENV))


def sync() -> bool:
    """Install uv, then everything the lock file names, checked by hash."""
    pip = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if not run(*pip, "--require-hashes", "-r", "requirements/bootstrap.lock"):
        return False
    os.environ["VIRTUAL_ENV"] = str(VENV)
    uv = str(VENV / "bin" / "uv")
    lock = "requirements/dev.lock"
    install = (uv, "pip", "install", "--quiet", "--compile-bytecode")
    installed = run(*install, "--require-hashes", "-r", lock)
    return installed and run(
        uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", "."
    )


def main() -> int:
    """Set everything up; tell how it went."""
    if sys.version_info < MINIMUM:
        say("Python 3.11 以上が必要です。 / Python 3.11 or newer is needed.")
        return 1
    say("環境を準備しています（初回は1分ほどかかります）… / Setting up …")
    if not (make_venv() and sync()):
        say("環境を準備できませんでした。上の表示をご確認ください。 / Set-up failed, see above.")
        return 1
    (VENV / "ready").touch()
    say("環境の準備ができました。 / Ready.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
