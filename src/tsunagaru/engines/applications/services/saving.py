"""Saving a page (ページの保存): right answers and those still to mend are kept alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import ApplicationPageSaved
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.services.drafts import CannotContinue, facts_of, keep, take
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import day_of

NewFiles = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Saved:
    """What came of saving a page (保存の結果).

    Args:
        errors: what is wrong, by field; what could be read is kept all the same.
        next_page: the page that follows, or empty when the confirmation follows.
        answers: all answers as they are kept now.
        kept: the files of entries, as the page posts them when it is shown again.
        refused: which of the errors are about files that were not taken.
    """

    errors: Sequence[questionnaires.FieldProblem]
    next_page: str
    answers: Mapping[str, Any]
    kept: Mapping[str, list[str]] = field(default_factory=dict)
    refused: Sequence[questionnaires.FieldProblem] = ()


@transaction.atomic
def save_page(
    draft: UUID,
    page: str,
    raw: Mapping[str, list[str]],
    *,
    language: str,
    at: datetime,
    files: NewFiles | None = None,
) -> Saved:
    """Keep one page's answers, right ones and those still to mend (ページを保存する).

    Raises:
        CannotContinue: the draft was handed in or given up.
        CannotFind: there is no such page for these answers.

    Publishes:
        ApplicationPageSaved, the first time the page has no mistakes
    """
    return save(take(draft), page, raw, language=language, at=at, files=files)


def save(  # noqa: PLR0913 - draft, page, post, reader, time, files, and whether one stays
    row: Draft,
    page: str,
    raw: Mapping[str, list[str]],
    *,
    language: str,
    at: datetime,
    files: NewFiles | None = None,
    stays: bool = False,
) -> Saved:
    """Keep a page of a draft that the caller has locked, as ``save_page`` does.

    A draft that waits for its signature waits no more: what was signed may be another content.

    Args:
        stays: whether the person stays on the page; then it does not count as completed.
    """
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    questionnaire, today = form_of(row.version_id).questionnaire, day_of(at)
    filled = questionnaires.fill_page(
        questionnaire, page, raw, row.answers, language=language, today=today, files=files
    )
    visible = questionnaires.visible_pages(questionnaire, filled.answers, today)
    if page not in visible:
        raise CannotFind(page)
    row.answers, row.page, row.pressed_at = dict(filled.answers), page, None
    keep(row, at)
    if not filled.errors and not stays:
        _note_page(row, page, at)
    row.save(
        update_fields=["answers", "page", "saved_pages", "saved_at", "expires_at", "pressed_at"]
    )
    return Saved(filled.errors, rules.next_of(visible, page), row.answers, filled.kept)


def _note_page(row: Draft, page: str, at: datetime) -> None:
    if page in row.saved_pages:
        return
    row.saved_pages = [*row.saved_pages, page]
    publish(
        ApplicationPageSaved(
            at=at,
            subject=row.pk,
            procedure=form_of(row.version_id).definition.code,
            page=page,
            **facts_of(row),
        )
    )
