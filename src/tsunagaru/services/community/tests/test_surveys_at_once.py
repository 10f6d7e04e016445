"""Answers to a survey that arrive in the same moment (同時の回答), on both databases."""

import pytest

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.rows.testing import refused_at_once as at_once
from tsunagaru.services.community.models import SurveyAnswer, SurveyMark
from tsunagaru.services.community.queries.survey_results import tallies_of
from tsunagaru.services.community.rules.surveys import CannotMove
from tsunagaru.services.community.services import survey_closing, surveys
from tsunagaru.services.community.services.survey_answers import (
    AnsweredBefore,
    SurveyOver,
    Told,
    enter,
)
from tsunagaru.services.community.testing import (
    NOON,
    VALUES,
    a_home,
    a_leader,
    a_survey,
    a_town_with_districts,
    an_answer,
)

REFUSALS = (AnsweredBefore, SurveyOver, CannotMove, surveys.RemindedBefore)


def a_head():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


@pytest.mark.usefixtures("shared_database")
def test_two_of_a_household_who_answer_at_once_have_one_answer():
    row = a_survey(a_head())
    home = a_home("k1", members=2)
    given = ({"1": [0]}, {"1": [1]})
    at_once(*(lambda n=n: an_answer(row, home, given[n], member=n) for n in (0, 1)))
    assert SurveyAnswer.objects.get().values in given
    assert len(published("survey.answered")) == 1


@pytest.mark.usefixtures("shared_database")
def test_two_of_a_household_without_names_count_once():
    row = a_survey(a_head(), anonymous=True)
    home = a_home("k1", members=2)
    acts = [lambda n=n: an_answer(row, home, {"1": [n]}, member=n) for n in (0, 1)]
    assert at_once(*acts, refusals=REFUSALS) == ["", "AnsweredBefore"]
    assert SurveyMark.objects.count() == 1
    assert sum(tallies_of(row)[0].counts) == 1


@pytest.mark.usefixtures("shared_database")
def test_two_households_without_names_are_both_in_the_urn():
    row = a_survey(a_head(), anonymous=True)
    homes = [a_home("k1") for _ in range(2)]
    assert at_once(*(lambda home=home: an_answer(row, home) for home in homes)) == ["", ""]
    assert tallies_of(row)[0].counts == (2, 0)


@pytest.mark.usefixtures("shared_database")
def test_a_sheet_entered_twice_at_once_is_entered_once():
    head = a_head()
    row = a_survey(head, anonymous=True)
    told = Told(name="見本 ウメ", place="柳島77-7")
    acts = [lambda: enter(row.pk, told, VALUES, by=head, at=NOON)] * 2
    assert at_once(*acts, refusals=REFUSALS) == ["", "AnsweredBefore"]


@pytest.mark.usefixtures("shared_database")
def test_an_answer_while_the_survey_is_closed_is_in_or_out():
    head = a_head()
    row = a_survey(head)
    home = a_home("k1")
    refused = at_once(
        lambda: an_answer(row, home),
        lambda: survey_closing.close_early(row.pk, by=head, at=NOON),
        refusals=REFUSALS,
    )
    row.refresh_from_db()
    assert (row.households, refused) in [(1, ["", ""]), (0, ["", "SurveyOver"])]


@pytest.mark.usefixtures("shared_database")
def test_a_reminder_pressed_twice_at_once_goes_once():
    head = a_head()
    row = a_survey(head)
    acts = [lambda: surveys.remind(row.pk, by=head, at=NOON)] * 2
    assert at_once(*acts, refusals=REFUSALS) == ["", "RemindedBefore"]
    assert len(published("survey.reminded")) == 1
