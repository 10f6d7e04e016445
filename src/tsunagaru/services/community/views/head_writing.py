"""Who leads a district writes to it (区の回覧): written, looked at once more, posted."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import CircularForm, CorrectionForm, ReasonForm
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries import access
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.receipts import received
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.queries.words import said
from tsunagaru.services.community.rules.states import LIVES, Origin, State
from tsunagaru.services.community.services import correcting, writing
from tsunagaru.services.community.views.acting import attempt

KEPT = "下書きを保存しました。まだ、どの世帯にも届いていません。"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, district: str) -> HttpResponse:
    """Write a circular to the own district."""
    at = clock.now()
    if rules() is None or not leads(request.actor.resident, district, clock.day_of(at)):
        raise Http404
    form = CircularForm(request.POST if request.method == "POST" else None, day=clock.day_of(at))
    if request.method != "POST" or not form.is_valid():
        return _write(request, form, district, None)
    made = writing.draft(form.draft(), by=request.actor, at=at, district=district)
    messages.success(request, KEPT)
    return redirect("community:head_circular", made)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, circular: UUID) -> HttpResponse:
    """Change a draft, or correct what is out."""
    row, at, by = own_row(request, circular), clock.now(), request.actor
    if row.state not in {State.DRAFT, State.OUT}:
        raise Http404
    sent = request.method == "POST"
    form: CircularForm | CorrectionForm
    if row.state == State.DRAFT:
        shown = CircularForm.shown_of(row)
        form = CircularForm(request.POST if sent else None, day=clock.day_of(at), **shown)
    else:
        said_so_far = CorrectionForm.initial_of(row.words.words)
        form = CorrectionForm(request.POST if sent else None, initial=said_so_far)
    if request.method != "POST" or not form.is_valid():
        return _write(request, form, row.district, row)
    if isinstance(form, CircularForm):
        attempt(request, lambda: writing.change(row.pk, form.draft(), by=by, at=at), KEPT)
    else:
        words, note = form.words(), form.cleaned_data["note"]
        done = "訂正しました。前に読んだ世帯に知らせます。"
        attempt(request, lambda: correcting.correct(row.pk, words, note, by=by, at=at), done)
    return redirect("community:head_circular", row.pk)


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


def _write(
    request: PageRequest,
    form: CircularForm | CorrectionForm,
    district: str,
    row: Circular | None,
) -> HttpResponse:
    context = {
        "form": form,
        "code": district,
        "name": district_names().get(district, district),
        "row": row,
    }
    status = 422 if form.is_bound else 200
    return render(request, "community/head_write.html", context, status=status)
