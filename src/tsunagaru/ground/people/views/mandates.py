"""Who acts for me, and for whom I act (代理人と保護者)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import AskForm, CodeForm
from tsunagaru.ground.people.views.me import me_of
from tsunagaru.ground.people.views.sign_in import TOO_MANY_REQUESTS
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.kernel.offers import installed

NO_PERIOD = "今日から5年以内の日付にしてください。"
WRONG = "この確認コードは使えません。相手の人に確かめてください。"
TOO_MANY = (
    "確認コードの入力が続いたため、しばらく受け付けられません。1時間ほど待ってからお試しください。"
)


def procedure_choices(language: str) -> list[tuple[str, str]]:
    """Return the procedures somebody may be asked to do, as choices of a form."""
    return [one for offer in installed() if offer.procedures for one in offer.procedures(language)]


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: PageRequest) -> HttpResponse:
    """List the mandates on either side; on POST ask for one and show its code this once."""
    mine, at = me_of(request), clock.now()
    form = AskForm(
        request.POST or None,
        day=clock.day_of(at),
        procedures=procedure_choices(request.language),
        every=say("すべての手続き", request.language),
    )
    code = ""
    if request.method == "POST" and form.is_valid():
        side = form.cleaned_data["side"]
        try:
            code = services.ask_mandate(request.actor, side, form.terms(), at=at)
        except services.CannotMandate:
            form.add_error("to_on", NO_PERIOD)
    names = dict(procedure_choices(request.language))
    rows = [
        (row, [names.get(one, one) for one in row.procedures], row.principal_id == mine.id)
        for row in queries.mandates_of(mine.id, at)
    ]
    page = {"form": form, "code": code, "rows": rows, "code_form": CodeForm()}
    return render(request, "people/mandates.html", page, status=400 if form.errors else 200)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_mandate(request: PageRequest) -> HttpResponse:
    """Show what a code is about, and confirm it with a second press."""
    me_of(request)
    if request.method != "POST":
        return redirect("people:mandates")
    form, at, status = CodeForm(request.POST), clock.now(), 200
    page: dict[str, object] = {"code_form": form}
    if form.is_valid():
        code = form.cleaned_data["code"]
        allowed = services.admit_code(request.actor, at=at)
        asked = queries.asked_by_code(code, at) if allowed else None
        if asked and request.POST.get("sure") and _confirmed(request, asked.pk, code):
            return redirect("people:mandates")
        own = asked and request.actor.resident in {asked.principal_id, asked.proxy_id}
        if asked and not own:
            page["asked"] = queries.mandate_view(asked, clock.day_of(at))
            page["procedures"] = [
                dict(procedure_choices(request.language)).get(p, p) for p in asked.procedures
            ]
        else:
            form.add_error("code", WRONG if allowed else TOO_MANY)
            status = 400 if allowed else TOO_MANY_REQUESTS
    status = status if form.is_valid() or status != 200 else 400  # noqa: PLR2004 - an HTTP status
    return render(request, "people/confirm_mandate.html", page, status=status)


def _confirmed(request: PageRequest, mandate: UUID, code: str) -> bool:
    try:
        services.confirm_mandate(mandate, code, by=request.actor, at=clock.now())
    except services.CannotMandate:
        return False
    messages.success(request, say("代理を確認しました。", request.language))
    return True


@open_to(RESIDENTS)
@require_POST
def end_mandate(request: PageRequest, mandate: UUID) -> HttpResponse:
    """Take a mandate back, from either side."""
    try:
        services.end_mandate(mandate, by=request.actor, at=clock.now())
    except services.CannotMandate:
        raise Http404 from None
    messages.success(request, say("代理を取り消しました。", request.language))
    return redirect("people:mandates")
