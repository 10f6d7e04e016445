"""Rules about people (住民・職員の規則). No Django, no clock."""

from tsunagaru.ground.people.rules.letters import (
    LIFETIMES,
    TAKEN,
    WORDS,
    Purpose,
    Words,
    factor_words,
)
from tsunagaru.ground.people.rules.persons import CONSENTS, ConsentText, Person, age_band_of
from tsunagaru.ground.people.rules.sessions import (
    End,
    SessionLimits,
    client_address,
    safe_next,
    session_end,
)

__all__ = [
    "CONSENTS",
    "LIFETIMES",
    "TAKEN",
    "WORDS",
    "ConsentText",
    "End",
    "Person",
    "Purpose",
    "SessionLimits",
    "Words",
    "age_band_of",
    "client_address",
    "factor_words",
    "safe_next",
    "session_end",
]
