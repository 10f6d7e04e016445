"""Answering a request for correction with its files (補正の回答)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.services.changes import correct, page_of
from tsunagaru.engines.applications.services.submission import KIND
from tsunagaru.engines.applications.services.uploads import Sent, receive
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of


def field_asked(
    row: Application,
    asked: cases.CorrectionView,
    language: str,
    raw: Mapping[str, list[str]] | None,
    errors: Sequence[questionnaires.FieldProblem],
) -> questionnaires.AskedField | None:
    """Return the one question that is asked again, as it is drawn (補正する項目)."""
    form = form_of(row.version_id)
    view = questionnaires.page_view(
        form.questionnaire,
        page_of(form, asked.field),
        row.answers,
        language=language,
        today=day_of(row.submitted_at),
        raw=raw,
        errors=errors,
    )
    return next((field for field in view.fields if field.name == asked.field), None)


def correct_with_files(
    row: Application,
    raw: Mapping[str, list[str]],
    sent: Sent,
    *,
    by: Actor,
    language: str,
    at: datetime,
) -> Sequence[questionnaires.FieldProblem]:
    """Answer a request for correction; new files belong to the application at once.

    Raises:
        CannotFind: no correction is asked for.
    """
    asked = cases.open_correction(row.case)
    if asked is None:
        raise CannotFind(str(row.pk))
    form = form_of(row.version_id)
    limits = [
        limit
        for limit in questionnaires.uploads_on(
            form.questionnaire, page_of(form, asked.field), row.answers, day_of(at)
        )
        if limit.field == asked.field
    ]
    kept, refused = receive(limits, sent, owner_kind=KIND, owner=row, language=language, at=at)
    if refused:
        return refused
    problems = correct(row.pk, raw, by=by, language=language, at=at, files=kept)
    new = [UUID(item["id"]) for items in kept.values() for item in items]
    if problems:
        for file in new:
            files.drop(file, at=at)
    elif new:
        files.attach(new, row.pk, at=at)
    return problems
