"""Who belongs to the association (会員世帯の画面), as its officers write it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import MemberForm
from tsunagaru.services.community.models import Member
from tsunagaru.services.community.queries import dues
from tsunagaru.services.community.queries.setups import district_names, group_names, groups
from tsunagaru.services.community.services import members
from tsunagaru.services.community.services.members import MemberBefore
from tsunagaru.services.community.views.head_dues import reach_in

ENTERED, CHANGED = "会員世帯を登録しました。", "変更しました。"
LEFT = "会員世帯から外しました。集金の記録は残ります。"
COPIED = "新しく{count}世帯を写しました。"
TWICE = "この世帯は、すでに登録されています。"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: PageRequest, district: str) -> HttpResponse:
    """Show the households of the association; a POST enters one more."""
    reach, sent = reach_in(request, district), request.method == "POST"
    form = _form(request, district, reach)
    if sent and form.is_valid():
        try:
            members.enter(district, form.named(), by=request.actor, at=clock.now())
        except MemberBefore:
            form.add_error("name", TWICE)
        else:
            messages.success(request, ENTERED)
            return redirect("community:members", district)
    names = group_names()
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "reach": reach,
        "rows": [(row, names.get(row.group, "")) for row in dues.members(district, reach)],
        "form": form,
    }
    return render(request, "community/members.html", context, status=422 if sent else 200)


@open_to(RESIDENTS)
@require_POST
def copy(request: PageRequest, district: str) -> HttpResponse:
    """Copy who is in the roster and among the households on paper."""
    if not reach_in(request, district).leads:
        raise Http404
    count = members.copy(district, by=request.actor, at=clock.now())
    messages.success(request, say(COPIED, request.language, count=count))
    return redirect("community:members", district)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: PageRequest, member: UUID) -> HttpResponse:
    """Correct how a household is written."""
    row, sent = _own(request, member), request.method == "POST"
    form = _form(request, row.district, reach_in(request, row.district), row)
    if sent and form.is_valid():
        try:
            members.change(row.pk, form.named(), by=request.actor, at=clock.now())
        except MemberBefore:
            form.add_error("name", TWICE)
        else:
            messages.success(request, CHANGED)
            return redirect("community:members", row.district)
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "form": form,
    }
    return render(request, "community/member.html", context, status=422 if sent else 200)


@open_to(RESIDENTS)
@require_POST
def leave(request: PageRequest, member: UUID) -> HttpResponse:
    """Note that a household does not belong any more."""
    row = _own(request, member)
    members.leave(row.pk, by=request.actor, at=clock.now())
    messages.success(request, LEFT)
    return redirect("community:members", row.district)


def _form(
    request: PageRequest, district: str, reach: dues.Reach, row: Member | None = None
) -> MemberForm:
    named = [(one.code, one.name) for one in groups(district) if reach.takes_in(one.code)]
    data = request.POST if request.method == "POST" else None
    return MemberForm(data, groups=[("", "組未定"), *named] if reach.leads else named, row=row)


def _own(request: PageRequest, member: UUID) -> Member:
    row = Member.objects.filter(pk=member, left_on=None).first()
    if row is None or not reach_in(request, row.district).takes_in(row.group):
        raise Http404
    return row
