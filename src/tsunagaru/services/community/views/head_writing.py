"""Who leads a district writes to it (区の回覧): written, looked at once more, posted."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import CircularForm, CorrectionForm, ReasonForm
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries import access
from tsunagaru.services.community.queries.receipts import received
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.queries.words import said
from tsunagaru.services.community.rules.states import LIVES, Origin, State
from tsunagaru.services.community.services import correcting, writing
from tsunagaru.services.community.views import head_forms
from tsunagaru.services.community.views.head_forms import Change

KEPT = "下書きを保存しました。まだ、どの世帯にも届いていません。"
CORRECTED = "訂正しました。前に読んだ世帯に知らせます。"


PAPER = head_forms.Paper(
    form=lambda data, day: CircularForm(data, day=day),
    begin=lambda form, district, by, at: writing.draft(
        form.draft(), by=by, at=at, district=district
    ),
    begun=KEPT,
    template="community/head_write.html",
    page="community:head_circular",
)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, district: str) -> HttpResponse:
    """Write a circular to the own district."""
    return head_forms.write(request, PAPER, district)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, circular: UUID) -> HttpResponse:
    """Change a draft, or correct what is out."""
    row = own_row(request, circular)
    if row.state == State.DRAFT:
        return head_forms.change(request, PAPER, _changed(request, row), row)
    if row.state == State.OUT:
        return head_forms.change(request, PAPER, _corrected(request, row), row)
    raise Http404


def _changed(request: PageRequest, row: Circular) -> Change[CircularForm]:
    day = clock.day_of(clock.now())
    return Change(
        form=CircularForm(head_forms.sent(request), day=day, **CircularForm.shown_of(row)),
        act=lambda form, by, at: writing.change(row.pk, form.draft(), by=by, at=at),
        done=KEPT,
    )


def _corrected(request: PageRequest, row: Circular) -> Change[CorrectionForm]:
    so_far = CorrectionForm.initial_of(row.words.words)
    return Change(
        form=CorrectionForm(head_forms.sent(request), initial=so_far),
        act=lambda form, by, at: correcting.correct(
            row.pk, form.words(), form.cleaned_data["note"], by=by, at=at
        ),
        done=CORRECTED,
    )


@open_to(RESIDENTS)
@never_cache
@require_safe
def circular(request: PageRequest, circular: UUID) -> HttpResponse:
    """Show a circular of the own district as its households see it."""
    return show(request, own_row(request, circular), ReasonForm())


def own_row(request: PageRequest, circular: UUID) -> Circular:
    """Return a circular of a district this person leads, or answer that there is none."""
    row = Circular.objects.filter(pk=circular, origin=Origin.DISTRICT).first()
    if row is None or rules() is None or not access.writes(request.actor, row, clock.now()):
        raise Http404
    return row


def show(
    request: PageRequest, row: Circular, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    """Show a district's circular, with what was typed wrongly."""
    context = {
        "row": row,
        "said": said(row.words, "ja"),
        "name": district_names().get(row.district, row.district),
        "allowed": LIVES[Origin(row.origin)].allowed(State(row.state)),
        "received": received(row) if row.released_at else [],
        "form": form,
    }
    return render(request, "community/head_circular.html", context, status=status)
