"""Makers other packages' tests may use (テスト用のAPI利用者)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.people.testing import Cast
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.services.partners.rules import Scope
from tsunagaru.services.partners.services import clients

Arguments = tuple[dict[str, Any], dict[str, Any]]
OFFICE = Actor(kind=Kind.STAFF, staff=UUID(int=7))


def a_client(*, at: datetime = NOON, **changes: Any) -> tuple[UUID, str]:  # noqa: ANN401 - any field of NewClient
    """Register a program that may do everything (APIの利用者); return its id and secret."""
    found: dict[str, Any] = {
        "name": "広域ポータル",
        "purpose": "協定による申請の取次ぎ",
        "section": "",
        "scopes": list(Scope),
        "per_minute": 600,
    }
    return clients.register(clients.NewClient(**found | changes), by=OFFICE, at=at)


def a_token(*, at: datetime, scope: str = "", **changes: Any) -> str:  # noqa: ANN401 - of a_client
    """Return a pass of a new program (トークン)."""
    client, secret = a_client(at=at, **changes)
    return clients.admit(client, secret, scope=scope, at=at).token


def _client(_cast: Cast) -> Arguments:
    return {"client": a_client(section="jumin")[0]}, {"client": uuid4()}


def _procedure(_cast: Cast) -> Arguments:
    return {"code": a_procedure().code}, {"code": "nothing"}


def _application(_cast: Cast) -> Arguments:
    return {"application": uuid4()}, {"application": uuid4()}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    **{f"partners:{page}": _client for page in ("client", "renew", "revoke")},
    **{f"partners:api:{one}": _procedure for one in ("get_procedure", "submit_application")},
    "partners:api:upload_file": _procedure,
    **{f"partners:api:{one}": _application for one in ("get_application", "withdraw_application")},
}
