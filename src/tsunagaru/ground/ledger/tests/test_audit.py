"""The audit chain shows every tampering, here and in the verifier that stands alone."""

import json
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ledger.api import audit, export, verify_chain, write_checkpoint
from tsunagaru.ground.ledger.queries.trail import audit_rows, links
from tsunagaru.ground.ledger.rules.chain import (
    BEGINNING,
    Checkpoint,
    Link,
    content_of,
    fingerprint,
    verify,
)
from tsunagaru.ground.ledger.tests.happenings import MORNING
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import day_of

pytestmark = pytest.mark.django_db
VERIFIER = Path(__file__).parents[5] / "tools" / "verify_audit.py"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.TSUNAGARU_HOME = tmp_path
    return tmp_path


@pytest.fixture
def chain():
    """Six links."""
    staff = Actor(kind=Kind.STAFF, staff=uuid4(), name="小山 太郎")
    for n in range(6):
        facts: dict[str, str | int] = {"field": "住所", "n": n}
        at = MORNING + timedelta(hours=n)
        audit(
            actor=staff if n % 2 else None,
            action="case.viewed",
            subject=uuid4(),
            at=at,
            facts=facts,
        )
    return list(links())


def test_an_untouched_chain_holds(chain):
    write_checkpoint(at=MORNING)
    assert verify_chain().holds
    assert verify_chain().count == len(chain)


def test_no_name_enters_the_trail(chain):
    assert "小山" not in "".join(export())
    assert chain[0].actor == "system"
    assert chain[1].actor.startswith("staff:")


def test_the_trail_can_be_narrowed(chain):
    assert audit_rows(actor="system").count() == 3
    assert audit_rows(subject=chain[2].subject).get().number == 3
    assert audit_rows(day=day_of(MORNING)).count() == 6
    assert audit_rows(day=day_of(MORNING + timedelta(days=1))).count() == 0


def spoilt(links, kind, place):
    """Return the chain tampered with, and the number of the first bad link."""
    changed = list(links)
    if kind == "edited":
        changed[place] = replace(changed[place], action="case.edited")
    elif kind == "deleted":
        del changed[place]
    elif kind == "swapped":
        changed[place], changed[place + 1] = changed[place + 1], changed[place]
    elif kind == "cut":
        changed = changed[:place]
    return changed, place + 1


@pytest.mark.parametrize("kind", ["edited", "deleted", "swapped", "cut"])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_tampering_is_told_with_the_first_bad_link(chain, kind, place):
    marks = [Checkpoint(at="", count=len(chain), hash=chain[-1].hash)]
    changed, bad = spoilt(chain, kind, place)
    verdict = verify(changed, marks)
    assert (verdict.holds, verdict.first_bad) == (False, bad)
    assert verdict.reason


def test_a_chain_built_anew_from_a_changed_link_differs_from_its_checkpoint(chain):
    marks = [Checkpoint(at="", count=len(chain), hash="0" * 64)]
    assert verify(chain, marks).first_bad == len(chain)


def test_an_edit_behind_the_back_of_the_triggers_is_found(chain):
    lift = "ALTER TABLE ledger_audit DISABLE TRIGGER USER"
    with connection.cursor() as cursor:
        postgresql = connection.vendor == "postgresql"
        cursor.execute(lift if postgresql else "DROP TRIGGER ledger_audit_no_update")
        cursor.execute("UPDATE ledger_audit SET subject = 'x' WHERE number = 4")
    assert (verify_chain().holds, verify_chain().first_bad) == (False, 4)


def run_verifier(path, *more):
    command = [sys.executable, "-I", str(VERIFIER), str(path), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("kind", ["whole", "edited", "deleted", "swapped", "cut"])
def test_the_verifier_that_stands_alone_comes_to_the_same_verdict(chain, home, kind):
    write_checkpoint(at=MORNING)
    changed, bad = spoilt(chain, kind, 2)
    path = home / "trail.jsonl"
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in changed), encoding="utf-8")
    code, said = run_verifier(path, "--checkpoints", str(home / "checkpoints"))
    assert code == (0 if kind == "whole" else 1)
    assert ("OK" in said) if kind == "whole" else (f"#{bad}" in said)


def test_the_export_is_what_the_verifier_reads(chain, home):
    path = home / "trail.jsonl"
    path.write_text("\n".join(export()) + "\n", encoding="utf-8")
    assert run_verifier(path)[0] == 0


@given(st.lists(st.integers(0, 3), max_size=6), st.data())
def test_a_chain_of_anything_holds_and_any_single_change_is_found(numbers, data):
    made = made_chain(numbers)
    assert verify(made).holds
    if made:
        place = data.draw(st.integers(0, len(made) - 1))
        field = data.draw(st.sampled_from(["at", "actor", "action", "subject", "previous", "hash"]))
        made[place] = replace(made[place], **{field: "changed"})
        assert verify(made).first_bad == place + 1


def made_chain(numbers):
    previous, made = BEGINNING, []
    for number, fact in enumerate(numbers, start=1):
        link = Link(number, "t", "system", "a", "s", {"n": fact}, previous, "")
        previous = fingerprint(content_of(link))
        made.append(replace(link, hash=previous))
    return made
