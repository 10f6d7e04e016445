"""An association's dues (会費の画面): a year settled, its book by group, its totals."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import AmountForm, SettleForm
from tsunagaru.services.community.models import DuesYear
from tsunagaru.services.community.queries import dues
from tsunagaru.services.community.queries.dues_sheets import totals
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.services import dues as collecting
from tsunagaru.services.community.services.dues import SettledBefore
from tsunagaru.services.community.views.acting import attempt
from tsunagaru.services.community.views.dues_paper import answer

SETTLED, BEFORE = "会費を決めました。", "この年度の会費は、すでに決まっています。"
AMENDED = "会費の額を直しました。"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: PageRequest, district: str) -> HttpResponse:
    """Show the years of a district; a POST settles one."""
    reach = reach_in(request, district)
    at, sent = clock.now(), request.method == "POST"
    if sent and not reach.leads:
        raise Http404
    form = SettleForm(request.POST if sent else None, day=clock.day_of(at))
    if sent and form.is_valid():
        year, yen = form.year_of(), form.cleaned_data["amount_yen"]
        try:
            made = collecting.settle(district, year, yen, by=request.actor, at=at)
        except SettledBefore:
            form.add_error("year", BEFORE)
        else:
            messages.success(request, SETTLED)
            return redirect("community:dues_book", made)
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "reach": reach,
        "years": [(row, dues.year_words(row.year)) for row in dues.years(district)],
        "members": len(dues.members(district, reach)),
        "form": form,
    }
    return render(request, "community/head_dues.html", context, status=422 if sent else 200)


@open_to(RESIDENTS)
@never_cache
@require_safe
def book(request: PageRequest, dues: UUID) -> HttpResponse:
    """Show who has paid what of a year: a group's head sees the own group."""
    return _book(request, dues)


@open_to(RESIDENTS)
@require_POST
def amend(request: PageRequest, dues: UUID) -> HttpResponse:
    """Put a year's amount right, as long as nobody has paid."""
    row, reach = own_year(request, dues)
    if not reach.leads:
        raise Http404
    form = AmountForm(request.POST)
    if not form.is_valid():
        return _book(request, dues, form)
    yen, by, at = form.cleaned_data["amount_yen"], request.actor, clock.now()
    attempt(request, lambda: collecting.correct_amount(row.pk, yen, by=by, at=at), AMENDED)
    return redirect("community:dues_book", row.pk)


@open_to(RESIDENTS)
@never_cache
@require_safe
def paper(request: PageRequest, dues: UUID) -> HttpResponse:
    """Give a year's totals as PDF, without names."""
    row, reach = own_year(request, dues)
    if not reach.leads:
        raise Http404
    return answer(lambda: totals(row, at=clock.now()), f"dues-{row.year}")


def reach_in(request: PageRequest, district: str) -> dues.Reach:
    """Return from whom this person collects in a district, or answer that there is none."""
    found = dues.reach_of(request.actor.resident, district, clock.day_of(clock.now()))
    if rules() is None or found is None:
        raise Http404
    return found


def own_year(request: PageRequest, key: UUID) -> tuple[DuesYear, dues.Reach]:
    """Return a year's book of a district in which this person collects."""
    row = DuesYear.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    return row, reach_in(request, row.district)


def _book(request: PageRequest, key: UUID, form: AmountForm | None = None) -> HttpResponse:
    row, reach = own_year(request, key)
    found = dues.book(row, reach)
    context = {
        "row": row,
        "year": dues.year_words(row.year),
        "name": district_names().get(row.district, row.district),
        "reach": reach,
        "groups": found,
        "total": dues.total(found),
        "form": form or AmountForm(initial={"amount_yen": f"{row.amount_yen:,}"}),
    }
    return render(request, "community/dues_book.html", context, status=422 if form else 200)
