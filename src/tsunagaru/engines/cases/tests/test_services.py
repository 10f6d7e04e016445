"""What the acts on a case promise."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tsunagaru.engines.cases import queries, services
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.cases.rules import CannotDecideWithoutReason, CannotMove, State
from tsunagaru.engines.cases.services.opening import open_case
from tsunagaru.engines.cases.testing import MONDAY, a_case
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.access import Actor, Grant, Kind, Role

pytestmark = pytest.mark.django_db
CLERK = Actor(kind=Kind.STAFF, name="係", grants=frozenset({Grant(Role.CLERK, "seikatsu")}))
OTHER = Actor(kind=Kind.STAFF, name="係", grants=frozenset({Grant(Role.CLERK, "zeimu")}))
DAY = timedelta(days=1)


def events(name):
    return published(name)


def decide(case, outcome="granted", reason="", at=MONDAY + DAY):
    services.decide(case.id, outcome=outcome, label="認める", reason=reason, by=CLERK, at=at)


def test_the_due_day_counts_open_days_only():
    assert a_case(standard_days=5).due_on == date(2026, 4, 13)


def test_a_due_day_never_falls_into_golden_week():
    case = a_case(at=MONDAY.replace(day=28), standard_days=2)
    assert case.due_on == date(2026, 5, 1)
    assert a_case(at=MONDAY.replace(day=30), standard_days=2).due_on == date(2026, 5, 7)


def test_a_thing_has_one_case_only():
    case = a_case()
    row = Case.objects.get(pk=case.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_case(
            kind=row.kind, subject=row.subject, code="x", title="x", section="seikatsu",
            received_at=MONDAY, standard_days=1, channel="online", resident=None,
            age_band="", district="", at=MONDAY,
        )  # fmt: skip


def test_a_decision_is_kept_with_its_reason_and_published():
    case = a_case()
    decide(case, "refused", "住所が町外のため。")
    made = queries.decision_of(case.id)
    assert (made.outcome, made.reason) == ("refused", "住所が町外のため。")
    assert (
        events("case.decided")[0] | {"outcome": "refused", "on_time": "yes", "days": 1}
        == (events("case.decided")[0])
    )


def test_reasons_never_enter_an_event():
    case = a_case()
    decide(case, "refused", "ひみつの理由")
    for name in ("case.opened", "case.decided"):
        assert "ひみつ" not in str(published(name))


def test_a_decided_case_cannot_be_decided_again():
    case = a_case()
    decide(case)
    with pytest.raises(CannotMove):
        decide(case, "refused", "理由")
    assert len(events("case.decided")) == 1


def test_a_refusal_without_reasons_is_not_recorded():
    case = a_case()
    with pytest.raises(CannotDecideWithoutReason):
        decide(case, "refused", " ")
    assert Case.objects.get(pk=case.id).state == State.RECEIVED


def test_waiting_for_a_correction_stops_the_clock():
    case = a_case(standard_days=5)
    services.request_correction(
        case.id, field="name", label="犬の名前", message="ご確認ください", by=CLERK, at=MONDAY
    )
    assert queries.open_correction(case.id).label == "犬の名前"
    services.answer_correction(case.id, at=MONDAY + 7 * DAY)
    row = Case.objects.get(pk=case.id)
    assert row.due_on == date(2026, 4, 20)
    assert (row.state, row.paused_on) == (State.EXAMINING, None)
    assert queries.open_correction(case.id) is None


def test_a_correction_can_be_taken_back_and_asked_again():
    case = a_case()
    for _ in range(2):
        services.request_correction(
            case.id, field="name", label="犬の名前", message="?", by=CLERK, at=MONDAY
        )
        services.cancel_correction(case.id, by=CLERK, at=MONDAY)
    assert Case.objects.get(pk=case.id).state == State.EXAMINING


def test_a_withdrawn_case_cannot_be_decided():
    case = a_case()
    services.withdraw(case.id, at=MONDAY)
    with pytest.raises(CannotMove):
        decide(case)
    assert len(events("case.withdrawn")) == 1


def test_withdrawing_ends_an_open_correction():
    case = a_case()
    services.request_correction(
        case.id, field="name", label="犬の名前", message="?", by=CLERK, at=MONDAY
    )
    services.withdraw(case.id, at=MONDAY)
    assert queries.open_correction(case.id) is None


def test_notes_stay_inside_the_town_hall():
    case = a_case()
    services.add_note(case.id, text="電話で確認済み", by=CLERK, at=MONDAY)
    assert [e.kind for e in queries.timeline(case.id)] == ["received"]
    assert [e.text for e in queries.timeline(case.id, inside=True)] == ["", "電話で確認済み"]


def test_only_the_section_sees_its_cases():
    case = a_case()
    assert queries.readable_by(CLERK).filter(pk=case.id).exists()
    assert not queries.readable_by(OTHER).filter(pk=case.id).exists()
    assert not queries.readable_by(Actor()).exists()
