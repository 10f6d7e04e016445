"""The minutes of a district as who leads it sees them (会議の記録): published, or dropped."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.models import Minutes
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.minutes import LIFE, State
from tsunagaru.services.community.services import minutes as recording
from tsunagaru.services.community.views.acting import Known, attempt
from tsunagaru.services.community.views.head_forms import need_leader

PUBLISHED, DROPPED = "公開しました。", "取りやめました。"


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest, district: str) -> HttpResponse:
    """Show the minutes of a district to who leads it, drafts as well."""
    need_leader(request, district)
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "rows": Minutes.objects.filter(district=district).exclude(state=State.DROPPED),
    }
    return render(request, "community/head_minutes_list.html", context)


@open_to(RESIDENTS)
@never_cache
@require_safe
def minutes(request: PageRequest, minutes: UUID) -> HttpResponse:
    """Show minutes as the households read them, with what can be done."""
    row = own_minutes(request, minutes)
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "now": row.words,
        "before": list(row.editions.exclude(number=row.edition)),
        "allowed": LIFE.allowed(State(row.state)),
    }
    return render(request, "community/minutes.html", context)


@open_to(RESIDENTS)
@require_POST
def act(request: PageRequest, minutes: UUID) -> HttpResponse:
    """Publish a draft, or drop it."""
    row, at, by = own_minutes(request, minutes), clock.now(), request.actor
    known: Known = {
        "publish": (lambda: recording.release(row.pk, by=by, at=at), PUBLISHED),
        "drop": (lambda: recording.drop(row.pk, by=by, at=at), DROPPED),
    }
    name = request.POST.get("act", "")
    if name in known:
        attempt(request, *known[name])
    return redirect("community:head_minutes_list", row.district)


def own_minutes(request: PageRequest, minutes: UUID) -> Minutes:
    """Return minutes of a district this person leads, or answer that there are none."""
    row = Minutes.objects.filter(pk=minutes).exclude(state=State.DROPPED).first()
    if row is None:
        raise Http404
    need_leader(request, row.district)
    return row
