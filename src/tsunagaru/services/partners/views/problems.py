"""Mistakes as data (エラーの返し方): ``application/problem+json``, in the reader's language.

Source:
    RFC 9457 Problem Details for HTTP APIs; pointers into the body are JSON Pointers (RFC 6901).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from tsunagaru.ground.ui.phrases import say

MEDIA = "application/problem+json"
TITLES = {
    400: "要求を読めません",
    401: "認証が必要です",
    403: "この操作はできません",
    404: "見つかりません",
    409: "今はできません",
    413: "大きすぎます",
    422: "内容を確かめてください",
    429: "要求が多すぎます",
}
MISSING = "「{name}」がありません。"
WRONG = "「{name}」の値が正しくありません。"
UNREADABLE = "要求の本文をJSONとして読めません。"
Mistakes = Sequence[Mapping[str, str]]


class CannotAnswer(Exception):
    """The request cannot be done as it was sent (できません).

    Args:
        status: the HTTP status.
        detail: one Japanese sentence, which is a phrase of this package.
        code: which problem it is, for programs.
        errors: pointer and sentence of each mistake, said already.
    """

    def __init__(
        self, status: int, detail: str, *, code: str = "", errors: Mistakes = (), wait_s: int = 0
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.code = status, detail, code
        self.errors, self.wait_s = errors, wait_s


def language_of(request: HttpRequest) -> str:
    """Return the language to answer in."""
    return str(getattr(request, "language", "ja"))


def problem(request: HttpRequest, error: CannotAnswer) -> HttpResponse:
    """Return the answer to a request that cannot be done (問題の説明)."""
    language = language_of(request)
    body: dict[str, Any] = {
        "type": f"urn:tsunagaru:problem:{error.code}" if error.code else "about:blank",
        "title": say(TITLES[error.status], language),
        "status": error.status,
        "detail": say(error.detail, language) if error.detail else "",
    }
    if error.errors:
        body["errors"] = list(error.errors)
    # Where a refused number is told to be another one (申出), put there by the number's guard.
    if contests := getattr(request, "number_contests", []):
        body["contests"] = [
            {"field": field, "url": request.build_absolute_uri(address)}
            for field, address in contests
        ]
    answer = HttpResponse(json.dumps(body), content_type=MEDIA, status=error.status)
    answer["Cache-Control"] = "no-store"
    if error.status == 401:  # noqa: PLR2004 - the number is the name
        answer["WWW-Authenticate"] = 'Bearer realm="tsunagaru"'
    if error.wait_s:
        answer["Retry-After"] = str(error.wait_s)
    return answer


def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer what has another shape than the description says (形式の誤り)."""
    mistakes = [_mistake(one, language_of(request)) for one in error.errors[:50]]
    return problem(request, CannotAnswer(422, "", code="invalid-request", errors=mistakes))


def _mistake(one: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return where and what a mistake is; what was sent is never repeated."""
    place, *rest = [str(part) for part in one["loc"]]
    name = rest[-1] if rest else place
    missing = one["type"] == "missing"
    detail = say(MISSING if missing else WRONG, language, name=name[:60])
    if place in {"body", "form", "file"}:
        return {"detail": detail, "pointer": pointer_of(*rest[1 if place == "body" else 0 :])}
    return {"detail": detail, "parameter": name, "in": place}


def pointer_of(*parts: str) -> str:
    """Return a JSON Pointer into the body (誤りの場所)."""
    return "#" + "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts)


def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the API library itself refuses, such as a body that is no JSON."""
    status = error.status_code if error.status_code in TITLES else 400
    return problem(request, CannotAnswer(status, UNREADABLE if status == 400 else ""))  # noqa: PLR2004 - as above
