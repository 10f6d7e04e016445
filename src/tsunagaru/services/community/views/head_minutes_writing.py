"""Whoever leads a district writes its minutes (会議の記録を書く), and corrects them."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import MinutesCorrectionForm, MinutesForm
from tsunagaru.services.community.models import Minutes
from tsunagaru.services.community.rules.minutes import State
from tsunagaru.services.community.services import minutes as recording
from tsunagaru.services.community.views import head_forms
from tsunagaru.services.community.views.head_forms import Change
from tsunagaru.services.community.views.head_minutes import own_minutes

KEPT = "下書きを保存しました。まだ、どの世帯も読めません。"
CORRECTED = "訂正しました。前の版も残ります。"
PAPER = head_forms.Paper(
    form=lambda data, day: MinutesForm(data, day=day),
    begin=lambda form, district, by, at: recording.draft(district, form.record(), by=by, at=at),
    begun=KEPT,
    template="community/head_minutes_write.html",
    page="community:head_minutes",
)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, district: str) -> HttpResponse:
    """Write the minutes of a meeting."""
    return head_forms.write(request, PAPER, district)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, minutes: UUID) -> HttpResponse:
    """Change a draft, or correct what is published."""
    row = own_minutes(request, minutes)
    how = _changed(request, row) if row.state == State.DRAFT else _corrected(request, row)
    return head_forms.change(request, PAPER, how, row)


def _changed(request: PageRequest, row: Minutes) -> Change[MinutesForm]:
    day = clock.day_of(clock.now())
    return Change(
        form=MinutesForm(head_forms.sent(request), day=day, row=row),
        act=lambda form, by, at: recording.change(row.pk, form.record(), by=by, at=at),
        done=KEPT,
    )


def _corrected(request: PageRequest, row: Minutes) -> Change[MinutesForm]:
    day = clock.day_of(clock.now())
    return Change(
        form=MinutesCorrectionForm(head_forms.sent(request), day=day, row=row),
        act=lambda form, by, at: recording.correct(
            row.pk, form.record(), form.cleaned_data["note"], by=by, at=at
        ),
        done=CORRECTED,
    )
