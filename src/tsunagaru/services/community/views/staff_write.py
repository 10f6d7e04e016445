"""Writing and correcting the town's circulars (回覧の作成・訂正)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to
from tsunagaru.services.community.forms import CircularForm, CorrectionForm
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries import access
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.rules.states import Origin, State
from tsunagaru.services.community.services import correcting, writing
from tsunagaru.services.community.views.acting import CLERKS, attempt

KEPT = "下書きを保存しました。まだ、どの世帯にも届いていません。"
ASKED = "訂正の承認を求めました。承認されるまで、もとの文のままです。"


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest) -> HttpResponse:
    """Write a new circular."""
    if rules() is None:
        raise Http404
    at, sections = clock.now(), tuple(request.actor.sections(Role.CLERK, Role.HEAD))
    form = CircularForm(
        request.POST if request.method == "POST" else None, day=clock.day_of(at), sections=sections
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, None, "回覧を書く")
    made = writing.draft(form.draft(), by=request.actor, at=at)
    messages.success(request, KEPT)
    return redirect("community:staff_circular", made)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, circular: UUID) -> HttpResponse:
    """Change a draft."""
    row, at = own_row(request, circular), clock.now()
    if row.state != State.DRAFT:
        raise Http404
    form = CircularForm(
        request.POST if request.method == "POST" else None,
        day=clock.day_of(at),
        sections=tuple(request.actor.sections(Role.CLERK, Role.HEAD)),
        **CircularForm.shown_of(row),
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, row, "下書きを直す")
    attempt(request, lambda: writing.change(row.pk, form.draft(), by=request.actor, at=at), KEPT)
    return redirect("community:staff_circular", row.pk)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PageRequest, circular: UUID) -> HttpResponse:
    """Correct what is out; another person approves the correction."""
    row, at = own_row(request, circular), clock.now()
    if row.state != State.OUT:
        raise Http404
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        initial=CorrectionForm.initial_of(row.words.words),
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, row, "訂正を書く")
    words, note = form.words(), form.cleaned_data["note"]
    attempt(
        request,
        lambda: correcting.correct(row.pk, words, note, by=request.actor, at=at),
        ASKED,
    )
    return redirect("community:staff_circular", row.pk)


def own_row(request: PageRequest, circular: UUID) -> Circular:
    """Return a circular of the town that this person writes, or answer that there is none."""
    at = clock.now()
    rows = access.readable_by(request.actor, at).filter(pk=circular, origin=Origin.TOWN)
    row = rows.first()
    if row is None or not access.writes(request.actor, row, at):
        raise Http404
    return row


def _show(
    request: PageRequest,
    form: CircularForm | CorrectionForm,
    row: Circular | None,
    heading: str,
) -> HttpResponse:
    context = {"form": form, "row": row, "heading": heading}
    status = 422 if form.is_bound else 200
    return render(request, "community/staff/write.html", context, status=status)
