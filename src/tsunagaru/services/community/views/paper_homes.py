"""Households on paper, as who leads the district enters them (紙の世帯の画面)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import PaperHomeForm
from tsunagaru.services.community.models import PaperHome, PaperHomeMatch
from tsunagaru.services.community.queries import spellings
from tsunagaru.services.community.queries.setups import (
    district_names,
    group_names,
    groups,
)
from tsunagaru.services.community.rules.paper_homes import needs_check
from tsunagaru.services.community.services import paper_homes
from tsunagaru.services.community.services.paper_homes import EnteredBefore
from tsunagaru.services.community.views.head_forms import need_leader

TWICE = "この世帯は、すでに登録されています。"
ENTERED = "紙の世帯を登録しました。"
CHANGED, REMOVED = "変更しました。", "紙の世帯の記載を消しました。"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: PageRequest, district: str) -> HttpResponse:
    """Show the households on paper that were entered; a POST enters one more."""
    need_leader(request, district)
    at = clock.now()
    sent = request.method == "POST"
    form = home_form(request, district, None)
    if sent and form.is_valid():
        try:
            paper_homes.enter(district, form.written(), by=request.actor, at=at)
        except EnteredBefore:
            form.add_error("name", TWICE)
        else:
            messages.success(request, ENTERED)
            return redirect("community:paper_homes", district)
    rows, day = paper_homes.look(district, by=request.actor, at=at), clock.day_of(at)
    names = group_names()
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "form": form,
        "doubts": spellings.doubts(district, day),
        "matches": PaperHomeMatch.objects.filter(
            home__district=district, undone_at=None
        ).select_related("home"),
        "rows": [
            (row, names.get(row.group, ""), needs_check(clock.day_of(row.changed_at), day))
            for row in rows
        ],
    }
    return render(request, "community/paper_homes.html", context, status=422 if sent else 200)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, home: UUID) -> HttpResponse:
    """Correct an entry."""
    row = _own(request, home)
    sent = request.method == "POST"
    form = home_form(request, row.district, row)
    if sent and form.is_valid() and changed(request, row, form):
        return redirect("community:paper_homes", row.district)
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "form": form,
    }
    return render(request, "community/paper_home.html", context, status=422 if sent else 200)


@open_to(RESIDENTS)
@require_POST
def remove(request: PageRequest, home: UUID) -> HttpResponse:
    """Delete an entry."""
    row = _own(request, home)
    paper_homes.remove(row.pk, by=request.actor, at=clock.now())
    messages.success(request, REMOVED)
    return redirect("community:paper_homes", row.district)


def home_form(request: PageRequest, district: str, row: PaperHome | None) -> PaperHomeForm:
    """Return the boxes, as sent or as they stand."""
    named = [(one.code, one.name) for one in groups(district)]
    data = request.POST if request.method == "POST" else None
    return PaperHomeForm(data, groups=named, day=clock.day_of(clock.now()), row=row)


def changed(request: PageRequest, row: PaperHome, form: PaperHomeForm) -> bool:
    """Correct an entry; tell whether it could be."""
    try:
        paper_homes.change(row.pk, form.written(), by=request.actor, at=clock.now())
    except EnteredBefore:
        form.add_error("name", TWICE)
        return False
    messages.success(request, CHANGED)
    return True


def _own(request: PageRequest, home: UUID) -> PaperHome:
    row = get_object_or_404(PaperHome, pk=home)
    need_leader(request, row.district)
    return row
