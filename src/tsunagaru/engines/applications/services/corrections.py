"""Answering a request for correction with its files (補正の回答)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.services.changes import belongs, correct, only, page_of
from tsunagaru.engines.applications.services.submission import KIND
from tsunagaru.engines.applications.services.uploads import Sent, receive
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of


def page_asked(
    row: Application,
    asked: cases.CorrectionView,
    language: str,
    raw: Mapping[str, list[str]] | None,
    errors: Sequence[questionnaires.FieldProblem],
) -> questionnaires.PageView:
    """Return a page with nothing but what is asked again: a question, a group or an entry."""
    form = form_of(row.version_id)
    view = questionnaires.page_view(
        form.questionnaire,
        page_of(form, asked.field),
        row.answers,
        language=language,
        today=day_of(row.submitted_at),
        raw=only(form, row, raw, asked.field) if raw else None,
        errors=errors,
    )
    return replace(
        view, blocks=[one for one in map(partial(_part, asked.field), view.blocks) if one]
    )


def press(
    row: Application, asked: cases.CorrectionView, raw: Mapping[str, list[str]], *, language: str
) -> questionnaires.Pressed | None:
    """Answer a button inside the page of a correction (ページ内のボタン)."""
    form = form_of(row.version_id)
    page, today = page_of(form, asked.field), day_of(row.submitted_at)
    return questionnaires.press(form.questionnaire, page, raw, language=language, today=today)


def _part(field: str, block: questionnaires.Block) -> questionnaires.Block | None:
    """Return what of a block is asked again, or None (補正する部分)."""
    if block.field is not None and block.field.name == field:
        return block
    if block.group is None or block.group.head.name != field.partition("-")[0]:
        return None
    if block.group.head.name == field:
        return block
    entries = [entry for entry in block.group.entries if entry.anchor == field]
    return replace(block, group=replace(block.group, entries=entries, fixed=True, choices=[]))


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
        if belongs(limit.field, asked.field)
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
