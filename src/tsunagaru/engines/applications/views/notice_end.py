"""Letting an issued notice count no longer (通知書の取消し・差替え): the head of the section."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.forms import NoticeEndForm
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.notices import notices_issued
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services.ending_notices import CannotEndNotice, end_notice
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with

OVER = "この通知書は、すでに取り消されたか、差し替えられています。"
DONE = "通知書を使えなくして、申請した方にお知らせしました。"
UNFIT, CONFLICT = 422, 409


@open_to(staff_with(Role.HEAD))
@require_http_methods(["GET", "HEAD", "POST"])
@on_application
def notice_end(request: PageRequest, row: Application) -> HttpResponse:
    """Show the notices issued; on POST let the one in force count no longer."""
    if form_of(row.version_id).definition.section not in request.actor.sections(Role.HEAD):
        return missing(request)
    if request.method != "POST":
        return _show(request, row, NoticeEndForm(), 200)
    return _end(request, row, NoticeEndForm(request.POST))


def _end(request: PageRequest, row: Application, form: NoticeEndForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, row, form, UNFIT)
    typed = {name: form.cleaned_data[name] for name in ("cause", "reason")}
    try:
        end_notice(row, form.cleaned_data["paper"], **typed, by=request.actor, at=clock.now())
    except CannotEndNotice:
        return _show(request, row, NoticeEndForm(), CONFLICT, OVER)
    messages.success(request, DONE)
    return redirect("applications:notice_end", row.pk)


def _show(
    request: PageRequest, row: Application, form: NoticeEndForm, status: int, wrong: str = ""
) -> HttpResponse:
    issued = notices_issued(row)
    in_force = next((one for one in issued if one.counts), None)
    context = frame(
        request,
        application=reads.view_of(row),
        issued=issued,
        in_force=in_force,
        form=form,
        wrong=[wrong] if wrong else [],
    )
    return render(request, "applications/notice_end.html", context, status=status)
