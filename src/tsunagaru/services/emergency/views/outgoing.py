"""Alerts for other systems and screens (外へ出す警報): CAP 1.2, Atom, signage, loudspeakers."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition, require_safe

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.clock import local
from tsunagaru.services.emergency.gateways.atom_writing import CAP_TYPE, Written, write_feed
from tsunagaru.services.emergency.gateways.cap_writing import write_cap
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.queries.outgoing import cap_of, script_of
from tsunagaru.services.emergency.queries.showing import TONGUES, shown
from tsunagaru.services.emergency.views.proposing import CLERKS

MOST = 50
FRESH_S = 10


def _etag(request: HttpRequest) -> str:
    rows = alerts.published()
    last = rows.values_list("pk", flat=True).first()
    return f'"{last or "none"}-{rows.count()}-{request.get_host()}"'


@open_to(ANYONE)
@require_safe
@cache_control(public=True, max_age=FRESH_S)
@condition(etag_func=_etag)
def feed(request: PageRequest) -> HttpResponse:
    """Give all that was said lately as an Atom feed; each entry leads to its CAP."""
    rows = list(alerts.published()[:MOST])
    town = places.town()
    title = f"{town.name.ja if town else ''}の警報"
    updated = max((_said_at(row) for row in rows), default=clock.now())
    content = write_feed(
        title,
        request.build_absolute_uri(reverse("emergency:feed")),
        [_entry(request, row) for row in rows],
        updated=updated,
    )
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _entry(request: PageRequest, row: Announcement) -> Written:
    cap = reverse("emergency:cap", args=[row.pk])
    page, words = reverse("emergency:alert", args=[row.alert_id]), row.words["ja"]
    return Written(
        id=f"urn:uuid:{row.pk}",
        title=words["title"],
        summary=words["body"],
        updated=_said_at(row),
        cap_url=request.build_absolute_uri(cap),
        page_url=request.build_absolute_uri(page),
    )


def _said_at(row: Announcement) -> datetime:
    return row.settled_at or row.asked_at


@open_to(ANYONE)
@require_safe
def cap(request: PageRequest, announcement: UUID) -> HttpResponse:  # noqa: ARG001 - Django hands it
    """Give one announcement as CAP 1.2; a drill, or what was never said, is none."""
    found = cap_of(get_object_or_404(alerts.published(), pk=announcement))
    if found is None:
        raise Http404
    return HttpResponse(write_cap(found), content_type=f"{CAP_TYPE}; charset=utf-8")


@open_to(ANYONE)
@require_safe
@cache_control(public=True, max_age=FRESH_S)
def signage(request: PageRequest) -> HttpResponse:
    """Give what is in force for screens in public places, in three languages."""
    at = clock.now()
    found = [_screen(request, row, at) for row in alerts.in_force(at)]
    told = {"at": local(at).isoformat(timespec="seconds"), "alerts": found}
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _screen(request: PageRequest, row: Announcement, at: datetime) -> dict[str, object]:
    said = {language: shown(row, language, at) for language in TONGUES}
    texts = {
        language: {"level": one.level, "title": one.title, "body": one.body, "areas": one.areas}
        for language, one in said.items()
    }
    return {
        "id": str(row.alert_id),
        "level": row.level,
        "texts": texts,
        "said_at": local(_said_at(row)).isoformat(timespec="seconds"),
        "expires_at": local(row.expires_at).isoformat(timespec="seconds"),
        "page": request.build_absolute_uri(reverse("emergency:alert", args=[row.alert_id])),
    }


@open_to(CLERKS)
@never_cache
@require_safe
def script(request: PageRequest, announcement: UUID) -> HttpResponse:
    """Give what is read out over the loudspeakers, as a text file."""
    row = get_object_or_404(alerts.announcements_for(request.actor), pk=announcement)
    answer = HttpResponse(script_of(row), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="broadcast-{row.number}.txt"'
    return answer
