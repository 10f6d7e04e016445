"""Districts, their offices and groups (区・役職・組の登録)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.community.forms import GroupForm, TermForm
from tsunagaru.services.community.models import Term
from tsunagaru.services.community.queries import access
from tsunagaru.services.community.queries.offices import terms_on
from tsunagaru.services.community.queries.setups import groups
from tsunagaru.services.community.queries.summaries import summaries, summary
from tsunagaru.services.community.views.acting import CLERKS


@open_to(CLERKS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show every district: households, who reads, who leads it."""
    if not access.minds_districts(request.actor):
        raise Http404
    rows = summaries(clock.day_of(clock.now()))
    return render(request, "community/staff/districts.html", {"rows": rows})


@open_to(CLERKS)
@never_cache
@require_safe
def district(request: PageRequest, district: str) -> HttpResponse:
    """Show one district with its offices and groups."""
    return show(request, district)


def code_of(request: PageRequest, district: str) -> str:
    """Return a district's code, or answer that there is none for this person."""
    known = {one.code for one in places.districts()}
    if district not in known or not access.minds_districts(request.actor):
        raise Http404
    return district


def choices(code: str) -> list[tuple[str, str]]:
    """Return the groups of a district to choose from."""
    return [(one.code, one.name) for one in groups(code)]


def show(
    request: PageRequest,
    district: str,
    *,
    term: TermForm | None = None,
    grouping: GroupForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a district with both forms."""
    code, day = code_of(request, district), clock.day_of(clock.now())
    rows = list(terms_on(day).filter(district=code))
    context = {
        "row": summary(code, day),
        "terms": [(one, _name(one, day)) for one in rows],
        "groups": groups(code),
        "term_form": term or TermForm(groups=choices(code), day=day),
        "group_form": grouping or GroupForm(groups=choices(code)),
    }
    return render(request, "community/staff/district.html", context, status=status)


def _name(row: Term, day: date) -> str:
    found = people.residents([row.resident], day=day).get(row.resident)
    return found.name if found else "（登録なし）"
