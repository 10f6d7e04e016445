"""The screen for checking and signing (確認画面): big type, one bundle, for half an hour."""

import json
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.forms import SignatureForm
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.bundles import Part
from tsunagaru.engines.applications.services import drafts, screens
from tsunagaru.engines.applications.views.answers import frame, refuse
from tsunagaru.engines.applications.views.bundle import access_in, over
from tsunagaru.engines.applications.views.screen_entry import ask_again, speak
from tsunagaru.engines.questionnaires.api import ReviewSection
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.codes import qr_svg
from tsunagaru.ground.ui.language import SPEECHES, html_language
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

GONE = 404
WRONG = "署名を読み取れませんでした。線で署名するか、お名前を入力してください。"


@open_to(ANYONE)
@require_POST
def show(request: PageRequest, bundle: UUID) -> HttpResponse:
    """Give the clerk the code and the QR with which a tablet shows everything."""
    row = bundle_reads.bundle_row(bundle)
    access = access_in(request, row)
    if row is None or access is not Access.FULL or not request.actor.is_staff:
        return refuse(request, Access.NONE)
    try:
        code, now = screens.show_on_screen(bundle, at=clock.now()), clock.now()
    except drafts.CannotContinue:
        return over(request, row)
    audit(actor=request.actor, action="bundle.shown", subject=bundle, at=now, facts={})
    address = request.build_absolute_uri(f"/screen/{code}/")
    context = frame(
        request, bundle=row, code=rules.format_code(code), address=address, qr=qr_svg(address)
    )
    return render(request, "applications/bundle/show.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: PageRequest, code: str) -> HttpResponse:
    """Show everything for checking, in one of four languages; on POST take the signature."""
    speak(request)
    with translation.override(html_language(request.language)):
        return _screen(request, code)


def _screen(request: PageRequest, code: str) -> HttpResponse:
    plain = rules.read_code(code)
    row = bundle_reads.bundle_of_screen(plain, clock.now()) if plain else None
    if row is None:
        return ask_again(request, GONE)
    if screens.was_signed(row):  # whoever has the tablet next learns nothing of the person before
        return render(request, "applications/bundle/signed.html")
    form = SignatureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _sign(request, row, form):
        return render(request, "applications/bundle/signed.html")
    return _show(request, row, form)


def _sign(request: PageRequest, row: Bundle, form: SignatureForm) -> bool:
    try:
        strokes = json.loads(form.cleaned_data["strokes"] or "[]")
        lines = [[(int(x), int(y)) for x, y in stroke] for stroke in strokes]
        screens.sign_bundle(row.pk, name=form.cleaned_data["name"], strokes=lines, at=clock.now())
    except (ValueError, TypeError, screens.CannotSign):
        form.add_error("name", say(WRONG, request.language))
        return False
    return True


def _said(part: Part, language: str, now: datetime) -> tuple[str, list[ReviewSection]]:
    """Return the language an application is said in, one for all of it, and its answers."""
    tongue = part.name.tongue(language)
    return tongue, reads.review_of(part.form, part.draft.answers, tongue, now)


def _show(request: PageRequest, row: Bundle, form: SignatureForm) -> HttpResponse:
    now = clock.now()
    parts = bundle_reads.parts_of(row, bundle_reads.drafts_in(row), clock.day_of(now))
    context = {
        "speeches": SPEECHES,
        "form": form,
        "parts": [(part, *_said(part, request.language, now)) for part in parts],
    }
    status = 422 if form.is_bound else 200
    return render(request, "applications/bundle/screen.html", context, status=status)
