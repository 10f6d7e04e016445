"""Acting as someone on the ledger's pages, without the packages above it (操作者の代わり)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from tsunagaru.kernel.access import ANONYMOUS, Actor, CannotOpen

PEOPLE = "tsunagaru.ground.people.middleware.ActorMiddleware"
HERE = f"{__name__}.ActingMiddleware"


class ActingMiddleware:
    """Puts the actor of the test behind every request."""

    actor: Actor = ANONYMOUS

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the actor of the test."""
        vars(request)["actor"] = self.actor
        return self._answer(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what may not be opened like a missing page."""
        return HttpResponseNotFound() if isinstance(error, CannotOpen) else None
