"""What OpenAPI says besides the shapes (OpenAPIの補足): problems, headers, links.

Source:
    OpenAPI 3.1.0, Link Object: what one answer names, the next request needs.
"""

from collections.abc import Mapping
from typing import Any

from tsunagaru.services.partners.views.problems import MEDIA, TITLES

Json = dict[str, Any]
PROBLEM = "#/components/schemas/Problem"
STATUS_LINK: Json = {
    "status": {
        "operationId": "get_application",
        "parameters": {"application": "$response.body#/id"},
        "description": "申請の状況",
    },
    "withdraw": {
        "operationId": "withdraw_application",
        "parameters": {"application": "$response.body#/id"},
        "description": "取下げ",
    },
}
SUBMIT_LINK: Json = {
    "submit": {
        "operationId": "submit_application",
        "parameters": {"code": "$response.body#/code"},
        "description": "申請",
    },
    "upload": {
        "operationId": "upload_file",
        "parameters": {"code": "$response.body#/code"},
        "description": "添付",
    },
}
LOCATION: Json = {
    "Location": {
        "description": "申請の状況のアドレス",
        "schema": {"type": "string"},
        "required": True,
    }
}
RETRY: Json = {
    "Retry-After": {"description": "待つ秒数", "schema": {"type": "integer"}, "required": True}
}


def answers(
    *statuses: int,
    links: Mapping[int, Json] | None = None,
    headers: Mapping[int, Json] | None = None,
) -> Json:
    """Return the description of problems, links and headers of an operation's answers."""
    described: dict[int, Json] = {status: _problem(status) for status in statuses}
    for status, found in (links or {}).items():
        described.setdefault(status, {})["links"] = found
    for status, found in (headers or {}).items():
        described.setdefault(status, {})["headers"] = found
    return {"responses": described}


def _problem(status: int) -> Json:
    found: Json = {
        "description": TITLES[status],
        "content": {MEDIA: {"schema": {"$ref": PROBLEM}}},
    }
    return found | ({"headers": RETRY} if status == 429 else {})  # noqa: PLR2004 - the number is the name
