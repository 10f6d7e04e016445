"""Filing an application in one go (一括の受付), from a program: the same checks as the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import current_version, form_of
from tsunagaru.engines.applications.services.drafts import Applicant, start_form
from tsunagaru.engines.applications.services.submission import CannotSubmit, hand_in
from tsunagaru.engines.applications.services.uploads import DRAFT
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.kernel.clock import day_of


@dataclass(frozen=True)
class Filing:
    """What a program files (一括で届いた申請).

    Args:
        answers: typed JSON values by field, as the form's schema describes them.
        uploads: the owner so far of each file that may be attached, by the file's id.
    """

    procedure: str
    answers: Mapping[str, Any]
    applicant: Applicant
    uploads: Mapping[UUID, UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What came of it (受付の結果).

    Args:
        application: its id.
        code: by which the applicant opens its page on the town's site; shown once, or empty.
    """

    application: UUID
    code: str


@transaction.atomic
def file(filing: Filing, *, language: str, at: datetime) -> Receipt:
    """Begin an application, fill it in and hand it in (一括で申請する), all or nothing.

    Args:
        language: in which mistakes are said; the applicant's own may be another.

    Raises:
        CannotFind: there is no such procedure.
        CannotApplyNow: it takes no applications today, or not by this way.
        CannotSubmit: something is missing or wrong; NeedsCosigners when others sign as well.
        CannotIdentify: the procedure asks for a card or an account.

    Publishes:
        ApplicationStarted and ApplicationSubmitted
    """
    form, applicant = form_of(current_version(filing.procedure)), filing.applicant
    started = start_form(form, applicant, at=at, leads=False)
    taken = questionnaires.take_answers(
        form.questionnaire,
        filing.answers,
        files=_attachable(filing.uploads),
        language=language,
        today=day_of(at),
    )
    if taken.problems:
        raise CannotSubmit([*taken.problems, *_more_problems(filing, taken, language, at)])
    row = Draft.objects.select_for_update(no_key=True).get(pk=started.draft)
    row.answers = taken.answers
    row.save(update_fields=["answers"])
    _move_files(row, filing.uploads, at)
    return Receipt(hand_in(row, language=language, at=at), started.code)


def _more_problems(
    filing: Filing, taken: questionnaires.Taken, language: str, at: datetime
) -> list[questionnaires.FieldProblem]:
    """Return what is missing besides, so that everything can be mended at once."""
    form = form_of(current_version(filing.procedure)).questionnaire
    told = {problem.field.partition("-")[0] for problem in taken.problems}
    found = questionnaires.problems_of(form, taken.answers, day_of(at), language)
    return [one for one in found if one.field.partition("-")[0] not in told]


def _attachable(uploads: Mapping[UUID, UUID]) -> dict[str, dict[str, Any]]:
    """Return id, name and size of the files that are there to attach."""
    return {
        str(view.id): {"id": str(view.id), "name": view.name, "size": view.size}
        for owner in set(uploads.values())
        for view in files.files_of(owner)
        if view.id in uploads
    }


def _move_files(row: Draft, uploads: Mapping[UUID, UUID], at: datetime) -> None:
    """Hand the files that are answers over to the draft, from which they go on as usual."""
    found = questionnaires.files_of(form_of(row.version_id).questionnaire, row.answers)
    for key in {UUID(item["id"]) for items in found.values() for item in items}:
        files.attach([key], row.pk, at=at, from_owner=uploads[key], owner_kind=DRAFT)
