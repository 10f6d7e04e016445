"""The same household, spelled otherwise (表記のちがう世帯): asked, decided, undone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import PaperHome, PaperHomeMatch, SurveyAnswer
from tsunagaru.services.community.queries.spellings import doubts
from tsunagaru.services.community.queries.surveys import progress
from tsunagaru.services.community.rules.paper_homes import alike
from tsunagaru.services.community.services import paper_matching, survey_answers, survey_matching
from tsunagaru.services.community.services.paper_homes import CannotEnter
from tsunagaru.services.community.services.survey_answers import AnsweredBefore, Told
from tsunagaru.services.community.services.survey_matching import ANOTHER, MaybeSame
from tsunagaru.services.community.testing import (
    NOON,
    VALUES,
    a_home,
    a_leader,
    a_paper_home,
    a_survey,
    a_town_with_districts,
)

pytestmark = pytest.mark.django_db
PLACE = "柳島77-7"
STREET = {"prefecture": "静岡県", "city": "小山町", "town": "柳島", "street": "77-7"}


@pytest.fixture
def head():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋 一", "高橋一"),
        ("山﨑 ウメ", "山崎　うめ"),
        ("齋藤 一", "斉藤 一"),
        ("渡邊 一", "渡辺 一"),
        ("ﾀｶﾊｼ ﾊｼﾞﾒ", "たかはし はじめ"),
    ],
)
def test_names_are_compared_as_people_write_them(one, other):
    assert alike(one, PLACE, [("it", [other], "柳島77番地の7")]) == ["it"]


def test_another_name_or_place_is_no_question():
    assert alike("髙橋 一", PLACE, [("it", ["高橋 二"], PLACE)]) == []
    assert alike("髙橋 一", PLACE, [("it", ["高橋 一"], "柳島77-8")]) == []


def enter(row, head, name, same=None):
    told = Told(name=name, place=PLACE, same=same)
    survey_answers.enter(row.pk, told, VALUES, by=head, at=NOON)


def asked(row, head, name):
    with pytest.raises(MaybeSame) as question:
        enter(row, head, name)
    return question.value.choices


@pytest.mark.parametrize("anonymous", [True, False])
def test_an_answer_spelled_otherwise_is_asked_about_and_not_counted_silently(head, anonymous):
    row = a_survey(head, anonymous=anonymous)
    before = len(progress(row, day_of(NOON)).waiting)
    enter(row, head, "高橋 一")
    choices = asked(row, head, "髙橋 一")
    with pytest.raises(AnsweredBefore):
        enter(row, head, "髙橋 一", choices[0].id)
    assert progress(row, day_of(NOON)).answered == 1
    enter(row, head, "髙橋 一", ANOTHER)
    assert progress(row, day_of(NOON)).answered == 2
    assert len(progress(row, day_of(NOON)).waiting) == before


def test_a_decision_is_recorded_remembered_and_undone(head):
    a_paper_home(head, name="高橋 一", place=PLACE)
    row = a_survey(head)
    enter(row, head, "髙橋 一", asked(row, head, "髙橋 一")[0].id)
    enter(row, head, "髙橋 一")  # once more: a correction, and no question
    answer = SurveyAnswer.objects.get()
    assert answer.household == PaperHome.objects.get().pk
    waiting = len(progress(row, day_of(NOON)).waiting)
    match = row.matches.get()
    survey_matching.undo(row.pk, match.pk, by=head, at=NOON)
    with pytest.raises(survey_matching.CannotUndo):
        survey_matching.undo(row.pk, match.pk, by=head, at=NOON)
    assert len(progress(row, day_of(NOON)).waiting) == waiting + 1
    told = [(one["same"], one["undone"]) for one in published("survey.home_matched")]
    assert told == [("yes", "no"), ("no", "yes")]
    assert len(audited("survey.match_undone")) == 1


def test_two_that_turn_out_to_be_one_leave_one_answer(head):
    row = a_survey(head)
    enter(row, head, "高橋 一")
    enter(row, head, "髙橋 一", ANOTHER)
    survey_matching.undo(row.pk, row.matches.get().pk, by=head, at=NOON)
    assert SurveyAnswer.objects.get().name == "高橋 一"


def doubt(head, name="髙橋 一"):
    home = a_home("k1", family="高橋", given="一", address=STREET)
    a_paper_home(head, name=name, place=PLACE)
    return home, PaperHome.objects.get()


def test_a_paper_household_that_the_register_spells_otherwise_counts_once_when_the_head_says_so(
    head,
):
    home, paper = doubt(head)
    row = a_survey(head)
    enter(row, head, "髙橋 一")
    twice = progress(row, day_of(NOON)).asked
    paper_matching.decide(paper.pk, home.id, same=True, by=head, at=NOON)
    assert progress(row, day_of(NOON)).asked == twice - 1
    assert SurveyAnswer.objects.get().household == home.id
    assert doubts("k1", day_of(NOON)) == []
    paper_matching.undo(PaperHomeMatch.objects.get().pk, by=head, at=NOON)
    assert progress(row, day_of(NOON)).asked == twice
    assert SurveyAnswer.objects.get().household == paper.pk
    assert len(doubts("k1", day_of(NOON))) == 1


def test_a_household_that_is_another_is_not_asked_about_again(head):
    home, paper = doubt(head)
    paper_matching.decide(paper.pk, home.id, same=False, by=head, at=NOON)
    assert doubts("k1", day_of(NOON)) == []
    with pytest.raises(paper_matching.CannotDecide):
        paper_matching.decide(paper.pk, home.id, same=True, by=head, at=NOON)


def test_who_does_not_lead_the_district_decides_nothing(head):
    home, paper = doubt(head)
    other = a_leader(a_home("k2").members[0], "k2")
    with pytest.raises(CannotEnter):
        paper_matching.decide(paper.pk, home.id, same=True, by=other, at=NOON)


@pytest.fixture
def leader():
    a_town_with_districts()
    return a_home("k1", at=clock.now()).members[0]


def test_the_head_is_asked_on_the_page_and_takes_the_decision_back_there(leader):
    at = clock.now()
    head = a_leader(leader, at=at)
    row = a_survey(head, at=at, due_on=day_of(at) + timedelta(days=9))
    desk, where = sign_in(Client(), leader), reverse("community:enter_answer", args=[row.pk])
    form = {"name": "高橋 一", "place": PLACE, "way": "paper", "q1": "0"}
    desk.post(where, form)
    asking = desk.post(where, form | {"name": "髙橋 一"})
    assert asking.status_code == 422
    assert "「高橋 一」と同じ世帯" in asking.content.decode()
    desk.post(where, form | {"name": "髙橋 一", "same": str(ANOTHER)})
    page = reverse("community:survey_answers", args=[row.pk])
    assert "同じ世帯に直す" in desk.get(page).content.decode()
    desk.post(reverse("community:undo_match", args=[row.pk, row.matches.get().pk]))
    assert SurveyAnswer.objects.count() == 1


def test_the_head_decides_on_the_page_of_paper_households(leader):
    head = a_leader(leader, at=clock.now())
    home = a_home("k1", family="高橋", given="一", address=STREET, at=clock.now())
    a_paper_home(head, name="髙橋 一", place=PLACE, at=clock.now())
    desk, page = sign_in(Client(), leader), reverse("community:paper_homes", args=["k1"])
    assert "同じ世帯かを決める" in desk.get(page).content.decode()
    paper = PaperHome.objects.get()
    act = reverse("community:home_same", args=[paper.pk])
    desk.post(act, {"act": "same", "which": str(home.id)})
    assert PaperHome.objects.get().household == home.id
    desk.post(act, {"act": "undo", "which": str(PaperHomeMatch.objects.get().pk)})
    assert PaperHome.objects.get().household is None
