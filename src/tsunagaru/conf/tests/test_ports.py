"""A port that is taken is told before anything is prepared (ポートの確認)."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tsunagaru.conf import starting
from tsunagaru.conf.ports import taken


@pytest.fixture
def held():
    """Give a port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def test_a_port_is_taken_while_somebody_listens_on_it(held):
    assert taken(held)


def test_a_port_is_free_again_afterwards():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
    assert not taken(port)


@pytest.mark.parametrize("port", ["http", "70000", ""])
def test_what_is_no_port_is_told(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    assert "1〜65535" in starting.cannot_listen()


def test_a_second_town_on_the_same_port_says_so_and_prepares_nothing(held, tmp_path):
    command = [sys.executable, "-m", "tsunagaru.conf", "up"]
    environment = {"PORT": held, "TSUNAGARU_HOME": str(tmp_path), "PYTHONPATH": _source()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"ポート {held} は、ほかのプログラムが使っています" in done.stderr
    assert list(tmp_path.iterdir()) == []


def _source() -> str:
    return str(Path(starting.__file__).parents[2])
