"""What a tablet asks the town for (端末との通信): let in by its key, never by a session."""

import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.shelters.models import Tablet
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.states import OpeningState
from tsunagaru.services.shelters.services import listing, naming, tablets
from tsunagaru.services.shelters.services.syncing import MOST, Parcel, take

BAD, UNKNOWN, TOO_MANY = 400, 401, 429
TRIES, WINDOW = 20, timedelta(minutes=10)
LONGEST_BOX = 20_000
SCHEME = "Tablet "
NOT_ENROLLED = "この端末は登録されていません。"


@csrf_exempt  # no cookie counts here: the code is what lets a tablet in
@open_to(ANYONE)
@require_POST
def enrol(request: PageRequest) -> HttpResponse:
    """Enrol a tablet that shows a code of the staff's page."""
    address, at = people.address_of(request), clock.now()
    if not people.admit(f"shelters|enrol|{address}", limit=TRIES, window=WINDOW, at=at):
        return refused(TOO_MANY, "試した回数が多すぎます。しばらくしてからお試しください。")
    try:
        row, token = tablets.enrol(str(_read(request).get("code", "")), at=at)
    except (tablets.CannotEnrol, ValueError):
        return refused(BAD, "この登録コードは使えません。")
    shape = sites.shape_of(row.opening.site_id)
    name = ("【訓練】" if row.opening.run.drill else "") + shape.name.ja
    told = {"token": token, "letter": row.letter, "public": row.public, "shelter": name}
    return JsonResponse(told | _standing(row))


@csrf_exempt  # no cookie counts here: the tablet's key does
@open_to(ANYONE)
@require_POST
def sync(request: PageRequest) -> HttpResponse:
    """Take in what a tablet holds, and tell it how the shelter stands."""
    row = tablet_of(request)
    if row is None:
        return refused(UNKNOWN, NOT_ENROLLED)
    try:
        read = _read(request)
        parcel, since = _parcel(read), _since(read)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError):
        return refused(BAD, "読み取れません。")
    done = take(row.pk, parcel, at=clock.now())
    told: dict[str, Any] = {"done": [{"id": str(id), "effect": effect} for id, effect in done]}
    told |= {"stopped": row.revoked_at is not None}
    told |= {"over": row.opening.state == OpeningState.CLOSED}
    told |= {"off": listing.refused_since(since) if since and naming.may_hold(row) else []}
    return JsonResponse(told | _standing(row))


def tablet_of(request: PageRequest) -> Tablet | None:
    """Return the tablet that calls, by its key."""
    given = request.headers.get("Authorization", "")
    return tablets.of_token(given.removeprefix(SCHEME)) if given.startswith(SCHEME) else None


def _standing(row: Tablet) -> dict[str, int | str]:
    """Return how the shelter stands.

    ``names``: for how many seconds names may be held; ``key``: the name of what opens them.
    """
    view = sites.view(row.opening)
    kept_s = round(naming.KEPT_FOR.total_seconds()) if naming.may_hold(row) else 0
    return {"present": view.people, "free": view.free, "names": kept_s, "key": naming.key_name(row)}


def _read(request: PageRequest) -> dict[str, Any]:
    found = json.loads(request.body)
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004 - answered like any other bad text
    return found


def _parcel(told: dict[str, Any]) -> Parcel:
    boxes = [(UUID(one["id"]), str(one["box"])[:LONGEST_BOX]) for one in told["entries"][:MOST]]
    waiting = min(max(int(told.get("waiting", 0)), 0), 1_000_000)
    clock_ms = float(told["clock"])
    if not math.isfinite(clock_ms):
        raise ValueError("no clock")
    return Parcel(clock=clock_ms, waiting=waiting, boxes=boxes)


def _since(told: dict[str, Any]) -> datetime | None:
    """Return when the list of names was made that the tablet holds, if it holds one."""
    made = int(told.get("list") or 0)
    return datetime.fromtimestamp(made / 1000, UTC) if made else None


def refused(status: int, sentence: str) -> JsonResponse:
    """Return why a tablet is not answered."""
    return JsonResponse({"error": sentence}, status=status)
