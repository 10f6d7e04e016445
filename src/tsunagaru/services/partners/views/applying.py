"""Applications of a program (APIでの申請): hand in, attach, look, take back."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Header, Query, Router, Status
from ninja.files import UploadedFile

from tsunagaru.engines.applications import api as applications
from tsunagaru.kernel import clock
from tsunagaru.services.partners.queries import is_theirs
from tsunagaru.services.partners.rules import KEY_PATTERN, Scope
from tsunagaru.services.partners.services import filing
from tsunagaru.services.partners.views.calling import Bearer, caller_in
from tsunagaru.services.partners.views.describing import LOCATION, STATUS_LINK, answers
from tsunagaru.services.partners.views.mistakes import explained
from tsunagaru.services.partners.views.problems import CannotAnswer, language_of
from tsunagaru.services.partners.views.reading import Code
from tsunagaru.services.partners.views.shapes import ApplicationIn, ApplicationOut, FileOut
from tsunagaru.services.partners.views.standing import GONE, shown

DECIDED = "この申請は、すでに決定または取下げが済んでいるため、取り下げられません。"
NO_FIELD = "この手続き、またはファイルを付ける項目がありません。"
router = Router(tags=["applications"], auth=Bearer())
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=KEY_PATTERN)]
Field = Annotated[str, Query(pattern=r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$")]


@router.post(
    "/procedures/{code}/applications",
    response={201: ApplicationOut, 200: ApplicationOut},
    operation_id="submit_application",
    summary="申請する",
    openapi_extra=answers(
        400,
        401,
        403,
        404,
        409,
        422,
        429,
        links={201: STATUS_LINK, 200: STATUS_LINK},
        headers={201: LOCATION, 200: LOCATION},
    ),
)
def submit_application(
    request: HttpRequest, response: HttpResponse, code: Code, key: Key, sent: ApplicationIn
) -> Status[ApplicationOut]:
    """Hand in an application; the same key and content again answer 200 with the same one."""
    caller = caller_in(request, Scope.SUBMIT)
    asked = filing.Request(code, sent.answers, sent.language, key, language_of(request))
    with explained():
        filed = filing.submit(caller, asked, at=clock.now())
    response["Location"] = f"/api/applications/{filed.application}"
    told = shown(request, filed.application)
    told.access_code = filed.code or None
    return Status(200 if filed.again else 201, told)


@router.post(
    "/procedures/{code}/files",
    response={201: FileOut},
    operation_id="upload_file",
    summary="添付ファイルを送る",
    openapi_extra=answers(400, 401, 403, 404, 422, 429),
)
def upload_file(
    request: HttpRequest, code: Code, field: Field, file: File[UploadedFile]
) -> Status[FileOut]:
    """Send a file for a question; kept for two days until an application names it."""
    caller = caller_in(request, Scope.SUBMIT)
    language = language_of(request)
    try:
        kept = filing.upload(caller, code, field, file, language=language, at=clock.now())
    except applications.CannotFind as error:
        raise CannotAnswer(404, NO_FIELD) from error
    except applications.CannotUpload as error:
        mistakes = [{"detail": str(error), "pointer": "#/file"}]
        raise CannotAnswer(422, "", code="invalid-file", errors=mistakes) from error
    return Status(
        201, FileOut(id=kept.id, name=kept.name, size=kept.size, media_type=kept.media_type)
    )


@router.get(
    "/applications/{application}",
    response=ApplicationOut,
    operation_id="get_application",
    summary="申請の状況",
    openapi_extra=answers(400, 401, 403, 404, 422, 429),
)
def get_application(request: HttpRequest, application: UUID) -> ApplicationOut:
    """Show how far an application that this program handed in has come."""
    caller = caller_in(request, Scope.READ)
    if not is_theirs(caller.client, application):
        raise CannotAnswer(404, GONE)
    return shown(request, application)


@router.post(
    "/applications/{application}/withdrawal",
    response=ApplicationOut,
    operation_id="withdraw_application",
    summary="申請を取り下げる",
    openapi_extra=answers(400, 401, 403, 404, 409, 422, 429),
)
def withdraw_application(request: HttpRequest, application: UUID) -> ApplicationOut:
    """Take back an application that is not decided; again, it stays taken back."""
    caller = caller_in(request, Scope.WITHDRAW)
    if not is_theirs(caller.client, application):
        raise CannotAnswer(404, GONE)
    if not filing.withdraw(caller, application, at=clock.now()):
        raise CannotAnswer(409, DECIDED, code="already-decided")
    return shown(request, application)
