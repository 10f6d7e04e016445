"""The eligibility check of a procedure (対象の確認): nothing is kept."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.definitions import Verdict
from tsunagaru.engines.applications.definitions.checking import CHECK_PAGE, VERDICT
from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.applications.views.answers import PUBLIC_BASE
from tsunagaru.engines.applications.views.start import form_or_404
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PageRequest, code: str) -> HttpResponse:
    """Ask a few questions and say whether this is the right procedure; nothing is kept."""
    form = form_or_404(code)
    if form.check is None or form.definition.eligibility is None:
        return redirect("applications:start", code)
    today = clock.day_of(clock.now())
    raw = {name: request.POST.getlist(name) for name in request.POST}
    filled = questionnaires.fill_page(
        form.check, CHECK_PAGE, raw, {}, language=request.language, today=today
    )
    sent = request.method == "POST"
    page = questionnaires.page_view(
        form.check,
        CHECK_PAGE,
        filled.answers if sent else {},
        language=request.language,
        today=today,
        raw=raw if sent else None,
        errors=filled.errors if sent else (),
    )
    context = {"base": PUBLIC_BASE, "procedure": form.definition, "page": page}
    if sent and not filled.errors:
        verdicts = _verdicts(form, filled.answers, today)
        fits = not any(verdict.stops for verdict in verdicts)
        context |= {"verdicts": verdicts, "answered": True, "fits": fits}
    return render(request, "applications/check.html", context)


def _verdicts(form: Form, answers: dict[str, Any], today: date) -> list[Verdict]:
    """Return what the answers of the check mean."""
    if form.check is None or form.definition.eligibility is None:
        return []
    found = questionnaires.computed(form.check, answers, today)
    verdicts = form.definition.eligibility.verdicts
    return [one for n, one in enumerate(verdicts) if found.get(VERDICT.format(number=n))]
