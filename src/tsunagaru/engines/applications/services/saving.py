"""Saving a page (ページの保存): right answers and those still to mend are kept alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.services import noting
from tsunagaru.engines.applications.services.drafts import CannotContinue, keep, take
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish_many
from tsunagaru.kernel.clock import day_of

KEPT = ("answers", "page", "saved_at", "expires_at", "pressed_at")
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
        ApplicationPageSaved, the first time the page has no mistakes, or ApplicationPageRefused
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
    refused: Sequence[questionnaires.FieldProblem] = (),
    leads: bool = True,
    later: Collection[str] = (),
) -> Saved:
    """Keep a page of a draft that the caller has locked, as ``save_page`` does.

    A draft that waits for its signature waits no more: what was signed may be another content.

    Args:
        stays: whether the person stays on the page; then it does not count as completed.
        refused: what is wrong with the files that came, already.
        leads: whether the person is led to the next page of this form, not of another.
        later: questions of the page that are asked at the end: leaving them out is no mistake.
    """
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    questionnaire, today = form_of(row.version_id).questionnaire, day_of(at)
    filled = questionnaires.fill_page(
        questionnaire, page, raw, row.answers, language=language, today=today, files=files
    )
    if page not in filled.pages:
        raise CannotFind(page)
    row.answers, row.page, row.pressed_at = dict(filled.answers), page, None
    keep(row, at)
    errors = [*refused, *(one for one in filled.errors if one.field not in later)]
    following = rules.next_of(filled.pages, page)
    if not stays:
        led = (following or rules.CONFIRM) if leads else ""
        _note(row, page, errors, led, language=language, at=at)
    rows.change(row, *KEPT, *noting.FILLED_IN)
    return Saved(errors, following, row.answers, filled.kept, refused)


def _note(
    row: Draft,
    page: str,
    errors: Sequence[questionnaires.FieldProblem],
    following: str,
    *,
    language: str,
    at: datetime,
) -> None:
    """Publish what became of a page, and to which it leads (ページの記録)."""
    if errors:
        publish_many(noting.refused(row, page, errors, language=language, at=at))
        return
    events = noting.passed(row, page, language=language, at=at)
    if following:
        events += noting.opened(row, following, language=language, at=at)
    publish_many(events)
