"""Makers other packages' tests may use (テスト用の電文・規則・案・安否確認)."""

from tsunagaru.services.emergency.testing import makers, safety
from tsunagaru.services.emergency.testing.makers import (
    ELSEWHERE,
    ISSUING,
    LOUDSPEAKER,
    MUNICIPALITY,
    NOON,
    SAFETY,
    TOWN,
    WORDS,
    a_draft,
    a_held_telegram,
    a_proposal,
    a_telegram,
    asked_for,
    received,
    rules_of_a_town,
    said_alone,
)
from tsunagaru.services.emergency.testing.safety import a_round

SPECIMENS = {**makers.SPECIMENS, **safety.SPECIMENS}

__all__ = [
    "ELSEWHERE",
    "ISSUING",
    "LOUDSPEAKER",
    "MUNICIPALITY",
    "NOON",
    "SAFETY",
    "SPECIMENS",
    "TOWN",
    "WORDS",
    "a_draft",
    "a_held_telegram",
    "a_proposal",
    "a_round",
    "a_telegram",
    "asked_for",
    "received",
    "rules_of_a_town",
    "said_alone",
]
