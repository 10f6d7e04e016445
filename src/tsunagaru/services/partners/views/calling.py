"""Who calls (要求元の確認): a bearer token, a rate limit, and what the program may do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANONYMOUS, CLIENTS, CannotOpen, open_to
from tsunagaru.services.partners.queries import Caller, caller_of
from tsunagaru.services.partners.rules import MINUTE, Scope
from tsunagaru.services.partners.services.clients import note_use
from tsunagaru.services.partners.views.problems import CannotAnswer, problem

NO_TOKEN = "アクセストークンがないか、期限が切れています。/api/token で受け取ってください。"  # noqa: S105 - a sentence
NO_SCOPE = "このプログラムには、この操作の権限がありません。町の担当課にお問い合わせください。"
TOO_MANY = "1分あたりの上限を超えました。しばらく待ってから、もう一度送ってください。"
BEARER = "bearer "
LONGEST_TOKEN = 200

View = Callable[..., HttpResponse]


class Bearer(HttpBearer):
    """Says in OpenAPI that a token is needed; ``for_clients`` has looked at it before."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ANN401, ARG002 - django-ninja's signature
        """Return the program behind the request."""
        return getattr(request, "caller", None)


def for_clients(view: View) -> View:
    """Open a view to programs with a token; a person's session opens nothing here."""
    guarded = open_to(CLIENTS)(view)

    @wraps(guarded)
    def called(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        now = clock.now()
        caller = caller_of(_token_in(request), now)
        request.caller = caller  # type: ignore[attr-defined]  # read below
        request.actor = caller.actor if caller else ANONYMOUS  # type: ignore[attr-defined]  # PageRequest declares it
        if caller and not people.admit(
            f"api|{caller.client}", limit=caller.per_minute, window=MINUTE, at=now
        ):
            wait = int(MINUTE.total_seconds())
            return problem(request, CannotAnswer(429, TOO_MANY, code="rate", wait_s=wait))
        try:
            answer = guarded(request, *args, **kwargs)
        except CannotOpen:
            return problem(request, CannotAnswer(401, NO_TOKEN, code="token"))
        if caller:
            note_use(caller.client, at=now)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    return called


def _token_in(request: HttpRequest) -> str:
    header = str(request.headers.get("Authorization", ""))
    if header[: len(BEARER)].lower() != BEARER or len(header) > LONGEST_TOKEN:
        return ""
    return header[len(BEARER) :].strip()


def caller_in(request: HttpRequest, scope: Scope) -> Caller:
    """Return the program behind a request.

    Raises:
        CannotAnswer: it may not do this.
    """
    caller = getattr(request, "caller", None)
    if not isinstance(caller, Caller):
        raise CannotAnswer(401, NO_TOKEN, code="token")
    if scope not in caller.scopes:
        raise CannotAnswer(403, NO_SCOPE, code="scope")
    return caller
