"""The simulated providers take orders, count what came, and run by themselves."""

import json
import os
import socket
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.gateways.opening import open_channels
from tsunagaru.engines.messages.gateways.simulators.running import MODULE, apart
from tsunagaru.engines.messages.testing import (
    a_parcel,
    contracts_with,
    hand_to,
    simulated_providers,
)


@pytest.fixture(name="them")
def providers():
    with simulated_providers() as them:
        yield them


def ask(them, path, told=None):
    data = None if told is None else json.dumps(told).encode()
    port = them["http"] if isinstance(them, dict) else them.http
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", data)) as answer:
        return json.loads(answer.read())


def test_orders_are_taken_and_shown(them):
    state = ask(them, "/control", {"line": {"error_share": 1, "latency_ms": 2.5}})
    assert state["line"]["knobs"]["error_share"] == 1
    [error] = hand_to(them, Kind.LINE, a_parcel("U1"))
    assert error.code == "500"
    state = ask(them, "/control/reset", {})
    assert state["line"]["knobs"]["error_share"] == 0
    assert state["line"]["requests"] == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"line": {"eror_share": 1}},
        {"line": {"error_share": "1"}},
        {"line": {"receipts_twice": 1}},
        {"fax": {}},
        [],
    ],
)
def test_a_misspelt_order_is_refused_and_changes_nothing(them, wrong):
    with pytest.raises(HTTPError, match="400"):
        ask(them, "/control", wrong)
    assert them.line.knobs.error_share == 0


def test_what_each_address_received_can_be_asked(them):
    hand_to(them, Kind.EMAIL, a_parcel("a@example.jp", "b@example.jp"))
    assert ask(them, "/control/received?channel=email&address=a@example.jp") == 1
    assert ask(them, "/control/received?channel=email&address=z@example.jp") == 0
    report = ask(them, "/control")["email"]
    assert (report["received"], report["people"], report["duplicates"]) == (2, 2, 0)
    assert len(ask(them, "/control/last?channel=email")) == 1


def test_an_address_nobody_serves_is_not_found(them):
    with pytest.raises(HTTPError, match="404"):
        ask(them, "/elsewhere")


NOISE = [b"\x00" * 40_000, b"GET", b"POST / HTTP/1.1\r\nContent-Length: -1"]


@pytest.mark.parametrize("noise", NOISE)
def test_noise_only_ends_its_own_connection(them, noise):
    with socket.create_connection(("127.0.0.1", them.http), 5) as line:
        line.sendall(noise + b"\r\n\r\n")
        assert not line.recv(100)
    assert ask(them, "/control")["line"]["received"] == 0


def test_they_run_in_a_process_of_their_own():
    with apart() as ports:
        assert set(ports) == {"http", "smtp"}
        assert set(ask(ports, "/control")) == {"line", "webpush", "email", "sms"}


def test_a_town_in_production_has_none():
    environment = {**os.environ, "TSUNAGARU_PRODUCTION": "1"}
    done = subprocess.run(
        [sys.executable, "-m", MODULE], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert not done.stdout


def test_a_channel_without_a_whole_contract_is_not_opened(them):
    contracts = contracts_with(them)
    assert set(open_channels(contracts)) == set(Kind)
    del contracts[0].values["token"]
    contracts[3].values["url"] = ""
    assert set(open_channels(contracts)) == {Kind.WEBPUSH, Kind.EMAIL}
