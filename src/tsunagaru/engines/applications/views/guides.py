"""The guide through a turn in life (くらしの手続き案内): questions, then everything to do."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.applications.queries import guides as reads
from tsunagaru.engines.applications.queries.guides import GuideForm
from tsunagaru.engines.applications.queries.procedures import life_events
from tsunagaru.engines.applications.services import bundles, drafts
from tsunagaru.engines.applications.views.answers import PUBLIC_BASE, sign_in_again
from tsunagaru.engines.applications.views.devices import remember
from tsunagaru.engines.applications.views.situation import (
    guide_or_404,
    is_in,
    plan_in,
    posted,
    ticked,
)
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.events import Channel

Context = dict[str, Any]
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "procedure"})


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def guides(request: PageRequest) -> HttpResponse:
    """List the turns in life that have a guide."""
    names = {event.code: event.name for event in life_events()}
    context = {"guides": [(one, names.get(one.definition.life_event)) for one in reads.guides()]}
    return render(request, "applications/life/guides.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: PageRequest, code: str) -> HttpResponse:
    """Ask about the situation; on POST show everything to do. Nothing is kept."""
    form = guide_or_404(code)
    return ask(request, form, Channel.ONLINE, {"base": PUBLIC_BASE})


@open_to(ANYONE)
@require_POST
def begin(request: PageRequest, code: str) -> HttpResponse:
    """Begin to fill in together what was ticked."""
    form, raw = guide_or_404(code), posted(request)
    if request.actor.is_staff:
        return redirect("applications:counter")
    plan, filled = plan_in(form, raw, Channel.ONLINE, request.language)
    wanted = ticked(plan, raw)
    if filled.errors or not wanted:
        return ask(request, form, Channel.ONLINE, {"base": PUBLIC_BASE, "nothing": True})
    if request.actor.resident is None and any(t.sign_in for t in plan.fillable if is_in(t, wanted)):
        return sign_in_again(request.path.removesuffix("start/"))
    applicant = drafts.Applicant(resident=request.actor.resident, language=request.language)
    started = bundles.start_bundle(code, wanted, filled.answers, applicant, at=clock.now())
    response = redirect("applications:bundle", started.bundle)
    remember(request, response, started.bundle, started.code)
    return response


def ask(request: PageRequest, form: GuideForm, channel: Channel, more: Context) -> HttpResponse:
    """Show the questions, and under them what follows from the answers posted."""
    raw = posted(request)
    sent = request.method == "POST" and questionnaires.SHOWN in raw
    plan, filled = plan_in(form, raw, channel, request.language)
    errors = filled.errors if sent else []
    page = questionnaires.page_view(
        form.questionnaire,
        form.page,
        filled.answers if sent else {},
        language=request.language,
        today=clock.day_of(clock.now()),
        raw=raw if sent else None,
        errors=errors,
    )
    context = {"guide": form.definition, "page": page, "channel": channel, **more}
    if sent and not errors:
        kept = [(n, v) for n, values in raw.items() if n not in NOT_KEPT for v in values]
        context |= {"plan": plan, "kept": kept}
    status = 422 if questionnaires.mistakes(errors) else 200
    return render(request, "applications/life/guide.html", context, status=status)
