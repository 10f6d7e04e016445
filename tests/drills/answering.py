"""Processes of the drill of surveys: ``python -m tests.drills.answering ACT ...`` (会員アンケート).

``ask N`` makes so many households and two surveys of their district, one with names and one
without; ``answer PLACE [STEP]`` answers both for each household that its input names, and says so
line by line, until killed; ``count`` prints what is stored, as JSON.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import django

if TYPE_CHECKING:
    from tsunagaru.services.community.rules.surveys import Values

DISTRICT = "d01"
BEFORE_COMMIT, AFTER_COMMIT = "before", "after"
STEPS = (BEFORE_COMMIT, AFTER_COMMIT)
AT_WORDS = "4"  # the question that is answered in words


def main(act: str, *words: str) -> None:
    """Do what the first word says."""
    django.setup()
    if act == "ask":
        _ask(int(words[0]))
    elif act == "answer":
        _answer(json.loads(words[0]), words[1] if words[1:] else "")
    else:
        _count()


def _ask(number: int) -> None:
    from tsunagaru.kernel import clock  # noqa: PLC0415 - after set-up
    from tsunagaru.services.community.testing import a_home, a_survey  # noqa: PLC0415

    now = clock.now()
    due = clock.day_of(now).replace(year=now.year + 1)
    homes = [a_home(DISTRICT, at=now) for _ in range(number)]
    head = _head_of(homes[0].members[0], now)
    made = [
        a_survey(head, DISTRICT, at=now, anonymous=secret, due_on=due) for secret in (False, True)
    ]
    told = {
        "surveys": [str(one.pk) for one in made],
        "homes": [str(one.id) for one in homes],
        "sessions": [_session_of(one.members[0]) for one in homes],
    }
    sys.stdout.write(json.dumps(told))


def _session_of(resident: UUID) -> str:
    """Return the cookie of somebody who is signed in."""
    from django.conf import settings  # noqa: PLC0415 - after set-up
    from django.test import Client  # noqa: PLC0415

    from tsunagaru.ground.people.testing import sign_in  # noqa: PLC0415

    name = settings.SESSION_COOKIE_NAME
    return f"{name}={sign_in(Client(), resident).cookies[name].value}"


def _head_of(resident: UUID, at: datetime) -> Any:
    from tsunagaru.ground.people.testing import a_clerk, actor_of  # noqa: PLC0415
    from tsunagaru.kernel.clock import day_of  # noqa: PLC0415
    from tsunagaru.services.community.queries.setups import rules  # noqa: PLC0415
    from tsunagaru.services.community.rules.duties import Duty  # noqa: PLC0415
    from tsunagaru.services.community.services import offices  # noqa: PLC0415

    found = rules()
    assert found is not None
    clerk = actor_of(a_clerk(section=found.section), at=at)
    wanted = offices.Appointment(
        district=DISTRICT, duty=Duty.HEAD, group="", resident=resident, from_on=day_of(at)
    )
    offices.appoint(wanted, by=clerk, at=at)
    return actor_of(resident, at=at)


def _answer(work: dict[str, Any], step: str) -> None:
    """Answer for the households in turn; a line says that a household was told it is received."""
    from tsunagaru.ground.people import api as people  # noqa: PLC0415
    from tsunagaru.ground.people.testing import actor_of  # noqa: PLC0415
    from tsunagaru.kernel import clock  # noqa: PLC0415
    from tsunagaru.services.community.services import survey_answers  # noqa: PLC0415

    if step == BEFORE_COMMIT:  # the mark, the answer and the sum are written, not committed
        survey_answers.publish = _die  # type: ignore[assignment,attr-defined]
    for number, home_id in work["homes"]:
        now = clock.now()
        home = people.households(day=clock.day_of(now), ids=[UUID(home_id)])[0]
        values: Values = {"1": [number % 2], "2": [0, 2], "3": 1, AT_WORDS: f"訓練{number}"}
        person = actor_of(home.members[0], at=now)
        for survey in work["surveys"]:
            with suppress(survey_answers.AnsweredBefore):  # the page says that it is received
                survey_answers.answer(UUID(survey), home, values, by=person, at=now)
            if step == AFTER_COMMIT:
                _die()
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def _count() -> None:
    from tsunagaru.services.community.models import (  # noqa: PLC0415
        Survey,
        SurveyAnswer,
        SurveyMark,
    )
    from tsunagaru.services.community.queries.survey_results import tallies_of  # noqa: PLC0415

    secret = Survey.objects.get(anonymous=True, district=DISTRICT)
    urn = tallies_of(secret)
    answers = SurveyAnswer.objects.filter(survey__district=DISTRICT)
    told = {
        "named": [[str(one.household), one.values[AT_WORDS]] for one in answers],
        "marks": SurveyMark.objects.filter(survey=secret).count(),
        "answered": [one.answered for one in urn],
        "total": urn[2].total,
        "words": sorted(urn[3].words),
    }
    sys.stdout.write(json.dumps(told))


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
