"""Makers other packages' tests may use (テスト用の区・世帯・回覧・行事)."""

from tsunagaru.services.community.testing.makers import (
    NOON,
    RULES,
    WORDS,
    a_circular,
    a_digital_home,
    a_draft,
    a_due,
    a_gathering,
    a_home,
    a_leader,
    a_pair,
    a_paper_home,
    a_plan,
    a_record,
    a_sign_up,
    a_town_with_districts,
    a_written,
)
from tsunagaru.services.community.testing.specimens import SPECIMENS

__all__ = [
    "NOON",
    "RULES",
    "SPECIMENS",
    "WORDS",
    "a_circular",
    "a_digital_home",
    "a_draft",
    "a_due",
    "a_gathering",
    "a_home",
    "a_leader",
    "a_pair",
    "a_paper_home",
    "a_plan",
    "a_record",
    "a_sign_up",
    "a_town_with_districts",
    "a_written",
]
