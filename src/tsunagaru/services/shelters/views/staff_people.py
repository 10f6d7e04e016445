"""People at a shelter, as staff see and enter them (避難者の画面)."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.people import api as residents
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.forms import ArriveForm, PersonForm, as_known
from tsunagaru.services.shelters.models import Evacuee
from tsunagaru.services.shelters.queries import people, sites
from tsunagaru.services.shelters.rules.states import How
from tsunagaru.services.shelters.services import desk, reading
from tsunagaru.services.shelters.views.staff import CLERKS, CONFLICT, opening_for

UNPROCESSABLE = 422
CLOSED = "この避難所は閉鎖されています。"
TWO = "この二人は、まとめられません。"


def person_for(request: PageRequest, id: UUID) -> Evacuee:
    """Return a person at a shelter that the actor runs."""
    row = people.evacuee_of(request.actor, id)
    if row is None:
        raise Http404
    return row


@open_to(CLERKS)
@never_cache
@require_safe
def listed(request: PageRequest, opening: UUID) -> HttpResponse:
    """Show who is at a shelter, by family; the look is audited."""
    row, left = opening_for(request, opening), request.GET.get("left") == "yes"
    found = reading.read_list(row, by=request.actor, at=clock.now(), left=left)
    context = {"row": row, "view": sites.view(row), "families": found, "left": left}
    return render(request, "shelters/staff/people.html", context)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: PageRequest, opening: UUID) -> HttpResponse:
    """Enter somebody at the desk: by code, by hand, or a resident who was looked up."""
    row, at = opening_for(request, opening), clock.now()
    resident = _resident(request)
    form = ArriveForm(_posted(request), nameless=bool(resident), with_family=_family(request))
    status = UNPROCESSABLE if form.errors else 200
    problem = ""
    if request.method == "POST" and form.is_valid():
        who = resident.id if resident else None
        how = How.LIST if who else How.CODE if form.cleaned_data.get("code") else How.HAND
        key, told = form.cleaned_data["key"], form.told(at=at, how=how)
        try:
            made = desk.enter(row.pk, told, key=key, by=request.actor, at=at, resident=who)
        except desk.CannotEnter:
            status, problem = CONFLICT, CLOSED
        else:
            messages.success(request, f"{people.shown(made).name} さんを受け付けました。")
            return redirect("shelters:person", made.pk)
    context = {"row": row, "form": form, "resident": resident, "problem": problem}
    return render(request, "shelters/staff/arrive.html", context, status=status)


def _posted(request: PageRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _resident(request: PageRequest) -> residents.ResidentView | None:
    """Return the resident who was looked up, if any; what is no id is nobody."""
    try:
        id = UUID(request.GET.get("resident", ""))
    except ValueError:
        return None
    return residents.residents([id], day=clock.day_of(clock.now())).get(id)


def _family(request: PageRequest) -> str:
    return request.GET.get("family", "")[:36]


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: PageRequest, evacuee: UUID) -> HttpResponse:
    """Show a person with everything entered about them; on POST put it right."""
    row, at = person_for(request, evacuee), clock.now()
    form = PersonForm(_posted(request), initial=as_known(row))
    if request.method == "POST" and form.is_valid():
        try:
            desk.correct(row.pk, form.told(at=at), by=request.actor, at=at)
        except desk.CannotMerge:
            form.add_error("birth_on", "同じフリガナと生年月日の方が、ほかにいます。")
        else:
            messages.success(request, "訂正しました。もとの記録も残っています。")
            return redirect("shelters:person", row.pk)
    if request.method != "POST":
        reading.note_read(row, by=request.actor, at=at)
    status = UNPROCESSABLE if form.errors else 200
    context = {
        "row": row,
        "person": people.shown(row),
        "form": form,
        "trail": [(one, people.effect_words(one)) for one in people.trail(row)],
        "alike": [people.shown(one) for one in people.alike(row)],
        "key": uuid4(),
    }
    return render(request, "shelters/staff/person.html", context, status=status)
