"""Puts the actor on every request and answers those who may not open a page (操作者の特定)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from tsunagaru.ground.people import queries, rules, services
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.models import Account
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANONYMOUS, Actor, CannotOpen, Kind

BEGAN, SEEN = "people.began", "people.seen"
# Writing the session once a minute is enough; sessions end at most this much early.
STEP = timedelta(minutes=1)
UNKNOWN, NEEDED = "unknown", "needed"
# What staff may open before they have the second factor that their town wants.
OPEN_WITHOUT_FACTOR = ("/me/sign-in/", "/sign-in/", "/sign-out/", "/static/")


def limits_for(actor: Actor) -> rules.SessionLimits:
    """Return how long a session of this actor lives."""
    staff = actor.kind is Kind.STAFF
    idle = settings.TSUNAGARU_IDLE_STAFF if staff else settings.TSUNAGARU_IDLE_RESIDENT
    return rules.SessionLimits(
        idle=timedelta(seconds=idle),
        absolute=timedelta(seconds=settings.TSUNAGARU_LONGEST_SESSION),
    )


class LastingSessionMiddleware(SessionMiddleware):
    """Lets an answer stand whose session could not be saved any more (セッション).

    The view has done its work by then: an application received must not read as a mistake only
    because the database went away, or the person signed out elsewhere, in the next moment.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session if it can be saved."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            return response


class ActorMiddleware:
    """Sets ``request.actor`` and ends sessions that are over (操作者)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find out who is there before any view runs; what they see is kept by no cache."""
        actor = self._actor(request, clock.now())
        request.actor = actor  # type: ignore[attr-defined]  # PageRequest declares it
        if _must_set_up(request, actor):
            return redirect("people:ways")
        response = self.get_response(request)
        if actor.kind is not Kind.ANONYMOUS and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Send the anonymous to the sign-in page; for all others the page does not exist."""
        if not isinstance(error, CannotOpen):
            return None
        if getattr(request, "actor", ANONYMOUS).kind is not Kind.ANONYMOUS:
            return response_for_exception(request, Http404())
        why = getattr(request, "session_end", "")
        held = bool(why) or services.hold_unknown(request, at=clock.now())
        query = {"next": rules.safe_next(request.get_full_path() if held else _came_from(request))}
        query["why"] = why or (UNKNOWN if held else NEEDED)
        if why:
            self._hold(request)
        answer = redirect(f"{reverse('people:sign_in')}?{urlencode(query)}")
        add_never_cache_headers(answer)  # whoever signs in next must not be sent here again
        return answer

    def _hold(self, request: HttpRequest) -> None:
        """Keep what was being sent, so that nothing is lost by the session's end."""
        account = getattr(request, "session_account", None)
        if account is not None and request.method == "POST":
            services.hold(account, request.get_full_path(), request.POST.lists(), at=clock.now())

    def _actor(self, request: HttpRequest, at: datetime) -> Actor:
        account = _account(request)
        if account is None:
            return ANONYMOUS
        actor = queries.actor_of(account, at)
        if end := _end(request, actor, at):
            logout(request)
            request.session_end = end.value  # type: ignore[attr-defined]  # read above
            request.session_account = account.pk  # type: ignore[attr-defined]  # likewise
            return ANONYMOUS
        return replace(actor, means=request.session.get(signing.MEANS, ""))


def _came_from(request: HttpRequest) -> str:
    """Return where to go on to after signing in: the page asked for, or the page of a form.

    An address that only takes a form's answer cannot be opened where nothing of it could be held.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    here = page.netloc == request.get_host()
    return page._replace(scheme="", netloc="", fragment="").geturl() if here else "/"


def _must_set_up(request: HttpRequest, actor: Actor) -> bool:
    """Tell whether a member of staff may do nothing yet but enter a second factor."""
    if not actor.is_staff or request.path.startswith(OPEN_WITHOUT_FACTOR):
        return False
    return queries.must_set_up(actor.account or 0)


def _account(request: HttpRequest) -> Account | None:
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _end(request: HttpRequest, actor: Actor, at: datetime) -> rules.End | None:
    """Return why the session is over, or note that it is in use."""
    stamp = int(at.timestamp())
    began = request.session.setdefault(BEGAN, stamp)
    seen = request.session.setdefault(SEEN, stamp)
    end = rules.session_end(
        began_at=datetime.fromtimestamp(began, tz=UTC),
        seen_at=datetime.fromtimestamp(seen, tz=UTC),
        at=datetime.fromtimestamp(stamp, tz=UTC),
        limits=limits_for(actor),
    )
    if end is None and stamp - seen >= STEP.total_seconds():
        request.session[SEEN] = stamp
    return end
