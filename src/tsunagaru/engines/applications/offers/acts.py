"""A simulated day of applications (模擬の申請): through the same services, page by page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any
from uuid import UUID

from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.queries.applications import application_row, invitation_to_rate
from tsunagaru.engines.applications.queries.examples import examples_of, post_of
from tsunagaru.engines.applications.queries.procedures import (
    Form,
    current_version,
    form_of,
    procedures,
)
from tsunagaru.engines.applications.rules import Identity, State
from tsunagaru.engines.applications.services import changes, cosigning, drafts, saving, submission
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.events import AgeBand, Channel
from tsunagaru.kernel.offers import World

APPLICATIONS_A_RESIDENT_AND_YEAR = 0.59
ABANDONED, WITHDRAWN, RATED = 0.07, 0.015, 0.12
WITH_CARD = 0.3
SCORES, SCORE_WEIGHTS = (5, 4, 3, 2, 1), (38, 36, 15, 7, 4)
ANSWER_AFTER_DAYS = 7
GROWN_UP = tuple(band for band in AgeBand if band is not AgeBand.CHILD)
# Share of online and of telephone by age band; the rest comes to the counter.
ONLINE = {"20-39": 0.72, "40-59": 0.58, "60-69": 0.36, "70-79": 0.17, "80-": 0.05}
PHONE = {"20-39": 0.05, "40-59": 0.09, "60-69": 0.17, "70-79": 0.27, "80-": 0.36}
SATURDAY = 5
STRANGER = Actor(kind=Kind.ANONYMOUS)
HOURS = {
    Channel.ONLINE: (6 * 60, 23 * 60),
    Channel.COUNTER: (510, 1035),
    Channel.PHONE: (510, 1035),
}

Person = tuple[UUID, str, str, object]


@dataclass
class Memory:
    """What the act remembers from day to day (記憶)."""

    people: dict[str, list[Person]]
    forms: list[Form]
    weights: list[int]
    waiting: list[tuple[date, UUID, UUID | None]]


def prepare(world: World, _at: datetime) -> None:
    """Look up once who lives here and what can be applied for."""
    people: dict[str, list[Person]] = {band: [] for band in AgeBand}
    for person in world.memory.get("residents", ()):
        people.setdefault(person[1], []).append(person)
    forms = [form_of(current_version(one.code)) for one in procedures() if examples_of(one)]
    weights = [form.definition.demo.weight if form.definition.demo else 0 for form in forms]
    world.memory["applications"] = Memory(people, forms, list(accumulate(weights)), [])


def apply_for_a_day(world: World, day: date) -> int:
    """Let people apply on one day; some give up, some withdraw, some are asked to correct."""
    memory: Memory = world.memory["applications"]
    if not memory.forms:
        return 0
    mean = world.residents * APPLICATIONS_A_RESIDENT_AND_YEAR / 365
    mean *= 0.35 if day.weekday() >= SATURDAY else 1.26
    count = max(0, round(world.rng.gauss(mean, mean**0.5)))
    for _ in range(count):
        _one_person_applies(world, memory, day)
    _answer_requests(memory, day)
    return count


def _one_person_applies(world: World, memory: Memory, day: date) -> None:
    rng = world.rng
    form = rng.choices(memory.forms, cum_weights=memory.weights)[0]
    person = _applicant(form, memory, rng)
    channel = _channel(form, person, day, rng)
    if channel is None:
        return
    first, last = HOURS[channel]
    at = datetime.combine(day, time(0), JST) + timedelta(minutes=rng.randrange(first, last - 20))
    applicant = drafts.Applicant(
        resident=person[0] if person else None, channel=channel, with_code=False
    )
    draft = drafts.take(drafts.start_form(form, applicant, at=at).draft)
    gives_up = channel is Channel.ONLINE and rng.random() < ABANDONED
    end = _fill(draft, form, at, rng, gives_up=gives_up)
    if end is None:
        return
    by_choice = channel is Channel.ONLINE and person and rng.random() < WITH_CARD
    if by_choice or form.definition.needs_card:
        draft.identified_by = Identity.CARD
    application = _hand_in(draft, end)
    if application is None:
        return
    memory.waiting.append((day, application, person[0] if person else None))
    if rng.random() < WITHDRAWN:
        _withdraw(application, person, end + timedelta(minutes=30))
    if rng.random() < RATED:
        _rate(application, rng, end + timedelta(minutes=1))


def _hand_in(draft: Draft, at: datetime) -> UUID | None:
    """Hand in; where others sign as well they do so within the hour, if a code is enough."""
    try:
        return submission.hand_in(draft, language="ja", at=at)
    except submission.NeedsCosigners:
        asked = cosigning.ask(draft, language="ja", at=at)
    application = None
    for row in draft.cosignatures.filter(pk__in=asked):
        name, signed_at = f"{row.role}（模擬）", at + timedelta(minutes=40)
        try:
            application = cosigning.sign(
                row.pk, name=name, digest=row.digest, by=STRANGER, at=signed_at
            )
        except cosigning.CannotCosign:  # only by an account or at the counter
            return None
    return application


def _applicant(form: Form, memory: Memory, rng: Random) -> Person | None:
    demo = form.definition.demo
    ages = (demo.ages if demo else ()) or GROWN_UP
    pools = [memory.people[age] for age in ages if memory.people.get(age)]
    if not pools:
        return None
    pool = rng.choices(pools, weights=[len(pool) for pool in pools])[0]
    return pool[rng.randrange(len(pool))]


def _channel(form: Form, person: Person | None, day: date, rng: Random) -> Channel | None:
    band, drawn = (person[1] if person else "40-59"), rng.random()
    if drawn < ONLINE.get(band, 0.5):
        wanted = Channel.ONLINE
    elif drawn < ONLINE.get(band, 0.5) + PHONE.get(band, 0.1):
        wanted = Channel.PHONE
    else:
        wanted = Channel.COUNTER
    if day.weekday() >= SATURDAY:
        wanted = Channel.ONLINE
    ways: tuple[Channel, ...] = (wanted, Channel.COUNTER, Channel.ONLINE)
    if form.definition.must_be_signed:  # nobody simulated has a card that signs
        ways = (Channel.COUNTER,)
    return next((way for way in ways if form.definition.takes(way, day)), None)


def _fill(
    draft: Draft, form: Form, at: datetime, rng: Random, *, gives_up: bool
) -> datetime | None:
    """Fill page after page, and return when the last was done; None when it was given up."""
    example: dict[str, Any] = dict(rng.choice(examples_of(form.definition)))
    page, now = form.questionnaire.pages[0].code, at
    while page:
        if gives_up and rng.random() < 0.5:  # noqa: PLR2004 - half leave on each page
            return None
        now += timedelta(seconds=rng.randrange(30, 240))
        raw = post_of(form, page, example, draft.answers, at.date())
        saved = saving.save(draft, page, raw, language="ja", at=now)
        if saved.errors:
            return None
        page = saved.next_page
    return None if gives_up else now


def _withdraw(application: UUID, person: Person | None, at: datetime) -> None:
    actor = Actor(kind=Kind.RESIDENT, resident=person[0] if person else None)
    changes.withdraw(application, by=actor, at=at)


def _rate(application: UUID, rng: Random, at: datetime) -> None:
    row = application_row(application)
    if row is not None:
        score = rng.choices(SCORES, weights=SCORE_WEIGHTS)[0]
        questionnaires.rate(invitation_to_rate(row), score, at=at)


def _answer_requests(memory: Memory, day: date) -> None:
    """Answer requests for correction a week after handing in, with the answer given before."""
    due = {one[1]: one[2] for one in memory.waiting if (day - one[0]).days >= ANSWER_AFTER_DAYS}
    memory.waiting = [one for one in memory.waiting if one[1] not in due]
    at = datetime.combine(day, time(20), JST)
    asked_of = Application.objects.filter(pk__in=due, state=State.CORRECTING)
    for row in asked_of.order_by("submitted_at"):
        asked = cases.open_correction(row.case)
        if asked:
            _answer(row, asked.field, Actor(kind=Kind.RESIDENT, resident=due[row.pk]), at)


def _answer(row: Application, field: str, actor: Actor, at: datetime) -> None:
    form = form_of(row.version_id)
    page = changes.page_of(form, field)
    others = {code: value for code, value in row.answers.items() if code != field}
    example = next((one for one in examples_of(form.definition) if field in one), None)
    if example is not None:
        raw = post_of(form, page, {field: example[field]}, others, at.date())
        changes.correct(row.pk, raw, by=actor, language="ja", at=at)
