"""Agreeing by a link that somebody gave (共有の同意): a family contact, or an employer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.emergency.models import Group
from tsunagaru.services.emergency.queries import safety as queries
from tsunagaru.services.emergency.queries import sharing
from tsunagaru.services.emergency.services import sharing as agreeing
from tsunagaru.services.emergency.views.safety_mine import me

GONE = 410


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def safety_join(request: PageRequest, token: str) -> HttpResponse:
    """Become the family contact of who made the link; both know each other's names then."""
    at = clock.now()
    try:
        inviter = agreeing.invited_by(token)
        person = people.resident(inviter, day=clock.day_of(at))
        if request.method == "POST":
            other = me(request)
            agreeing.share(inviter, agreeing.FAMILY, by=request.actor, at=at, other=other)
            messages.success(request, say("家族の連絡先になりました。", request.language))
            return redirect("emergency:safety_mine")
    except LookupError as error:
        raise Http404 from error
    except (agreeing.CannotShare, people.NoSuchResident):
        return render(request, "emergency/safety/over.html", {"status": GONE}, status=GONE)
    return render(request, "emergency/safety/join.html", {"name": person.name})


@open_to(RESIDENTS)
@require_POST
def safety_agree(request: PageRequest, group: UUID) -> HttpResponse:
    """Let an employer or a school see whether one is safe."""
    try:
        agreeing.share(
            me(request), agreeing.GROUP, by=request.actor, at=clock.now(), group=group
        )  # fmt: skip
    except agreeing.CannotShare as error:
        raise Http404 from error
    messages.success(
        request, say("同意しました。いつでも、共有のページでやめられます。", request.language)
    )
    return redirect("emergency:safety_group", group)


@open_to(RESIDENTS)
@never_cache
@require_safe
def safety_group(request: PageRequest, group: UUID) -> HttpResponse:
    """Show its keeper how the people are who agreed; anybody else, what agreeing means."""
    row = Group.objects.filter(pk=group, closed_at=None).first()
    resident, at = me(request), clock.now()
    if row is None:
        raise Http404
    keeps = row.keeper == resident
    rounds = list(queries.open_rounds()) if keeps else []
    context = {
        "group": row,
        "keeps": keeps,
        "agreed": resident in sharing.members(row),
        "link": request.build_absolute_uri(request.path),
        "boards": [(one, sharing.seen(one, sharing.members(row), at)) for one in rounds],
        "number": len(sharing.members(row)),
    }
    return render(request, "emergency/safety/group.html", context)
