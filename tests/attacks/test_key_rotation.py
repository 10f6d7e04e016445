"""Keys are exchanged while others write, and while the one who exchanges them is killed."""

import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connection

from tsunagaru.conf import rotating
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people import services
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.ground.rows.testing import at_once
from tsunagaru.ground.vault import keys
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)
NOW = clock.now()
WRITERS, PAUSE_S = 3, 0.02
MANY, PATIENCE_S, SLICE_S = 1500, 120, 0.05


@pytest.fixture
def town(shared_database, tmp_path, settings):
    """A town with a key file of its own, on a database that several can write to."""
    settings.TSUNAGARU_KEYS = tmp_path / "keys.json"
    keys.ring()
    return shared_database


def used():
    return {use.name: use.used for use in rotating.key_uses() if use.kind == "data"}


def test_writers_and_a_rotation_at_the_same_time_lose_nothing(town):
    persons = [a_resident(account=False).id for _ in range(WRITERS)]
    over, last = Event(), {}

    def write(number):
        step = 0
        while step < 3 or not over.wait(PAUSE_S):
            step += 1
            phone = f"0550{number}{step:05d}"
            services.change_profile(persons[number], {"phone": phone}, at=NOW)
            last[persons[number]] = phone

    def exchange():
        try:
            for _ in range(2):
                call_command("keys", "rotate", stdout=StringIO())
        finally:
            over.set()

    at_once(exchange, *(lambda n=n: write(n) for n in range(WRITERS)))
    if rotating.unfinished():
        call_command("keys", "rotate", stdout=StringIO())
    day = clock.day_of(NOW)
    for id_, phone in last.items():
        assert people.resident(id_, day=day).phone == phone
        assert people.find_residents(day=day, phone=phone)[0].id == id_
    assert sum(used().values()) == used()[keys.ring().current_data[0]]


def rotating_process(path):
    """Begin a rotation in a process of its own."""
    names = connection.settings_dict
    where = (
        f"sqlite://{path}"
        if path
        else f"postgres://{names['USER']}@{names['HOST']}:{names['PORT']}/{names['NAME']}"
    )
    from django.conf import settings  # noqa: PLC0415 - as the test has set them

    more = {"TSUNAGARU_DATABASE": where, "TSUNAGARU_KEYS": str(settings.TSUNAGARU_KEYS)}
    script = str(Path(sys.executable).with_name("tsunagaru"))
    return subprocess.Popen([script, "keys", "rotate"], env=os.environ | more)


@pytest.mark.drill
def test_a_rotation_killed_in_the_middle_is_finished_by_the_next(town):
    people_before = [
        services.Person(family=f"小山{n}", given="花子", phone=f"0550{n:06d}") for n in range(MANY)
    ]
    services.register_many(people_before, source="demo", at=NOW)
    old = keys.ring().current_data[0]
    process = rotating_process(town)
    until = time.monotonic() + PATIENCE_S
    while used().get(old, 0) in {0, MANY * 3} and time.monotonic() < until:
        os.kill(process.pid, signal.SIGCONT)
        time.sleep(SLICE_S)
        os.kill(process.pid, signal.SIGSTOP)  # so that it is not over before anybody has looked
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < used()[old] < MANY * 3
    ring = keys.ring()
    call_command("keys", "rotate", "--retire", "--settle", "0", stdout=StringIO())
    assert list(keys.ring().data) == [ring.current_data[0]]
    found = people.residents([p.id for p in people_before], day=clock.day_of(NOW))
    assert all(found[p.id].phone == p.phone for p in people_before)
