"""The HTTP API (公開API), described by OpenAPI at ``/api/openapi.json``."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.partners.views import applying, reading, token
from tsunagaru.services.partners.views.calling import for_clients
from tsunagaru.services.partners.views.more_shapes import Problem
from tsunagaru.services.partners.views.problems import CannotAnswer, misread, problem, refused

TOO_LARGE = "本文が大きすぎます。"
CLOSED = frozenset({"submit_application", "upload_file", "get_application", "withdraw_application"})
DESCRIPTION = (
    "町の手続きの情報と、オンライン申請。手続きの情報は、だれでも使えます。申請には、町に登録された"
    "プログラムのアクセストークンが必要です。エラーは RFC 9457 の形で、Accept-Language の言語で"
    "返します（?lang=ja-easy でやさしい日本語）。"
    " / The town's procedures, open to anybody, and applications by registered programs."
    " Problems follow RFC 9457, in the language of Accept-Language."
)


class TownAPI(NinjaAPI):
    """The API with its problems described (公開API)."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:  # noqa: ANN401 - django-ninja's signature
        """Return the description with the shape of problems among its components."""
        found = super().get_openapi_schema(**kwargs)
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        found["components"]["schemas"] |= shape.pop("$defs", {}) | {"Problem": shape}
        return found


api = TownAPI(
    title="つながる API",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="partners:api",
)
api.add_router("", reading.router)
api.add_router("", token.router)
api.add_router("", applying.router)


@api.exception_handler(CannotAnswer)
def cannot(request: HttpRequest, error: CannotAnswer) -> HttpResponse:
    """Answer what cannot be done."""
    return problem(request, error)


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer what has another shape."""
    return misread(request, error)


@api.exception_handler(HttpError)
def unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what cannot be read."""
    return refused(request, error)


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001 - django-ninja hands it over
    """Answer a body that is absurdly large."""
    return problem(request, CannotAnswer(413, TOO_LARGE))


def patterns() -> list[URLPattern]:
    """Return the API's addresses, each declaring who may open it like any other page."""
    found = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern):
            guard = for_clients if pattern.name in CLOSED else open_to(ANYONE)
            pattern.callback = guard(pattern.callback)
            found.append(pattern)
    return found
