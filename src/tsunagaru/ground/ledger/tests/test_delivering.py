"""Events reach their reactions, once, whatever happens on the way."""

from contextlib import ExitStack
from datetime import timedelta
from uuid import uuid4

import pytest

from tsunagaru.ground.ledger.api import (
    Worker,
    audit,
    deliver_all,
    drop_dead,
    forget_done,
    publish,
    publish_many,
    queue_state,
    retry_dead,
    run_worker,
    waiting,
)
from tsunagaru.ground.ledger.gateways import leases
from tsunagaru.ground.ledger.models import Delivery, EventRow
from tsunagaru.ground.ledger.rules.retrying import MOST_ATTEMPTS, own, owner_of, wait_after
from tsunagaru.ground.ledger.services.delivering import deliver, take_due
from tsunagaru.ground.ledger.services.reviving import CannotRevive
from tsunagaru.ground.ledger.testing import audited, pending, wired
from tsunagaru.ground.ledger.tests.happenings import MORNING, Happening, happened
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
ONE, TWO = Worker("one"), Worker("two")
CLERK = Actor(kind=Kind.STAFF, account=7)
LATER = MORNING + timedelta(days=1)


class Broken(RuntimeError):
    """A reaction's own failure."""


class Recorder:
    """A reaction that writes to the database, and fails as often as told."""

    __name__ = "record"

    def __init__(self, failures=0):
        self.failures = failures
        self.got = []

    def __call__(self, event):
        self.got.append(event)
        audit(actor=None, action="reacted", subject=event.id, at=event.at)
        if len(self.got) <= self.failures:
            raise Broken


@pytest.fixture
def wire():
    """Wire a recorder, publish so many events, and leave it wired."""
    with ExitStack() as stack:

        def connect(*, failures=0, events=1):
            recorder = Recorder(failures)
            stack.enter_context(wired(Happening, recorder))
            publish_many([happened(outcome=f"n{n}") for n in range(events)])
            return recorder

        yield connect


def test_a_reaction_gets_the_event_as_it_was_published():
    recorder = Recorder()
    event = happened(channel="online", yen=5, hours=1.25, days=2)
    with wired(Happening, recorder):
        publish(event)
        assert deliver_all(at=LATER) == 1
    assert recorder.got == [event]
    assert waiting() == 0


def test_what_a_failed_reaction_wrote_is_taken_back_and_it_is_tried_again(wire):
    recorder = wire(failures=1)
    deliver_all(at=LATER)
    assert audited("reacted") == []
    assert Delivery.objects.get().last_error == "Broken"
    assert pending(at=LATER) == []
    deliver_all(at=LATER + wait_after(1))
    assert len(audited("reacted")) == 1
    assert len(recorder.got) == 2


def test_after_the_last_attempt_a_delivery_waits_for_people(wire):
    recorder = wire(failures=99)
    for n in range(MOST_ATTEMPTS + 2):
        deliver_all(at=LATER + timedelta(days=n))
    assert len(recorder.got) == MOST_ATTEMPTS
    state = queue_state()
    assert (state.dead, state.accepted, state.lost) == (1, 1, 0)


def test_one_failing_reaction_does_not_stop_the_others(wire):
    wire(failures=1, events=3)
    deliver_all(at=LATER)
    assert len(audited("reacted")) == 2


def test_two_workers_never_hold_the_same_delivery(wire):
    wire(events=5)
    first = take_due(ONE, at=LATER, most=3)
    second = take_due(TWO, at=LATER, most=9)
    assert len(first) == 3
    assert len(second) == 2
    assert not {d.id for d in first} & {d.id for d in second}


def test_an_expired_lease_is_taken_by_another_worker_and_the_first_comes_too_late(wire):
    recorder = wire()
    (mine,) = take_due(ONE, at=LATER)
    assert take_due(TWO, at=LATER + ONE.lease / 2) == []
    (taken,) = take_due(TWO, at=LATER + ONE.lease)
    assert deliver(taken, TWO, at=LATER)
    assert not deliver(mine, ONE, at=LATER)
    assert len(recorder.got) == len(audited("reacted")) == 1


