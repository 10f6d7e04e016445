"""Files that come with a page (添付ファイルの受領)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.datastructures import MultiValueDict

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import (
    CannotFind,
    Form,
    current_version,
    form_of,
)
from tsunagaru.engines.applications.services.saving import Saved, save
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.kernel.clock import day_of

DRAFT = "draft"
CODES = {kind.media_type: kind.code for kind in files.KINDS.values()}

Sent = MultiValueDict[str, Any]
Kept = dict[str, list[dict[str, Any]]]


def save_page_with_files(  # noqa: PLR0913 - as ``save``, with what was sent
    draft: Draft,
    page: str,
    raw: Mapping[str, list[str]],
    sent: Sent,
    *,
    language: str,
    at: datetime,
    stays: bool = False,
    leads: bool = True,
    later: Collection[str] = (),
) -> Saved:
    """Keep a page and the files that came with it (ページと添付を保存する).

    The caller has locked the draft. A file that is refused leaves everything else kept; the
    refusal stands among the errors.

    Raises:
        CannotContinue: the draft was handed in or given up.
    """
    form = form_of(draft.version_id)
    before = set(files_in(form, draft.answers))
    kept, refused = keep_files(draft, page, sent, language=language, at=at)
    saved = save(
        draft,
        page,
        raw,
        language=language,
        at=at,
        files=kept,
        stays=stays,
        refused=refused,
        leads=leads,
        later=later,
    )
    now = set(files_in(form, saved.answers))
    new = {UUID(item["id"]) for items in kept.values() for item in items}
    for gone in (before | new) - now:
        files.drop(gone, at=at)
    return saved


def keep_files(
    draft: Draft, page: str, sent: Sent, *, language: str, at: datetime
) -> tuple[Kept, list[questionnaires.FieldProblem]]:
    """Keep what was uploaded on a page; return it by field, and what was refused."""
    form = form_of(draft.version_id)
    limits = questionnaires.uploads_on(form.questionnaire, page, draft.answers, day_of(at))
    return receive(limits, sent, owner_kind=DRAFT, owner=draft, language=language, at=at)


def receive(
    limits: Iterable[questionnaires.Upload],
    sent: Sent,
    *,
    owner_kind: str,
    owner: Any,  # noqa: ANN401 - a draft or an application
    language: str,
    at: datetime,
) -> tuple[Kept, list[questionnaires.FieldProblem]]:
    """Keep uploads within their limits."""
    kept: Kept = {}
    refused: list[questionnaires.FieldProblem] = []
    for limit in limits:
        for upload in sent.getlist(limit.field)[: limit.max_count + 1]:
            # The refusal itself is an event, so it must not undo its own transaction.
            with transaction.atomic():
                try:
                    view = files.keep(
                        upload,
                        owner_kind=owner_kind,
                        owner=owner.pk,
                        allowed=[CODES[kind] for kind in limit.allowed if kind in CODES],
                        max_bytes=limit.max_bytes,
                        at=at,
                        resident=owner.resident_id,
                    )
                except files.CannotKeep as refusal:
                    sentence = files.explain(refusal, language)
                    refused.append(_refused(limit.field, sentence))
                else:
                    item = {"id": str(view.id), "name": view.name, "size": view.size}
                    kept.setdefault(limit.field, []).append(item)
    return kept, refused


class CannotUpload(Exception):
    """A file is not taken (受け取れないファイル): its message says why."""


@dataclass(frozen=True)
class Holder:
    """Who holds a file before there is a draft (一時的な持ち主)."""

    pk: UUID
    resident_id: UUID | None = None


def keep_one(  # noqa: PLR0913 - procedure, field, file, holder with its kind, reader, time
    code: str, field: str, upload: object, holder: UUID, *, kind: str, language: str, at: datetime
) -> files.FileView:
    """Keep one file for a question of a procedure, before its application is filed (添付の受領).

    Args:
        field: the question; ``GROUP.QUESTION`` for one inside a group.
        kind: of the owner, as ``ground.files`` knows it.

    Raises:
        CannotFind: there is no such procedure, or no such question that takes files.
        CannotUpload: the file is not taken.
    """
    limit = questionnaires.limit_of(form_of(current_version(code)).questionnaire, field)
    if limit is None:
        raise CannotFind(field)
    sent: Sent = MultiValueDict({limit.field: [upload]})
    kept, refused = receive(
        [limit], sent, owner_kind=kind, owner=Holder(holder), language=language, at=at
    )
    if refused:
        raise CannotUpload(refused[0].message)
    return files.read(UUID(kept[limit.field][0]["id"]))


def _refused(field: str, sentence: str) -> questionnaires.FieldProblem:
    return questionnaires.FieldProblem(field, sentence, kind=questionnaires.ProblemKind.FILE)


def files_in(form: Form, answers: Mapping[str, Any]) -> list[UUID]:
    """Return the ids of all files in some answers (添付ファイル)."""
    found = questionnaires.files_of(form.questionnaire, answers)
    return [UUID(item["id"]) for items in found.values() for item in items]
