"""Acting at the headquarters (災害対策本部の操作), and its reports."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, open_to
from tsunagaru.services.emergency.forms.headquarters import NoteForm, StageForm, TaskForm
from tsunagaru.services.emergency.models import Headquarters
from tsunagaru.services.emergency.models.headquarters import SituationReport, Task
from tsunagaru.services.emergency.queries import headquarters as queries
from tsunagaru.services.emergency.queries.calling import situation_sheet
from tsunagaru.services.emergency.rules.headquarters import CannotDoTask, TaskAct
from tsunagaru.services.emergency.services import headquarters as services
from tsunagaru.services.emergency.views.headquarters import CANNOT, CONFLICT, UNFIT, show
from tsunagaru.services.emergency.views.proposing import CLERKS


def _note(row: Headquarters, form: Any, by: Actor, at: datetime) -> None:  # noqa: ANN401 - its own form
    services.write(row.pk, form.note(at), by=by, at=at)


def _task(row: Headquarters, form: Any, by: Actor, at: datetime) -> None:  # noqa: ANN401 - as above
    data = form.cleaned_data
    due = at + timedelta(hours=data["hours"])
    services.add_task(row.pk, data["title"], data["section"], due, by=by, at=at)


def _stage(row: Headquarters, form: Any, by: Actor, at: datetime) -> None:  # noqa: ANN401 - as above
    services.move_stage(row.pk, form.cleaned_data["stage"], by=by, at=at)


def _end(row: Headquarters, _form: object, by: Actor, at: datetime) -> None:
    services.close_headquarters(row.pk, by=by, at=at)


def _report(row: Headquarters, _form: object, by: Actor, at: datetime) -> None:
    services.report(row.pk, by=by, at=at)


ACTS = {"note": _note, "task": _task, "stage": _stage, "end": _end, "report": _report}
FORMS = {"note": NoteForm, "task": TaskForm, "stage": StageForm}
LEADS = ("stage", "end")


@open_to(CLERKS)
@require_POST
def headquarters_act(request: PageRequest, headquarters: UUID, what: str) -> HttpResponse:
    """Write an entry, make a task, change the stage, make a report, or end it."""
    row, at, by = get_object_or_404(Headquarters, pk=headquarters), clock.now(), request.actor
    if what not in ACTS or (what in LEADS and not by.works_in(row.section)):
        raise Http404
    form = FORMS[what](request.POST) if what in FORMS else None
    if form is not None and not form.is_valid():
        return show(request, row, UNFIT, **{what: form})
    try:
        ACTS[what](row, form, by, at)
    except services.CannotSit:
        return show(request, row, CONFLICT, problem=CANNOT)
    messages.success(request, "記録しました。")
    return redirect("emergency:headquarters_board", row.pk)


@open_to(CLERKS)
@require_POST
def task_act(request: PageRequest, task: UUID, what: str) -> HttpResponse:
    """Begin, finish, drop or reopen a task."""
    row = get_object_or_404(Task.objects.select_related("headquarters"), pk=task)
    if what not in set(TaskAct):
        raise Http404
    try:
        services.move_task(row.pk, TaskAct(what), by=request.actor, at=clock.now())
    except (services.CannotSit, CannotDoTask):
        return show(request, row.headquarters, CONFLICT, problem=CANNOT)
    messages.success(request, "記録しました。")
    return redirect("emergency:headquarters_board", row.headquarters_id)


@open_to(CLERKS)
@never_cache
@require_safe
def situation(request: PageRequest, report: UUID) -> HttpResponse:
    """Show a report as it stood at its moment."""
    row = get_object_or_404(SituationReport.objects.select_related("headquarters"), pk=report)
    setup = queries.headquarters_setup()
    context = {"row": row, "certificate": setup.certificate if setup else ""}
    return render(request, "emergency/staff/headquarters/report.html", context)


@open_to(CLERKS)
@never_cache
@require_safe
def situation_paper(_request: PageRequest, report: UUID) -> HttpResponse:
    """Print a report."""
    row = get_object_or_404(SituationReport.objects.select_related("headquarters"), pk=report)
    pdf = documents.render("list_report", situation_sheet(row), at=row.at, substitute=True)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="report-{row.number}.pdf"'
    return answer
