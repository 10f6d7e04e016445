"""The town's procedures as data (手続きの情報), open to anybody."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.api import ProcedureDefinition, Words
from tsunagaru.services.partners.views.describing import SUBMIT_LINK, answers
from tsunagaru.services.partners.views.problems import CannotAnswer
from tsunagaru.services.partners.views.shapes import (
    DocumentOut,
    ProcedureDetail,
    ProcedureOut,
    Texts,
)

NOT_THERE = "この手続きはありません。"
router = Router(tags=["procedures"])
Code = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


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
        "fee": _texts(one.fee.text),
        "standard_days": one.standard_days,
        "documents": [
            DocumentOut(name=_texts(each.name), required=each.required) for each in one.documents
        ],
        "accepts_api": one.online and not one.asks_who,
        "url": f"/procedures/{one.code}/",
    }


@router.get(
    "/procedures", response=list[ProcedureOut], summary="手続きの一覧", openapi_extra=answers(400)
)
def list_procedures(request: HttpRequest) -> list[ProcedureOut]:  # noqa: ARG001 - django-ninja hands the request over
    """All procedures of the town in force."""
    return [ProcedureOut(**_listed(one)) for one in applications.procedures()]


@router.get(
    "/procedures/{code}",
    response=ProcedureDetail,
    summary="手続きの詳細",
    openapi_extra=answers(400, 404, 422, links={200: SUBMIT_LINK}),
)
def get_procedure(request: HttpRequest, code: Code) -> ProcedureDetail:  # noqa: ARG001 - as above
    """One procedure with its questions."""
    try:
        one = applications.procedure(code)
    except applications.CannotFind as error:
        raise CannotAnswer(404, NOT_THERE) from error
    return ProcedureDetail(
        **_listed(one),
        who=_texts(one.who),
        after=_texts(one.after),
        laws=[str(law) for law in one.laws],
        channels=[channel.value for channel in one.channels],
        identity=one.identity.value,
        minutes=one.minutes,
        attachments=[_texts(attachment.name) for attachment in one.documents],
        form=applications.form_schema(code),
        pages=list(one.pages),
    )
