"""The interview at the counter or on the telephone (書かない窓口): the same guide, read out."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.applications.services import bundles, drafts
from tsunagaru.engines.applications.views.answers import STAFF_BASE
from tsunagaru.engines.applications.views.counter import CLERKS
from tsunagaru.engines.applications.views.guides import ask
from tsunagaru.engines.applications.views.situation import guide_or_404, plan_in, posted, ticked
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.events import Channel


@open_to(CLERKS)
@require_POST
def interview(request: PageRequest, code: str) -> HttpResponse:
    """Ask about the situation for a resident; then show everything to do."""
    form = guide_or_404(code)
    return ask(request, form, channel_in(request), _frame(request))


@open_to(CLERKS)
@require_POST
def begin_interview(request: PageRequest, code: str) -> HttpResponse:
    """Begin to fill in together what was ticked, for the resident."""
    form, raw, channel = guide_or_404(code), posted(request), channel_in(request)
    plan, filled = plan_in(form, raw, channel, request.language)
    wanted = ticked(plan, raw)
    if filled.errors or not wanted:
        return ask(request, form, channel, {**_frame(request), "nothing": True})
    person = resident_in(request)
    applicant = drafts.Applicant(
        resident=person.id if person else None,
        channel=channel,
        staff=request.actor.staff,
        language=request.language,
        with_code=False,
    )
    now = clock.now()
    started = bundles.start_bundle(code, wanted, filled.answers, applicant, at=now)
    facts = {"guide": code, "channel": channel.value}
    audit(actor=request.actor, action="bundle.started", subject=started.bundle, at=now, facts=facts)
    return redirect("applications:bundle", started.bundle)


def _frame(request: PageRequest) -> dict[str, object]:
    person = resident_in(request)
    carried = {"resident": str(person.id) if person else "", "channel": channel_in(request).value}
    return {"base": STAFF_BASE, "person": person, "carried": carried.items()}


def channel_in(request: PageRequest) -> Channel:
    """Return the way that was chosen: counter, or telephone."""
    return Channel.PHONE if request.POST.get("channel") == Channel.PHONE else Channel.COUNTER


def resident_in(request: PageRequest) -> people.ResidentView | None:
    """Return the resident that was chosen; none means somebody the town does not know.

    Raises:
        Http404: there is no such resident.
    """
    chosen = request.POST.get("resident", "")
    if not chosen:
        return None
    try:
        return people.resident(UUID(chosen), day=clock.day_of(clock.now()))
    except (ValueError, people.NoSuchResident) as error:
        raise Http404 from error
