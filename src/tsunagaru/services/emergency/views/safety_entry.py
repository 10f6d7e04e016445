"""Entering what was heard on the telephone (電話の返事の入力), and what goes out of the house."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency.forms.safety import StaffEntryForm
from tsunagaru.services.emergency.queries import safety
from tsunagaru.services.emergency.queries.calling import call_list
from tsunagaru.services.emergency.queries.outgoing import call_to_answer
from tsunagaru.services.emergency.rules.safety import Way
from tsunagaru.services.emergency.services.answers import Whose, answer
from tsunagaru.services.emergency.views.proposing import CLERKS
from tsunagaru.services.emergency.views.safety_answer import UNFIT, own_line
from tsunagaru.services.emergency.views.safety_rounds import row_of


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def round_find(request: PageRequest, round: UUID) -> HttpResponse:
    """Find who calls, or enter somebody nobody knows by name and district."""
    row, by, at = row_of(request, round), request.actor, clock.now()
    finds = "find" in request.POST
    search = ResidentSearchForm(request.POST if finds else None)
    form = StaffEntryForm(request.POST if request.method == "POST" and not finds else None)
    found: list[people.ResidentView] = []
    if search.is_bound and search.is_valid():
        found = list(people.search_residents(by=by, at=at, page="safety", **search.cleaned_data))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        whose = Whose(district=data["district"], name=data["name"])
        answer(row.pk, whose, form.said(Way(data["way"])), at=at, by=by)
        messages.success(request, "入力しました。")
        return redirect("emergency:round_find", row.pk)
    bound = search if search.is_bound else form
    context = {
        "row": row,
        "search": search,
        "form": form,
        "found": found,
        "searched": search.is_bound and search.is_valid(),
    }
    status = UNFIT if bound.is_bound and bound.errors else 200
    return render(request, "emergency/staff/safety/find.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def round_enter(request: PageRequest, round: UUID, resident: UUID) -> HttpResponse:
    """Enter what a resident said on the telephone."""
    row, at = row_of(request, round), clock.now()
    try:
        person = people.resident(resident, day=clock.day_of(at))
    except people.NoSuchResident as error:
        raise Http404 from error
    form = StaffEntryForm(request.POST if request.method == "POST" else None, known=True)
    if form.is_bound and form.is_valid():
        way = Way(form.cleaned_data["way"])
        answer(row.pk, own_line(resident), form.said(way), at=at, by=request.actor)
        messages.success(request, "入力しました。")
        return redirect("emergency:round", row.pk)
    line = safety.mine(row, resident)
    context = {
        "row": row,
        "person": person,
        "form": form,
        "chain": list(line.answers.order_by("-number")) if line else [],
    }
    status = UNFIT if form.is_bound else 200
    return render(request, "emergency/staff/safety/enter.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_safe
def round_calls(request: PageRequest, round: UUID) -> HttpResponse:
    """Print a district's call list with boxes to tick; who printed it is kept."""
    row, at = row_of(request, round), clock.now()
    district = request.GET.get("district", "")
    sheet = call_list(row, district, at)
    facts: dict[str, str | int] = {"district": district, "people": len(sheet["rows"])}
    audit(actor=request.actor, action="emergency.calls_printed", subject=row.pk, at=at, facts=facts)
    pdf = documents.render("list_report", sheet, at=at, substitute=True)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="calls.pdf"'
    return answer


@open_to(CLERKS)
@never_cache
@require_safe
def round_script(request: PageRequest, round: UUID) -> HttpResponse:
    """Give what is read out over the loudspeakers, as a text file."""
    row, setup = row_of(request, round), safety.safety_setup()
    if setup is None:
        raise Http404
    text = call_to_answer(row.title, setup.loudspeaker, row.districts, drill=row.drill)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
