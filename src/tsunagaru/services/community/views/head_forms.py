"""What whoever leads a district writes (区長の入力画面): one way to begin it, one to change it.

What differs, the form, the page and what is done, is data of each kind (``Paper``, ``Change``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.views.acting import attempt

UNFIT = 422
F = TypeVar("F", bound=forms.Form)


@dataclass(frozen=True)
class Paper(Generic[F]):
    """A kind of thing that a head writes (区長が書くもの).

    Args:
        form: makes an empty form, or one of what was sent, for a day.
        begin: keeps what a good form says, of a district; returns its id.
        begun: what is said then.
        template: the page with the form.
        page: the name of the page of one of them.
    """

    form: Callable[[QueryDict | None, date], F]
    begin: Callable[[F, str, Actor, datetime], UUID]
    begun: str
    template: str
    page: str


@dataclass(frozen=True)
class Change(Generic[F]):
    """How one of them is changed as it stands now (変更).

    Args:
        form: shows what stands, or what was sent.
        act: does it; a ValidationError is told beside the boxes it names.
        done: what is said then.
    """

    form: F
    act: Callable[[F, Actor, datetime], object]
    done: str


def sent(request: PageRequest) -> QueryDict | None:
    """Return what was sent; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def write(request: PageRequest, paper: Paper[F], district: str) -> HttpResponse:
    """Begin one of a kind, for who leads the district."""
    need_leader(request, district)
    at = clock.now()
    form = paper.form(sent(request), clock.day_of(at))
    if form.is_valid():
        made = paper.begin(form, district, request.actor, at)
        messages.success(request, paper.begun)
        return redirect(paper.page, made)
    return _show(request, paper.template, form, district, None)


def change(
    request: PageRequest,
    paper: Paper[Any],
    how: Change[F],
    row: Any,  # noqa: ANN401 - of its kind
) -> HttpResponse:
    """Change one of a kind; the caller has looked whether it is this person's to change."""
    form = how.form
    if form.is_valid():
        try:
            attempt(request, lambda: how.act(form, request.actor, clock.now()), how.done)
        except forms.ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(paper.page, row.pk)
    return _show(request, paper.template, form, row.district, row)


def need_leader(request: PageRequest, district: str) -> None:
    """Answer that there is nothing, to who does not lead the district."""
    day = clock.day_of(clock.now())
    if rules() is None or not leads(request.actor.resident, district, day):
        raise Http404


def _show(
    request: PageRequest, template: str, form: forms.Form, district: str, row: object
) -> HttpResponse:
    context = {
        "form": form,
        "code": district,
        "name": district_names().get(district, district),
        "row": row,
    }
    status = UNFIT if form.is_bound else 200
    return render(request, template, context, status=status)
