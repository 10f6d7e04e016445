"""A resident's account transfers (口座振替): asked for, seen, ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import AccountForm, PostalAccountForm
from tsunagaru.engines.payments.queries import transfers
from tsunagaru.engines.payments.rules.agreements import Standing
from tsunagaru.engines.payments.services.agreements import CannotAgree
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to

Form = AccountForm | PostalAccountForm
UNFIT, CONFLICT = 422, 409
ASKED = "口座振替の申込みを受け付けました。金融機関の確認が終わるまで、お待ちください。"
ENDED, TAKEN_BACK = "口座振替を解約しました。", "口座振替の申込みを取り下げました。"
TOO_LATE = "この口座振替は、すでに終わっています。"


def _resident(request: PageRequest) -> UUID:
    if request.actor.resident is None:
        raise Http404
    return request.actor.resident


@open_to(RESIDENTS)
@require_http_methods(["GET", "POST"])
def agreement(request: PageRequest) -> HttpResponse:
    """Show how one's account transfers stand; ask for them, or for another account."""
    resident = _resident(request)
    form = _form(request)
    status = 200
    if request.method == "POST" and transfers.setup_of() is not None:
        status = UNFIT
        if form.is_valid():
            try:
                services.ask_for_transfers(resident, form.account, channel="online", at=clock.now())
            except CannotAgree as refusal:
                form.add_error(None, refusal.sentence)
                return _page(request, resident, form, CONFLICT)
            messages.success(request, say(ASKED, request.language))
            return redirect("payments:agreement")
    return _page(request, resident, form, status)


def _form(request: PageRequest) -> Form:
    """Return the form for the bank that was chosen, with what was sent."""
    if at_post(request):
        return PostalAccountForm(request.POST if request.method == "POST" else None)
    return AccountForm(request.POST if request.method == "POST" else None)


def at_post(request: PageRequest) -> bool:
    """Tell whether an account at Japan Post Bank was chosen (ゆうちょ銀行を選んだか)."""
    given = request.POST if request.method == "POST" else request.GET
    return given.get("bank_kind", "") == "post"


def _page(request: PageRequest, resident: UUID, form: Form, status: int) -> HttpResponse:
    rows = list(transfers.mandates_of(resident))
    context: dict[str, Any] = {
        "possible": transfers.setup_of() is not None,
        "asked": next((row for row in rows if row.state == Standing.APPLIED), None),
        "active": next((row for row in rows if row.state == Standing.ACTIVE), None),
        "last": next(iter(rows), None),
        "debits": transfers.debits_of(resident),
        "form": form,
        "post": at_post(request),
        "chosen": "bank_kind" in request.GET or request.method == "POST",
    }
    return render(request, "payments/agreement.html", context, status=status)


@open_to(RESIDENTS)
@require_POST
def end_agreement(request: PageRequest, mandate: UUID) -> HttpResponse:
    """End account transfers, or take the application back."""
    row = get_object_or_404(transfers.mandates_of(_resident(request)), pk=mandate)
    try:
        services.end(row.pk, at=clock.now())
    except CannotAgree:
        messages.error(request, say(TOO_LATE, request.language))
    else:
        words = ENDED if row.state == Standing.ACTIVE else TAKEN_BACK
        messages.success(request, say(words, request.language))
    return redirect("payments:agreement")
