"""What publishing writes, and what it refuses."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tsunagaru.ground.ledger.api import (
    CannotCompensate,
    CannotPublishFraction,
    CannotPublishOutsideTransaction,
    CannotPublishText,
    compensate,
    fresh_at,
    publish,
    publish_many,
    queue_state,
    rollup_sums,
)
from tsunagaru.ground.ledger.models import AuditRow, Delivery, EventRow
from tsunagaru.ground.ledger.services.auditing import audit
from tsunagaru.ground.ledger.testing import published, wired
from tsunagaru.ground.ledger.tests.happenings import MORNING, Happening, happened

pytestmark = pytest.mark.django_db
DAY = (date(2026, 4, 1), date(2026, 4, 2))


def react(_event):
    """Do nothing."""


def test_an_event_is_kept_with_its_facts():
    event = happened(channel="online", district="d01", yen=300, hours=1.5, days=2)
    publish(event)
    (kept,) = published("ledger.happened")
    assert kept["subject"] == event.subject
    assert kept["at"] == MORNING
    assert (kept["yen"], kept["hours"], kept["days"], kept["district"]) == (300, 1.5, 2, "d01")
    assert "age_band" not in kept


def test_an_event_counts_on_its_day_in_japan():
    publish(happened(at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC)))
    assert EventRow.objects.get().day == DAY[0]
    assert rollup_sums(["ledger.happened"], *DAY)


def test_breakdowns_are_counted_beside_the_base_cell_and_never_with_each_other():
    publish(happened(channel="online", age_band="20-39", district="d01"))
    for scope in ("age_band", "district"):
        (row,) = [r for r in rollup_sums(["ledger.happened"], *DAY, scope=scope) if not r.measure]
        assert set(row.codes) == {"channel", "outcome", scope}
    (base,) = [r for r in rollup_sums(["ledger.happened"], *DAY) if not r.measure]
    assert dict(base.codes) == {"channel": "online", "outcome": "ok"}


def test_each_wired_reaction_gets_one_delivery():
    with wired(Happening, react) as name:
        publish_many([happened(), happened()])
    assert list(Delivery.objects.values_list("reaction", flat=True)) == [name, name]
    assert queue_state().accepted == 2
    assert queue_state().lost == 0


def test_a_delivery_that_vanished_shows():
    with wired(Happening, react):
        publish_many([happened(), happened()])
    Delivery.objects.first().delete()
    assert queue_state().lost == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_published_outside_a_transaction():
    with pytest.raises(CannotPublishOutsideTransaction):
        publish(happened())
    assert not EventRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_event_leaves_nothing():
    with transaction.atomic():
        publish(happened())
        transaction.set_rollback(True)
    assert not EventRow.objects.exists()
    assert not rollup_sums(["ledger.happened"], *DAY)


@pytest.mark.parametrize("text", ["小山 花子", "a b", "x" * 65, "a\nb", "'"])
def test_free_text_never_enters_an_event(text):
    with pytest.raises(CannotPublishText):
        publish(happened(outcome=text))


def test_a_histogram_counts_whole_values_only():
    with pytest.raises(CannotPublishFraction):
        publish(happened(days=1.5))


def test_a_compensated_event_no_longer_counts():
    event = happened(district="d01", yen=5, days=3)
    publish(event)
    compensate(event.id, at=MORNING + timedelta(days=40))
    assert EventRow.objects.count() == 2
    assert rollup_sums(["ledger.happened"], date(2026, 1, 1), date(2027, 1, 1)) == []


def test_an_event_is_compensated_once_only():
    event = happened()
    publish(event)
    correction = compensate(event.id, at=MORNING)
    for wrong in (event.id, correction, uuid4()):
        with pytest.raises(CannotCompensate):
            compensate(wrong, at=MORNING)


def test_no_reaction_hears_of_a_compensation():
    event = happened()
    publish(event)
    with wired(Happening, react):
        compensate(event.id, at=MORNING)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("table", ["ledger_event", "ledger_audit"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET number = number", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_past(table, verb):
    publish(happened())
    audit(actor=None, action="happened", at=MORNING)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))
    assert EventRow.objects.count() == AuditRow.objects.count() == 1


def test_freshness_is_the_last_time_an_event_happened():
    publish_many([happened(), happened(at=MORNING - timedelta(hours=3))])
    assert fresh_at(["ledger.happened", "ledger.never"]) == {"ledger.happened": MORNING}
