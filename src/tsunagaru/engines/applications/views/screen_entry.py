"""The page that takes the code of the tablet (確認画面の入口), in one of four languages."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.ground.ui.language import SPEECHES, html_language
from tsunagaru.ground.ui.phrases import TABLET_LANGUAGES
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to

OPEN, UNFIT = 200, 422


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PageRequest) -> HttpResponse:
    """Take the code that a clerk reads out, in one of four languages."""
    chosen = speak(request)
    code = rules.read_code(request.POST.get("code", "")[:60]) if request.method == "POST" else None
    if code:
        address = reverse("applications:screen", args=[code])
        return redirect(f"{address}?in={request.language}" if chosen else address)
    with translation.override(html_language(request.language)):
        return ask_again(request, UNFIT if request.method == "POST" else OPEN)


def speak(request: PageRequest) -> bool:
    """Answer in the language that was chosen on the tablet, if one was (タブレットの言語)."""
    wanted = request.GET.get("in")
    if wanted in TABLET_LANGUAGES:
        request.language = wanted
    return wanted in TABLET_LANGUAGES


def ask_again(request: PageRequest, status: int) -> HttpResponse:
    """Ask for the code; again, where what was entered is none or opens nothing any more."""
    context = {"speeches": SPEECHES, "wrong": status != OPEN}
    return render(request, "applications/bundle/enter.html", context, status=status)
