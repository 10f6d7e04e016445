"""Whom the town may write to about something they were granted."""

import pytest

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.offers.segments import HOLDERS
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.ground.people.testing import a_resident

pytestmark = pytest.mark.django_db


def applied(resident, outcome: str) -> None:
    made = an_application(resident=resident)
    Application.objects.filter(pk=made.id).update(outcome=outcome)


def test_only_who_was_granted_it_is_chosen():
    procedure = a_procedure(holders="犬を登録した人")
    granted = a_resident()
    applied(granted.id, "granted")
    applied(a_resident().id, "refused")
    applied(a_resident().id, "")
    applied(None, "granted")
    assert HOLDERS.values() == [(procedure.code, "犬を登録した人")]
    assert HOLDERS.residents([procedure.code]) == [granted.id]
    assert HOLDERS.residents(["another"]) == []


def test_nobody_is_chosen_by_what_the_town_did_not_name():
    procedure = a_procedure()
    applied(a_resident().id, "granted")
    assert HOLDERS.values() == []
    assert HOLDERS.residents([procedure.code]) == []
