"""Whoever leads a district writes its minutes (会議の記録を書く), and corrects them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import MinutesCorrectionForm, MinutesForm
from tsunagaru.services.community.models import Minutes
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.minutes import State
from tsunagaru.services.community.services import minutes as recording
from tsunagaru.services.community.views.acting import attempt
from tsunagaru.services.community.views.head_minutes import need_leader, own_minutes

KEPT = "下書きを保存しました。まだ、どの世帯も読めません。"
CORRECTED = "訂正しました。前の版も残ります。"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, district: str) -> HttpResponse:
    """Write the minutes of a meeting."""
    need_leader(request, district)
    at, sent = clock.now(), request.method == "POST"
    form = MinutesForm(request.POST if sent else None, day=clock.day_of(at))
    if sent and form.is_valid():
        made = recording.draft(district, form.record(), by=request.actor, at=at)
        messages.success(request, KEPT)
        return redirect("community:head_minutes", made)
    return _write(request, form, district, None)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, minutes: UUID) -> HttpResponse:
    """Change a draft, or correct what is published."""
    row, at, by = own_minutes(request, minutes), clock.now(), request.actor
    data, day = request.POST if request.method == "POST" else None, clock.day_of(at)
    form: MinutesForm
    if row.state == State.DRAFT:
        form = MinutesForm(data, day=day, row=row)
    else:
        form = MinutesCorrectionForm(data, day=day, row=row)
    if data is None or not form.is_valid():
        return _write(request, form, row.district, row)
    record, note = form.record(), form.cleaned_data.get("note", "")
    if isinstance(form, MinutesCorrectionForm):
        attempt(request, lambda: recording.correct(row.pk, record, note, by=by, at=at), CORRECTED)
    else:
        attempt(request, lambda: recording.change(row.pk, record, by=by, at=at), KEPT)
    return redirect("community:head_minutes", row.pk)


def _write(
    request: PageRequest, form: MinutesForm, district: str, row: Minutes | None
) -> HttpResponse:
    context = {
        "form": form,
        "code": district,
        "name": district_names().get(district, district),
        "row": row,
    }
    status = 422 if form.is_bound else 200
    return render(request, "community/head_minutes_write.html", context, status=status)
