"""Registering a telephone for short messages (ショートメールの登録)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.messages.forms.phones import CodeForm, PhoneForm
from tsunagaru.engines.messages.services import phones
from tsunagaru.engines.messages.views.registered import registered
from tsunagaru.engines.messages.views.subscription import (
    SAVED,
    TOO_MANY_REQUESTS,
    UNFIT,
    show,
)
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to

TOO_MANY = (
    "確認番号の依頼が続いたため、しばらく受け付けられません。1時間ほど待ってからお試しください。"
)
PROBLEMS = {
    phones.Proof.WRONG: (
        "確認番号が違います。ショートメールに届いた6けたの数字を確かめてください。"
    ),
    phones.Proof.OVER: "この確認番号は使えなくなりました。もう一度、番号を送ってください。",
}
CODE_SENT = "code"


@open_to(RESIDENTS)
@require_POST
def add_phone(request: PageRequest) -> HttpResponse:
    """Send a code to a telephone."""
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return show(request, UNFIT, phone_form=form)
    row = registered(request)
    try:
        phones.ask_phone(row, form.cleaned_data["phone"], way="online", at=clock.now())
    except phones.TooManyCodes:
        form.add_error("phone", TOO_MANY)
        return show(request, TOO_MANY_REQUESTS, phone_form=form)
    return redirect(f"/my/messages/?done={CODE_SENT}#phone")


@open_to(RESIDENTS)
@require_POST
def prove_phone(request: PageRequest) -> HttpResponse:
    """Take the code; the telephone works then."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return show(request, UNFIT, code_form=form)
    typed, row = form.cleaned_data["code"], registered(request)
    proof = phones.prove_phone(row, typed, way="online", at=clock.now())
    if proof is not phones.Proof.RIGHT:
        form.add_error("code", PROBLEMS[proof])
        return show(request, UNFIT, code_form=form)
    return redirect(f"/my/messages/?done={SAVED}")
