"""One inquiry, as members of staff see it (広聴の画面)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.hearing import forms
from tsunagaru.services.hearing.models import Inquiry, PublicAnswer
from tsunagaru.services.hearing.queries import access, showing
from tsunagaru.services.hearing.queries.letters import letter as letter_of
from tsunagaru.services.hearing.queries.setups import topic_name
from tsunagaru.services.hearing.rules.states import LIFE, ReplyState, State, Way
from tsunagaru.services.hearing.views.acting import CLERKS

Forms = dict[str, Any]


@open_to(CLERKS)
@never_cache
@require_safe
def inquiry(request: PageRequest, inquiry: UUID) -> HttpResponse:
    """Show an inquiry with everything that can be done with it now."""
    return show(request, row_for(request, inquiry), {})


@open_to(CLERKS)
@never_cache
@require_safe
def letter(request: PageRequest, inquiry: UUID) -> HttpResponse:
    """Give the approved answer as a letter."""
    row, at = row_for(request, inquiry), clock.now()
    done = (ReplyState.APPROVED, ReplyState.GIVEN)
    reply = row.replies.filter(turn=row.turn, way=Way.LETTER, state__in=done).first()
    if reply is None:
        raise Http404
    audit(actor=request.actor, action="inquiry.letter_printed", subject=row.pk, at=at)
    answer = HttpResponse(letter_of(row, reply, at=at), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="hearing-{row.number}.pdf"'
    return answer


def row_for(request: PageRequest, inquiry: UUID) -> Inquiry:
    """Return an inquiry this member of staff may open, or answer that there is none."""
    row = access.readable_by(request.actor, clock.now()).filter(pk=inquiry).first()
    if row is None:
        raise Http404
    return row


def show(request: PageRequest, row: Inquiry, typed: Forms, *, status: int = 200) -> HttpResponse:
    """Show an inquiry, with what was typed wrongly."""
    at, by = clock.now(), request.actor
    reply = row.replies.filter(turn=row.turn).first()
    section = row.section if row.state != State.RECEIVED else showing.suggestion(row)
    usual: Forms = {
        "assign": forms.AssignForm(
            row=row, day=clock.day_of(at), section=section, due_on=row.due_on
        ),
        "draft": forms.DraftForm(initial={"text": reply.text if reply else ""}),
        **{name: form() for name, form in SIMPLE.items()},
    }
    context = {
        "row": row,
        "topic": topic_name(row.topic),
        "section": _section(row.section),
        "sender": showing.sender_view(row, at),
        "turns": [(one, row.replies.filter(turn=one.turn).first()) for one in row.sayings.all()],
        "reply": reply,
        "forms": usual | typed,
        "wrong": next(iter(typed.values()), None),
        "allowed": LIFE.allowed(State(row.state)),
        "works": access.works_on(by, row),
        "minds_desk": access.minds_desk(by),
        "may_approve": access.may_approve(by, row, at),
        "joined": list(row.duplicates.all()),
        "public": PublicAnswer.objects.filter(inquiry=row).first(),
        "timeline": showing.timeline(row),
    }
    audit(actor=by, action="inquiry.viewed", subject=row.pk, at=at)
    return render(request, "hearing/staff/inquiry.html", context, status=status)


SIMPLE: dict[str, type[Any]] = {
    "note": forms.NoteForm,
    "merge": forms.MergeForm,
    "set_aside": forms.ReasonForm,
    "return": forms.ReasonForm,
    "given": forms.GivenForm,
    "finish": forms.FinishForm,
}


def _section(code: str) -> str:
    try:
        return people.section(code).name
    except people.NoSuchSection:
        return code
