"""Co-signing (連署): whoever is asked sees exactly what they sign."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.forms import CosignForm, CosignRefusalForm
from tsunagaru.engines.applications.models import Cosignature
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import cosigning as known
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import CosignState, Means
from tsunagaru.engines.applications.services import cosigning
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.cosign_over import PAGE, cosign_over
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

CHANGED = "署名できませんでした。期限が過ぎたか、サインインなどの方法が合っていません。"

NOT_NAMED = (
    "申請書に書かれたお名前（{name}）と違います。ご本人のお名前を入力してください。"
    "書かれたお名前が間違っているときは、署名せずに、申請した方に直してもらってください。"
)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def cosign(request: PageRequest, cosignature: UUID) -> HttpResponse:
    """Show everything that is signed; on POST sign it or refuse."""
    row = known.cosignature_row(cosignature)
    if row is None or not known.may_sign(row, request.actor, code_in(request, cosignature)):
        return missing(request)
    if over := known.over_of(row, clock.now()):
        return cosign_over(request, row, over)
    if request.actor.is_staff:
        now = clock.now()
        audit(actor=request.actor, action="cosign.viewed", subject=row.draft_id, at=now, facts={})
    if request.method != "POST":
        return _show(request, row, CosignForm(), CosignRefusalForm())
    return _refuse(request, row) if "refuse" in request.POST else _sign(request, row)


def _sign(request: PageRequest, row: Cosignature) -> HttpResponse:
    form = CosignForm(request.POST)
    if not form.is_valid():
        if "digest" in form.errors:
            form.add_error(None, CHANGED)
        return _show(request, row, form, CosignRefusalForm())
    digest = form.cleaned_data["digest"]
    try:
        cosigning.sign(row.pk, **form.cleaned_data, by=request.actor, at=clock.now())
    except cosigning.NotTheirName as error:
        form.add_error("name", say(NOT_NAMED, request.language, name=str(error)))
    except cosigning.CannotCosign:
        if not _signed_just_now(row, digest):
            form.add_error(None, CHANGED)
    if form.errors:
        return _show(request, row, form, CosignRefusalForm())
    return render(request, PAGE, frame(request, row=row, signed=True))


def _signed_just_now(row: Cosignature, digest: str) -> bool:
    """Tell whether an earlier press has signed this very content already (二度押し)."""
    now = known.cosignature_row(row.pk)
    return now is not None and now.state == CosignState.SIGNED and now.digest == digest


def _refuse(request: PageRequest, row: Cosignature) -> HttpResponse:
    form = CosignRefusalForm(request.POST)
    if not form.is_valid():
        return _show(request, row, CosignForm(), form)
    try:
        cosigning.refuse(row.pk, **form.cleaned_data, by=request.actor, at=clock.now())
    except cosigning.CannotCosign:
        form.add_error(None, CHANGED)
        return _show(request, row, CosignForm(), form)
    return render(request, PAGE, frame(request, row=row, refused=True))


def _show(
    request: PageRequest, row: Cosignature, signing: CosignForm, refusing: CosignRefusalForm
) -> HttpResponse:
    draft, form = row.draft, form_of(row.draft.version_id)
    settled = draft.settled_at or row.asked_at
    shape = form.definition.cosigner(row.role)
    must_sign_in = shape is not None and not {Means.CODE, Means.COUNTER} & set(shape.by)
    context = frame(
        request,
        row=row,
        procedure=form.definition,
        shape=shape,
        signing=signing,
        refusing=refusing,
        wrong=[field for form in (signing, refusing) for field in form.visible_fields()],
        problems=[*signing.non_field_errors(), *refusing.non_field_errors()],
        signs_in=must_sign_in and not request.actor.resident,
        sections=[
            (one.title, one.in_full())
            for one in reads.review_of(form, draft.answers, request.language, settled)
        ],
    )
    status = 422 if signing.is_bound or refusing.is_bound else 200
    return render(request, "applications/cosign.html", context, status=status)
