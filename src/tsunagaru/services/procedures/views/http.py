"""The public API (公開API): procedures as JSON, described by OpenAPI."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.api import ProcedureDefinition, Words
from tsunagaru.kernel.access import ANYONE, open_to

api = NinjaAPI(
    title="つながる API",
    version="1",
    description="町の手続きの情報。 / The town's procedures.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="procedures:api",
)


class Texts(Schema):
    """One text in three languages (三言語の文言)."""

    ja: str
    easy: str
    en: str


class ProcedureOut(Schema):
    """A procedure in the list (手続き)."""

    code: str
    name: Texts
    summary: Texts
    section: str
    life_events: list[str]
    online: bool
    seal_required: bool
    fee_yen: int | None
    standard_days: int
    url: str


class ProcedureDetail(ProcedureOut):
    """A procedure with everything a resident needs to know (手続きの詳細)."""

    who: Texts
    fee: Texts
    after: Texts
    laws: list[str]
    channels: list[str]
    identity: str
    minutes: int
    attachments: list[Texts]
    pages: list[dict[str, Any]]


def _texts(words: Words) -> Texts:
    return Texts(ja=words.ja, easy=words.easy, en=words.en)


def _listed(one: ProcedureDefinition) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": _texts(one.name),
        "summary": _texts(one.summary),
        "section": one.section,
        "life_events": list(one.life_events),
        "online": one.online,
        "seal_required": one.seal.required,
        "fee_yen": one.fee.yen,
        "standard_days": one.standard_days,
        "url": f"/procedures/{one.code}/",
    }


@api.get("/procedures", response=list[ProcedureOut], summary="手続きの一覧")
def list_procedures(request: HttpRequest) -> list[ProcedureOut]:  # noqa: ARG001 - django-ninja hands the request over
    """All procedures of the town in force."""
    return [ProcedureOut(**_listed(one)) for one in applications.procedures()]


@api.get("/procedures/{code}", response=ProcedureDetail, summary="手続きの詳細")
def get_procedure(request: HttpRequest, code: str) -> ProcedureDetail:  # noqa: ARG001 - as above
    """One procedure with its questions."""
    try:
        one = applications.procedure(code)
    except applications.CannotFind as error:
        raise HttpError(404, "手続きが見つかりません。") from error
    return ProcedureDetail(
        **_listed(one),
        who=_texts(one.who),
        fee=_texts(one.fee.text),
        after=_texts(one.after),
        laws=[str(law) for law in one.laws],
        channels=[channel.value for channel in one.channels],
        identity=one.identity.value,
        minutes=one.minutes,
        attachments=[_texts(attachment.name) for attachment in one.attachments],
        pages=list(one.pages),
    )


def patterns() -> list[URLPattern]:
    """Return the API's addresses, each declaring who may open it like any other page."""
    found = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern):
            pattern.callback = open_to(ANYONE)(pattern.callback)
            found.append(pattern)
    return found
