"""Reactions that talk to the outside world hold no lock, and run at least once."""

from datetime import timedelta

import pytest
from django.db import connection

from tsunagaru.ground.ledger.api import deliver_all, publish
from tsunagaru.ground.ledger.models import Delivery
from tsunagaru.ground.ledger.testing import wired
from tsunagaru.ground.ledger.tests.happenings import MORNING, Happening, happened
from tsunagaru.kernel.events import outward

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)


class Partner:
    """A mail server, say: it may refuse, and sees how many transactions are open."""

    def __init__(self):
        self.letters = []
        self.depths = []
        self.refuses = False

    def __call__(self, event):
        self.depths.append(len(connection.savepoint_ids))
        if self.refuses:
            raise ConnectionRefusedError
        self.letters.append(event.id)


@pytest.fixture
def partner():
    partner = Partner()

    @outward
    def hand_over(event):
        partner(event)

    with wired(Happening, hand_over):
        yield partner


def test_an_outward_reaction_runs_outside_any_transaction_of_the_worker(partner):
    publish(happened())
    depth = len(connection.savepoint_ids)
    deliver_all(at=LATER)
    assert partner.depths == [depth]
    assert Delivery.objects.get().state == "done"


def test_a_refused_hand_over_is_tried_again_later(partner):
    partner.refuses = True
    publish(happened())
    deliver_all(at=LATER)
    assert Delivery.objects.get().state == "queued"
    partner.refuses = False
    deliver_all(at=LATER + timedelta(days=1))
    assert len(partner.letters) == 1
    assert Delivery.objects.get().state == "done"