def test_a_heartbeat_keeps_a_lease(wire):
    wire()
    take_due(ONE, at=LATER)
    assert leases.keep(owner=ONE.name, until=LATER + 3 * ONE.lease) == 1
    assert take_due(TWO, at=LATER + 2 * ONE.lease) == []


def test_what_may_have_killed_its_worker_is_taken_alone(wire):
    wire(events=3)
    take_due(ONE, at=LATER)
    assert [len(take_due(TWO, at=LATER + ONE.lease)) for _ in range(4)] == [1, 1, 1, 0]


def test_a_delivery_that_kills_every_worker_is_given_up(wire):
    recorder = wire()
    for n in range(MOST_ATTEMPTS):
        take_due(ONE, at=LATER + timedelta(hours=n))
    deliver_all(at=LATER + timedelta(days=1))
    assert recorder.got == []
    assert Delivery.objects.get().last_error == "WorkerKilled"
    assert queue_state().dead == 1


def test_a_stopping_worker_gives_back_what_it_has_not_begun(wire):
    recorder = wire(events=4)
    done = run_worker(stop=lambda: len(recorder.got) >= 2, once=True, at=lambda: LATER)
    assert done == 2
    left = Delivery.objects.filter(state="queued")
    assert [row.attempts for row in left] == [0, 0]


def test_a_reaction_that_this_version_lacks_waits_for_the_next(wire):
    wire()
    Delivery.objects.update(reaction="engines.gone.tasks.react")
    deliver_all(at=LATER)
    assert Delivery.objects.get().last_error == "UnknownReaction"
    assert Delivery.objects.get().state == "queued"


def test_an_event_that_this_version_lacks_waits_for_the_next(wire):
    wire()
    row = EventRow.objects.get()
    stranger = EventRow(name="engines.unheard_of", at=row.at, day=row.day, subject=row.subject)
    stranger.id = uuid4()
    stranger.save()
    Delivery.objects.update(event=stranger.id)
    deliver_all(at=LATER)
    assert Delivery.objects.get().last_error == "UnknownEvent"


@pytest.fixture
def dead(wire):
    """Give a delivery that failed for good, and its recorder."""
    recorder = wire(failures=1)
    Delivery.objects.update(attempts=MOST_ATTEMPTS - 1)
    deliver_all(at=LATER)
    return Delivery.objects.get(state="dead"), recorder


def test_a_failed_delivery_can_be_tried_again(dead):
    delivery, recorder = dead
    retry_dead(delivery.pk, by=CLERK, at=LATER)
    deliver_all(at=LATER)
    assert len(recorder.got) == 2
    assert queue_state().done == 1
    assert audited("delivery.retried")[0].actor == "account:7"


def test_a_failed_delivery_can_be_dropped_with_a_reason(dead):
    delivery, _ = dead
    drop_dead(delivery.pk, reason="done_by_hand", by=CLERK, at=LATER)
    assert audited("delivery.dropped")[0].facts["reason"] == "done_by_hand"
    assert (queue_state().dropped, queue_state().lost) == (1, 0)


def test_only_a_failed_delivery_can_be_revived(dead):
    delivery, _ = dead
    retry_dead(delivery.pk, by=CLERK, at=LATER)
    with pytest.raises(CannotRevive):
        drop_dead(delivery.pk, reason="not_needed", by=CLERK, at=LATER)
    with pytest.raises(CannotRevive):
        retry_dead(delivery.pk, by=CLERK, at=LATER)


def test_finished_deliveries_are_forgotten_and_unfinished_ones_never(wire):
    wire(events=3, failures=1)
    deliver_all(at=LATER)
    assert forget_done(before=LATER + timedelta(days=90), at=LATER) == 2
    assert Delivery.objects.get().state == "queued"
    assert queue_state().lost == 0


def test_each_package_has_a_section_that_looks_after_its_failures():
    assert owner_of("engines.unowned.tasks.x") == "joho"
    own("engines.owned", "zeimu")
    assert owner_of("engines.owned.tasks.x") == "zeimu"
