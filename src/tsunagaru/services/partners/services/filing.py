"""Applications over the API (APIでの申請): each once, however often it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.vault.sealing import blind, blinds
from tsunagaru.kernel.events import Channel
from tsunagaru.services.partners import rules
from tsunagaru.services.partners.events import PartnerFiled, PartnerUploaded
from tsunagaru.services.partners.models import Submission, Upload
from tsunagaru.services.partners.queries import Caller

KIND = "api_upload"
KEY, CONTENT = "partners_submission.key", "partners_submission.fingerprint"


class CannotReuse(Exception):
    """The key was used for another request (同じ鍵で別の内容です)."""


class CannotSubmitThere(Exception):
    """The procedure belongs to another section than the program's (所管外の手続きです)."""


@dataclass(frozen=True)
class Request:
    """One application as a program sends it (APIの申請).

    Args:
        language: in which the applicant is written to.
        reader: in which mistakes are said.
        key: the program's own word for this request; the same key never makes two applications.
    """

    procedure: str
    answers: Mapping[str, Any]
    language: str
    key: str
    reader: str = "ja"


@dataclass(frozen=True)
class Filed:
    """The application that stands now, and whether it stood before (受付の結果).

    Args:
        code: for the applicant, shown the first time only.
    """

    application: UUID
    again: bool
    code: str = ""


def submit(caller: Caller, sent: Request, *, at: datetime) -> Filed:
    """Hand in an application for a program (申請を受け付ける).

    Raises:
        CannotReuse: the key was used for something else.
        CannotSubmitThere: not of the program's section.
        CannotFind, CannotApplyNow, CannotSubmit (NeedsCosigners too), CannotIdentify: as
            ``applications.api.file``.

    Publishes:
        PartnerFiled (and those of the application)

    Source:
        draft-ietf-httpapi-idempotency-key-header.
    """
    mark = rules.fingerprint(sent.procedure, sent.answers, sent.language)
    known = _known(caller.client, sent.key, mark)
    if known is not None:
        return Filed(known, again=True)
    try:
        return _submit(caller, sent, mark, at)
    except IntegrityError:  # the same key came twice in the same moment: the first one stands
        known = _known(caller.client, sent.key, mark)
        if known is None:
            raise
        return Filed(known, again=True)


def _known(client: UUID, key: str, mark: str) -> UUID | None:
    row = Submission.objects.filter(client=client, key__in=blinds(key, place=KEY)).first()
    if row is not None and row.fingerprint not in blinds(mark, place=CONTENT):
        raise CannotReuse(key)
    return row.application if row else None


@transaction.atomic
def _submit(caller: Caller, sent: Request, mark: str, at: datetime) -> Filed:
    row = Submission.objects.create(
        client_id=caller.client,
        key=blind(sent.key, place=KEY),
        fingerprint=blind(mark, place=CONTENT),
        at=at,
        application=None,
    )
    definition = applications.procedure(sent.procedure)
    if caller.section and definition.section != caller.section:
        raise CannotSubmitThere(sent.procedure)
    applicant = applications.Applicant(channel=Channel.API, language=sent.language)
    uploads = Upload.objects.filter(client=caller.client, procedure=sent.procedure)
    filing = applications.Filing(
        procedure=sent.procedure,
        answers=sent.answers,
        applicant=applicant,
        uploads=dict(uploads.values_list("file", "id")),
    )
    receipt = applications.file(filing, language=sent.reader, at=at)
    row.application = receipt.application
    row.save(update_fields=["application"])
    _forget_attached(uploads)
    publish(PartnerFiled(at=at, subject=caller.client, procedure=sent.procedure))
    audit(actor=caller.actor, action="application.handed_in", subject=row.application, at=at)
    return Filed(receipt.application, again=False, code=receipt.code)


def _forget_attached(uploads: Any) -> None:  # noqa: ANN401 - a queryset of uploads
    """Drop the rows of files that went with the application."""
    for row in uploads:
        if not any(view.id == row.file for view in files.files_of(row.pk)):
            row.delete()


def upload(
    caller: Caller, code: str, field: str, sent: object, *, language: str, at: datetime
) -> files.FileView:
    """Keep a file for an application to come (添付を受け取る).

    Not one transaction: that a file was refused is recorded as well.

    Raises:
        CannotFind: there is no such procedure or question.
        CannotUpload: the file is not taken; its message says why.

    Publishes:
        PartnerUploaded (and FileKept)
    """
    holder = uuid4()
    view = applications.keep_one(code, field, sent, holder, kind=KIND, language=language, at=at)
    with transaction.atomic():
        Upload.objects.create(
            id=holder, client_id=caller.client, procedure=code, file=view.id, at=at
        )
        publish(PartnerUploaded(at=at, subject=view.id, procedure=code))
        audit(actor=caller.actor, action="file.uploaded", subject=view.id, at=at)
    return view


@transaction.atomic
def withdraw(caller: Caller, application: UUID, *, at: datetime) -> bool:
    """Take back an application a program handed in (取り下げる).

    Returns:
        Whether it stands withdrawn; False when it is decided already.

    Publishes:
        as ``applications.api.withdraw``
    """
    found = applications.standing_of(application, "ja")
    if found is not None and found.state == cases.State.WITHDRAWN:
        return True
    try:
        applications.withdraw(application, by=caller.actor, at=at)
    except cases.CannotMove:
        return False
    audit(actor=caller.actor, action="application.withdrawn", subject=application, at=at)
    return True


def drop_uploads(*, at: datetime) -> int:
    """Delete files whose application never came (来なかった申請の添付を消す)."""
    old = list(Upload.objects.filter(at__lt=at - rules.UPLOAD_LIFE))
    for row in old:
        with transaction.atomic():
            files.drop(row.file, at=at, cause="orphan")
            row.delete()
    return len(old)
