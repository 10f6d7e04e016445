"""Where people get stuck (つまずきの記録): pages opened, passed, refused and left, nobody named.

The subject of these events is the version of the form, so that none can be joined to a draft, to
another or to a person. The functions change the draft in memory and return the events: the caller
saves and publishes them with its own, in one write.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import (
    ApplicationFieldRefused,
    ApplicationPageLeft,
    ApplicationPageOpened,
    ApplicationPageRefused,
    ApplicationPageSaved,
    ApplicationPageTimed,
)
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel.events import Event

FILLED_IN = ("opened_pages", "saved_pages")


class PageFacts(TypedDict):
    """Codes that every event about a page carries (ページの属性)."""

    procedure: str
    version: str
    language: str
    channel: str
    age_band: str


def opened(row: Draft, page: str, *, language: str, at: datetime) -> list[Event]:
    """Note that a person was led to a page, the first time (ページの表示)."""
    if page in row.opened_pages:
        return []
    row.opened_pages = {**row.opened_pages, page: at.isoformat()}
    facts = _facts_of(row, language)
    return [ApplicationPageOpened(at=at, subject=row.version_id, page=page, **facts)]


def passed(row: Draft, page: str, *, language: str, at: datetime) -> list[Event]:
    """Note that a page was completed, the first time, and how long it took (ページの完了)."""
    if page in row.saved_pages:
        return []
    led = row.opened_pages.get(page)
    taken = (at - datetime.fromisoformat(led)).total_seconds() if led else None
    row.saved_pages = [*row.saved_pages, page]
    seconds = None if taken is None else rules.coarse_seconds(taken)
    facts, subject = _facts_of(row, language), row.version_id
    events = opened(row, page, language=language, at=at)
    events.append(ApplicationPageSaved(at=at, subject=subject, page=page, **facts))
    if seconds is not None:
        timed = ApplicationPageTimed(at=at, subject=subject, page=page, seconds=seconds, **facts)
        events.append(timed)
    return events


def refused(
    row: Draft,
    page: str,
    problems: Iterable[questionnaires.FieldProblem],
    *,
    language: str,
    at: datetime,
) -> list[Event]:
    """Note which fields held a person up, and how; never what was typed (つまずいた項目)."""
    facts, subject = _facts_of(row, language), row.version_id
    held = sorted({(rules.plain_field(one.field), one.kind) for one in problems})
    return [
        *opened(row, page, language=language, at=at),
        ApplicationPageRefused(at=at, subject=subject, page=page, **facts),
        *(
            ApplicationFieldRefused(
                at=at, subject=subject, page=page, question=field, problem=kind, **facts
            )
            for field, kind in held
        ),
    ]


def left(row: Draft, *, at: datetime) -> list[Event]:
    """Note at which page a draft was given up (離脱したページ)."""
    first = form_of(row.version_id).questionnaire.pages[0].code
    page = rules.left_at(row.opened_pages, row.saved_pages) or row.page or first
    facts = _facts_of(row, row.language)
    return [ApplicationPageLeft(at=at, subject=row.version_id, page=page, **facts)]


def _facts_of(row: Draft, language: str) -> PageFacts:
    return PageFacts(
        procedure=form_of(row.version_id).definition.code,
        version=row.version_id.hex,
        language=language,
        channel=row.channel,
        age_band=row.age_band,
    )
