"""Co-signing (連署): whoever is asked sees exactly what they sign."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.models import Cosignature
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import cosigning as known
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import Means
from tsunagaru.engines.applications.services import cosigning
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock, individual_number
from tsunagaru.kernel.access import ANYONE, open_to

NAMELESS = "お名前を入力してください。"
REASONLESS = "断る理由を入力してください。申請した方に伝えます。"
NUMBER = (
    "12桁の個人番号（マイナンバー）と思われる数字があります。消してから、もう一度送ってください。"
)
CHANGED = "署名できませんでした。期限が過ぎたか、サインインなどの方法が合っていません。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def cosign(request: PageRequest, cosignature: UUID) -> HttpResponse:
    """Show everything that is signed; on POST sign it or refuse."""
    row = known.cosignature_row(cosignature)
    if row is None or not known.may_sign(row, request.actor, code_in(request, cosignature)):
        return missing(request)
    if over := known.over_of(row, clock.now()):
        context = frame(request, row=row, sentence=say(over, request.language))
        return render(request, "applications/cosign_over.html", context)
    if request.actor.is_staff:
        now = clock.now()
        audit(actor=request.actor, action="cosign.viewed", subject=row.draft_id, at=now, facts={})
    if request.method != "POST":
        return _show(request, row)
    return _answer(request, row)


def _answer(request: PageRequest, row: Cosignature) -> HttpResponse:
    refuses, now = "refuse" in request.POST, clock.now()
    name, reason = (request.POST.get(key, "").strip()[:200] for key in ("name", "reason"))
    if not (reason if refuses else name):
        return _show(request, row, REASONLESS if refuses else NAMELESS)
    if individual_number.contains(reason if refuses else name):
        return _show(request, row, NUMBER)
    try:
        if refuses:
            cosigning.refuse(row.pk, reason=reason, by=request.actor, at=now)
        else:
            digest = request.POST.get("digest", "")
            cosigning.sign(row.pk, name=name, digest=digest, by=request.actor, at=now)
    except cosigning.CannotCosign:
        return _show(request, row, CHANGED)
    context = frame(request, row=row, signed=not refuses, refused=refuses)
    return render(request, "applications/cosign_over.html", context)


def _show(request: PageRequest, row: Cosignature, problem: str = "") -> HttpResponse:
    draft, form = row.draft, form_of(row.draft.version_id)
    settled = draft.settled_at or row.asked_at
    shape = form.definition.cosigner(row.role)
    must_sign_in = shape is not None and not {Means.CODE, Means.COUNTER} & set(shape.by)
    context = frame(
        request,
        row=row,
        procedure=form.definition,
        shape=shape,
        problems=(problem,) if problem else (),
        name=request.POST.get("name", ""),
        reason=request.POST.get("reason", ""),
        signs_in=must_sign_in and not request.actor.resident,
        sections=[
            (one.title, [SummaryRow(label, text, missing=not text) for _, label, text in one.rows])
            for one in reads.review_of(form, draft.answers, request.language, settled)
        ],
    )
    status = 422 if problem else 200
    return render(request, "applications/cosign.html", context, status=status)
