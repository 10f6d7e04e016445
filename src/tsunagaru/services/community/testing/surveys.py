"""Makers of surveys (テスト用の会員アンケート)."""

from datetime import date, datetime
from typing import Any

from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import actor_of
from tsunagaru.kernel.access import Actor
from tsunagaru.services.community.models import Survey, SurveyMatch
from tsunagaru.services.community.rules.surveys import Kind, Question, Values
from tsunagaru.services.community.services import survey_answers, surveys
from tsunagaru.services.community.services.survey_matching import ANOTHER
from tsunagaru.services.community.testing.makers import NOON, a_home

ASKED = (
    Question(Kind.ONE, "夏祭りを続けますか。", ("続ける", "やめる")),
    Question(Kind.SEVERAL, "何を手伝えますか。", ("準備", "当日", "片付け")),
    Question(Kind.NUMBER, "何人来られますか。"),
    Question(Kind.WORDS, "気づいたことを書いてください。"),
)
VALUES: Values = {"1": [0], "2": [0, 2], "3": 4, "4": "提灯を増やしたい"}


def a_survey_plan(**changes: Any) -> surveys.Plan:  # noqa: ANN401 - of the plan
    """Return what is written of a survey (アンケートの内容): a fortnight from ``NOON``."""
    given: dict[str, Any] = {
        "title": "夏祭りのアンケート",
        "why": "来年の夏祭りを決めるためです。",
        "due_on": date(2026, 6, 15),
        "anonymous": False,
        "questions": ASKED,
    }
    return surveys.Plan(**given | changes)


def a_survey(
    by: Actor,
    district: str = "k1",
    *,
    at: datetime = NOON,
    out: bool = True,
    **changes: Any,  # noqa: ANN401 - of the plan
) -> Survey:
    """Let who leads a district ask its households (会員アンケート)."""
    made = surveys.draft(district, a_survey_plan(**changes), by=by, at=at)
    if out:
        surveys.release(made, by=by, at=at)
    return Survey.objects.get(pk=made)


def an_answer(
    row: Survey,
    home: people.HouseholdView,
    values: Values = VALUES,
    *,
    at: datetime = NOON,
    member: int = 0,
) -> None:
    """Let a household answer (答え)."""
    person = actor_of(home.members[member], at=at)
    survey_answers.answer(row.pk, home, values, by=person, at=at)


def a_match(
    row: Survey, by: Actor, names: tuple[str, str] = ("高橋 一", "髙橋 一"), *, at: datetime = NOON
) -> SurveyMatch:
    """Let the head say that two spellings are two households (同じ世帯かの判断)."""
    for name, said in zip(names, (None, ANOTHER), strict=True):
        told = survey_answers.Told(name=name, place="柳島7-7", same=said)
        survey_answers.enter(row.pk, told, VALUES, by=by, at=at)
    return row.matches.latest("at")


def some_answers(
    row: Survey, count: int, values: Values = VALUES, *, at: datetime = NOON
) -> list[people.HouseholdView]:
    """Let so many new households of the district answer; return them."""
    homes = [a_home(row.district, at=at) for _ in range(count)]
    for home in homes:
        an_answer(row, home, values, at=at)
    return homes
