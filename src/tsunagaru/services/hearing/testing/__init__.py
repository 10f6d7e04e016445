"""Makers other packages' tests may use (テスト用の広聴とアイデア募集)."""

from tsunagaru.services.hearing.testing import ideas, inquiries
from tsunagaru.services.hearing.testing.ideas import (
    WORDS,
    a_listed_idea,
    a_pair,
    a_plan,
    a_proposal,
    a_round,
    a_voter,
    after_votes,
    an_idea,
    an_idea_town,
    answered,
    let_vote,
    voting_time,
)
from tsunagaru.services.hearing.testing.inquiries import (
    NOON,
    PUBLIC,
    RULES,
    a_hearing_town,
    a_public_answer,
    a_team,
    an_answered,
    an_asked,
    an_inquiry,
    answer,
    assigned,
    the_desk,
)

SPECIMENS = {**inquiries.SPECIMENS, **ideas.SPECIMENS}

__all__ = [
    "NOON",
    "PUBLIC",
    "RULES",
    "SPECIMENS",
    "WORDS",
    "a_hearing_town",
    "a_listed_idea",
    "a_pair",
    "a_plan",
    "a_proposal",
    "a_public_answer",
    "a_round",
    "a_team",
    "a_voter",
    "after_votes",
    "an_answered",
    "an_asked",
    "an_idea",
    "an_idea_town",
    "an_inquiry",
    "answer",
    "answered",
    "assigned",
    "let_vote",
    "the_desk",
    "voting_time",
]
