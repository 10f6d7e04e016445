"""Surveys of a district (会員アンケート): asked, answered with names or without, closed, gone."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import actor_of, reads_in
from tsunagaru.kernel.clock import JST
from tsunagaru.services.community.models import Survey, SurveyAnswer, SurveyMark, SurveyUrn
from tsunagaru.services.community.offers.privacy import erase, export
from tsunagaru.services.community.queries.survey_results import result_of, sheet, tallies_of
from tsunagaru.services.community.queries.surveys import progress
from tsunagaru.services.community.rules.surveys import CannotMove, State, Way
from tsunagaru.services.community.services import survey_answers, survey_closing, surveys
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.survey_answers import Told
from tsunagaru.services.community.services.telling_surveys import OUT, tell_all, tell_waiting
from tsunagaru.services.community.testing import (
    NOON,
    VALUES,
    a_home,
    a_leader,
    a_paper_home,
    a_survey,
    a_survey_plan,
    a_town_with_districts,
    an_answer,
    some_answers,
)

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 15)
AFTER = datetime(2026, 6, 16, 0, tzinfo=JST)


@pytest.fixture
def head():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


@pytest.fixture
def named(head):
    return a_survey(head)


@pytest.fixture
def secret(head):
    return a_survey(head, anonymous=True)


def enter(row, head, name="見本 ウメ", place="柳島77-7", values=VALUES, **more):
    told = Told(name=name, place=place, **more)
    survey_answers.enter(row.pk, told, values, by=head, at=NOON)


def test_only_who_leads_the_district_asks_and_a_draft_is_answered_by_nobody(head):
    other = a_leader(a_home("k2").members[0], "k2")
    with pytest.raises(surveys.CannotAsk):
        surveys.draft("k1", a_survey_plan(), by=other, at=NOON)
    row = a_survey(head, out=False)
    with pytest.raises(survey_answers.CannotAnswer):
        an_answer(row, a_home("k1"))
    with pytest.raises(surveys.CannotAsk):
        surveys.release(row.pk, by=other, at=NOON)


def test_what_is_published_stands_but_its_last_day_moves_later(head, named):
    with pytest.raises(CannotMove):
        surveys.change(named.pk, a_survey_plan(title="別"), by=head, at=NOON)
    with pytest.raises(surveys.TooLate):
        surveys.extend(named.pk, DUE, by=head, at=NOON)
    surveys.extend(named.pk, DUE + timedelta(days=3), by=head, at=NOON)
    an_answer(named, a_home("k1"), at=AFTER)
    with pytest.raises(surveys.TooLate):
        surveys.extend(named.pk, date(2026, 7, 1), by=head, at=AFTER + timedelta(days=9))


def test_a_draft_whose_last_day_is_over_is_not_published(head):
    row = a_survey(head, out=False)
    with pytest.raises(surveys.TooLate):
        surveys.release(row.pk, by=head, at=AFTER)
    surveys.drop(row.pk, by=head, at=AFTER)
    assert Survey.objects.get().state == State.DROPPED


def test_a_household_has_one_answer_which_anybody_of_it_changes(named):
    home = a_home("k1", members=2)
    an_answer(named, home)
    an_answer(named, home)  # the same press again
    an_answer(named, home, {"1": [1]}, member=1)
    assert SurveyAnswer.objects.get().values == {"1": [1]}
    assert len(published("survey.answered")) == len(published("survey.answer_changed")) == 1
    with pytest.raises(survey_answers.CannotAnswer):
        an_answer(named, a_home("k2"))
    with pytest.raises(survey_answers.SurveyOver):
        an_answer(named, home, at=AFTER)


def test_without_names_nothing_that_is_kept_leads_from_a_household_to_its_answer(secret):
    homes = some_answers(secret, 3)
    assert not SurveyAnswer.objects.exists()
    assert not audited("survey.answered")
    assert [one["way"] for one in published("survey.answered")] == ["secret"] * 3
    assert {one["subject"] for one in published("survey.answered")} == {secret.pk}
    for table in (SurveyMark, SurveyUrn):
        names = {field.name for field in table._meta.concrete_fields}
        assert names <= {"digest", "survey", "content", "alike"}
    assert SurveyUrn.objects.count() == 1
    assert SurveyMark.objects.count() == 3
    text = "".join(SurveyMark.objects.values_list("digest", flat=True))
    assert not any(home.id.hex in text for home in homes)


def test_without_names_a_household_answers_once_and_for_all(secret):
    home = a_home("k1", members=2)
    an_answer(secret, home)
    for member in (0, 1):
        with pytest.raises(survey_answers.AnsweredBefore):
            an_answer(secret, home, {"1": [1]}, member=member)
    assert tallies_of(secret)[0].counts == (1, 0)


def test_the_close_adds_up_and_forgets_who_answered(head, secret):
    some_answers(secret, 5)
    some_answers(secret, 1, {"1": [1]})
    end_day(DUE, at=AFTER)
    secret.refresh_from_db()
    assert (secret.state, secret.households, secret.asked) == (State.CLOSED, 6, 7)
    assert secret.key is None
    assert not SurveyMark.objects.exists()
    first, several, number, words = result_of(secret, for_head=True) or ()
    assert [(bar.label, bar.count, bar.percent) for bar in first.bars] == [
        ("続ける", 5, 83),
        ("やめる", 1, 17),
    ]
    assert [bar.count for bar in several.bars] == [5, 0, 5]
    assert (number.total, number.average) == (20, "4.0")
    assert list(words.words) == ["提灯を増やしたい"] * 5
    assert [one.words for one in result_of(secret) or ()] == [()] * 4
    assert [one["early"] for one in published("survey.closed")] == ["no"]
    table = sheet(secret).decode("utf-8-sig")
    assert "続ける,5,83" in table
    assert "提灯を増やしたい" in table


def test_of_fewer_than_five_nothing_is_kept_that_could_be_shown(head, secret):
    some_answers(secret, 4)
    survey_closing.close_early(secret.pk, by=head, at=NOON)
    secret.refresh_from_db()
    assert (secret.households, secret.result) == (4, [])
    assert result_of(secret, for_head=True) is None
    assert not SurveyUrn.objects.exists()
    assert "続ける" not in sheet(secret).decode("utf-8-sig")


def test_the_head_enters_paper_and_corrects_it_but_not_what_a_household_sent(head, named):
    home = a_home("k1", family="行野", given="一", address={"town": "柳島", "street": "88-8"})
    a_paper_home(head)
    enter(named, head)
    enter(named, head, values={"1": [1]}, way=Way.PHONE)
    assert SurveyAnswer.objects.get().values == {"1": [1]}
    an_answer(named, home)
    with pytest.raises(survey_answers.AnsweredBefore):
        enter(named, head, "行野 一", "柳島88-8")
    assert len(audited("survey.entered")) == 2
    with pytest.raises(surveys.CannotAsk):
        enter(named, actor_of(home.members[0]))


def test_a_sheet_without_a_name_is_counted_once_for_its_household(head, secret):
    enter(secret, head, "どこか 知らない", "大御神1-1")
    with pytest.raises(survey_answers.AnsweredBefore):
        enter(secret, head, "どこか知らない", "大御神 1番地1")
    assert (SurveyMark.objects.count(), tallies_of(secret)[0].answered) == (1, 1)


def test_who_has_not_answered_is_named_only_as_far_as_the_head_may_know(head, named, secret):
    a_home("k1")
    a_paper_home(head)
    found = survey_answers.look(named.pk, by=head, at=NOON)
    assert [one.name for one in found.waiting] == ["見本 ウメ（柳島77-7）"]
    assert found.unnamed == 2
    assert len(audited("survey.answers_viewed")) == 1
    with pytest.raises(surveys.CannotAsk):
        survey_answers.look(secret.pk, by=head, at=NOON)
    assert progress(secret, NOON.date()).asked == 3


@pytest.mark.parametrize("anonymous", [False, True])
def test_a_reminder_goes_once_to_those_who_have_not_answered(head, anonymous):
    row = a_survey(head, anonymous=anonymous)
    assert tell_all(row.pk, OUT, at=NOON) == 1
    some_answers(row, 2)
    a_paper_home(head)
    found = progress(row, NOON.date())
    assert (found.answered, found.reached, found.unreached) == (2, 1, 1)
    surveys.remind(row.pk, by=head, at=NOON)
    assert tell_waiting(row.pk, at=NOON) == 1
    with pytest.raises(surveys.RemindedBefore):
        surveys.remind(row.pk, by=head, at=NOON)


def test_a_survey_withdrawn_takes_its_answers_with_it(head, named, secret):
    for row in (named, secret):
        some_answers(row, 5)
        surveys.withdraw(row.pk, "質問がまちがっていたため", by=head, at=NOON)
        row.refresh_from_db()
        assert (row.state, row.key) == (State.WITHDRAWN, None)
    for table in (SurveyAnswer, SurveyMark, SurveyUrn):
        assert not table.objects.exists()
    with pytest.raises(survey_answers.SurveyOver):
        an_answer(named, a_home("k1"))


def test_answers_go_after_some_time_and_the_survey_after_its_years(head, named):
    some_answers(named, 5)
    end_day(DUE, at=AFTER)
    later = DUE + timedelta(days=93)
    end_day(later, at=datetime(later.year, later.month, later.day, 23, tzinfo=JST))
    named.refresh_from_db()
    assert not SurveyAnswer.objects.exists()
    found = result_of(named)
    assert found
    assert found[0].bars[0].count == 5
    end_day(date(2032, 4, 2), at=datetime(2032, 4, 2, 23, tzinfo=JST))
    assert not Survey.objects.exists()


def test_the_next_head_finds_surveys_and_the_one_before_does_not(head, named):
    following = a_home("k1").members[0]
    later = NOON + timedelta(days=3)
    new = a_leader(following, at=later)
    with pytest.raises(surveys.CannotAsk):
        survey_answers.look(named.pk, by=head, at=later)
    assert survey_answers.look(named.pk, by=new, at=later).progress


def test_a_person_is_told_the_own_answer_and_erased_from_it(named, secret):
    home = a_home("k1")
    an_answer(named, home)
    an_answer(secret, home)
    told = export(home.members[0])["surveys"]
    assert [one["answers"]["何人来られますか。"] for one in told] == ["4"]
    erase(home.members[0], NOON)
    assert not SurveyAnswer.objects.exists()
    assert SurveyMark.objects.count() == 1


def test_events_say_neither_where_nor_what(head, named):
    some_answers(named, 5)
    survey_closing.close_early(named.pk, by=head, at=NOON)
    surveys.summarise(named.pk, "続けることになりました。", by=head, at=NOON)
    for name in ("drafted", "published", "answered", "closed", "summarised"):
        for one in published(f"survey.{name}"):
            assert set(one) <= {"at", "subject", "way", "early"}


def test_many_answers_with_names_are_added_up_in_one_look(named):
    some_answers(named, 6)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        tallies_of(named)
    assert len(captured) == 1


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("ja", "2026年6月15日（月）"),
        ("ja-easy", "2026年6月15日（月）"),
        ("en", "Mon 15 June 2026"),
    ],
)
def test_a_letter_names_the_last_day_as_its_reader_writes_days(named, language, day):
    home = a_home("k1")
    reads_in(home.members[0], language, at=NOON)
    tell_all(named.pk, OUT, at=NOON)
    (letter,) = (one for one in noticed(OUT) if one.resident_id == home.members[0])
    assert day in letter.body
