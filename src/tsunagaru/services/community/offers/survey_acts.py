"""Simulated days with surveys of districts (模擬の会員アンケート): a handful a year."""

from datetime import date, datetime, time, timedelta

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries.offices import terms_on
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.surveys import Kind as Asks
from tsunagaru.services.community.rules.surveys import Question, State, Values
from tsunagaru.services.community.services import survey_answers, survey_closing, surveys

ON_DAY, MONTHS, DAYS, ANSWER_AFTER, HOMES = 8, (4, 7, 11), 12, 3, 12
QUESTIONS = (
    Question(Asks.ONE, "夏祭りを続けますか。", ("続ける", "規模を小さくする", "やめる")),
    Question(Asks.SEVERAL, "手伝えることはどれですか。", ("準備", "当日", "片付け")),
    Question(Asks.NUMBER, "家族で何人来られますか。"),
)


def live_with_surveys(world: World, day: date) -> int:
    """Let one district ask its households, three times a year (区のアンケートの一日).

    Returns:
        How many surveys were published, answered and closed.
    """
    if rules() is None:
        return 0
    at, done = datetime.combine(day, time(20), JST), 0
    if day.day == ON_DAY and day.month in MONTHS:
        heads = sorted(terms_on(day).filter(duty=Duty.HEAD), key=lambda one: one.district)
        for head in heads[:1]:
            by = Actor(kind=Kind.RESIDENT, resident=head.resident)
            plan = surveys.Plan(
                title=f"夏祭りのアンケート（{day.month}月）",
                why="来年の行事を決めるためです。",
                due_on=day + timedelta(days=DAYS),
                anonymous=day.month == MONTHS[0],
                questions=QUESTIONS,
            )
            surveys.release(surveys.draft(head.district, plan, by=by, at=at), by=by, at=at)
            done += 1
    elif day.day == ON_DAY + ANSWER_AFTER and day.month in MONTHS:
        for row in Survey.objects.filter(state=State.OPEN):
            done += _answer(world, row, at)
    elif day.day > ON_DAY + DAYS and day.month in MONTHS:
        for row in Survey.objects.filter(state=State.OPEN, due_on__lt=day):
            survey_closing.close_due(row.pk, at=at)
            done += 1
    return done


def _answer(world: World, row: Survey, at: datetime) -> int:
    homes = people.households(day=at.date(), districts=[row.district])[:HOMES]
    for home in homes:
        values: Values = {
            "1": [world.rng.randrange(3)],
            "2": sorted(world.rng.sample(range(3), 2)),
            "3": world.rng.randrange(6),
        }
        by = Actor(kind=Kind.RESIDENT, resident=home.members[0])
        survey_answers.answer(row.pk, home, values, by=by, at=at)
    return len(homes)
