"""Answering whether one is safe (安否の返事): by a link of one's own, without signing in."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.engines.messages import api as outbox
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.emergency.forms.safety import AnswerForm
from tsunagaru.services.emergency.models import Person, Round
from tsunagaru.services.emergency.queries import safety as queries
from tsunagaru.services.emergency.rules.safety import Way
from tsunagaru.services.emergency.services.answers import Whose, answer

NOT_FOUND, GONE, UNFIT, TOO_MANY = 404, 410, 422, 429
GUESSES, WITHIN = 30, timedelta(minutes=10)


@open_to(ANYONE)
@never_cache
@require_safe
def safety(request: PageRequest) -> HttpResponse:
    """Tell how to answer, to whoever has no link of their own."""
    rounds = [one for one in queries.open_rounds() if queries.may_answer(one, clock.now())]
    return render(request, "emergency/safety/how.html", {"rounds": rounds})


@csrf_exempt  # the link is the proof; a phone without cookies must be able to answer
@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def safety_answer(request: PageRequest, token: str) -> HttpResponse:
    """Show the three buttons, and take an answer; nothing of anybody else is shown."""
    at = clock.now()
    found = _behind(token)
    if found is None:
        return _over(request, NOT_FOUND if _may_guess(request) else TOO_MANY)
    row, whose = found
    if not queries.may_answer(row, at):
        return _over(request, GONE)
    form, status = AnswerForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        answer(row.pk, whose, form.said(Way.ONLINE), at=at)
    elif form.is_bound:
        status = UNFIT
    person = Person.objects.filter(round=row, subscriber=whose.subscriber).first()
    context = {
        "row": row,
        "form": form if status == UNFIT else AnswerForm(),
        "person": person,
        "done": form.is_bound and status != UNFIT,
    }
    return render(request, "emergency/safety/answer.html", context, status=status)


def _behind(token: str) -> tuple[Round, Whose] | None:
    found = outbox.behind(token)
    row = queries.round_of(found[0]) if found else None
    if found is None or row is None:
        return None
    one = found[1]
    return row, Whose(subscriber=one.subscriber, resident=one.resident, district=one.district)


def _may_guess(request: PageRequest) -> bool:
    """Count a link that is none: who tries many is told nothing more (試行の制限)."""
    who = f"emergency.safety|{people.address_of(request)}"
    return people.admit(who, limit=GUESSES, window=WITHIN, at=clock.now())


def _over(request: PageRequest, status: int) -> HttpResponse:
    return render(request, "emergency/safety/over.html", {"status": status}, status=status)


def own_line(resident: UUID) -> Whose:
    """Return a signed-in resident as somebody of whom an answer is told."""
    one = outbox.asked_of(resident)
    day = clock.day_of(clock.now())
    district = one.district if one else people.resident(resident, day=day).district
    return Whose(resident=resident, subscriber=one.subscriber if one else None, district=district)
