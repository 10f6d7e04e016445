"""An alert as residents see it, in their language (警報の表示)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.banners import Banner
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.queries.alerts import in_force
from tsunagaru.services.emergency.queries.naming import areas_in_words
from tsunagaru.services.emergency.queries.telegrams import issuing
from tsunagaru.services.emergency.rules.states import AlertState

TONGUES = {"ja": "ja", "ja-easy": "easy", "en": "en"}
LATIN = "en"
"""Who reads Portuguese is told in English: nobody translates an alert in time."""
LEVELS = {"ja": "警戒レベル{n}", "easy": "レベル{n}", "en": "Level {n}"}
SEVERE = 4
URGENT = "緊急のお知らせ"


@dataclass(frozen=True)
class Shown:
    """One announcement in one language (発表の表示).

    Args:
        level: such as 「警戒レベル4 避難指示」; empty for an end, and for what is passed on.
        state: asked, in_force, lifted, withdrawn or expired, of the whole alert.
    """

    id: UUID
    alert: UUID
    number: int
    title: str
    body: str
    level: str
    areas: str
    said_at: datetime
    expires_at: datetime
    state: str
    severe: bool


def tongue(language: str) -> str:
    """Return which of an alert's texts somebody reads (警報の文の言語)."""
    return TONGUES.get(language, LATIN)


def shown(row: Announcement, language: str, at: datetime) -> Shown:
    """Return an announcement in a language; what is past its time is over."""
    one, setup = tongue(language), issuing()
    words = row.words[one]
    state = row.alert.state
    if state == AlertState.IN_FORCE and row.alert.expires_at and row.alert.expires_at <= at:
        state = AlertState.EXPIRED
    return Shown(
        id=row.pk,
        alert=row.alert_id,
        number=row.number,
        title=words["title"],
        body=words["body"],
        level=level_in_words(row, one),
        areas=areas_in_words(setup, row.districts)[one] if setup else "",
        said_at=row.settled_at or row.asked_at,
        expires_at=row.expires_at,
        state=state,
        severe=row.level >= SEVERE,
    )


def level_in_words(row: Announcement, one: str) -> str:
    """Return a level with its name, such as 「警戒レベル4 避難指示」, or nothing.

    Only for what the town itself decided: what is passed on from the agency is no order of the
    town, and says in its title what it corresponds to.
    """
    setup = issuing()
    found = setup.level(row.level) if setup and row.draft_id is None else None
    if found is None:
        return ""
    return f"{LEVELS[one].format(n=row.level)} {getattr(found.name, one)}"


def banners(language: str, at: datetime) -> list[Banner]:
    """Return what stands above every page while alerts are in force (緊急の表示)."""
    one = tongue(language)
    return [
        Banner(
            kind="error" if row.level >= SEVERE else "warning",
            label=level_in_words(row, one) or say(URGENT, language),
            title=row.words[one]["title"],
            url=reverse("emergency:alert", args=[row.alert_id]),
        )
        for row in in_force(at)
    ]
