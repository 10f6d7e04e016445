"""Tables of people (住民・職員の表)."""

from tsunagaru.ground.people.models.accounts import Account, HeldPost, Tries
from tsunagaru.ground.people.models.letters import PURPOSES, Letter, LetterState
from tsunagaru.ground.people.models.organisation import Body, Deputy, Section
from tsunagaru.ground.people.models.residents import Consent, Household, Resident
from tsunagaru.ground.people.models.staff import Absence, Post, RoleGrant, Staff

__all__ = [
    "PURPOSES",
    "Absence",
    "Account",
    "Body",
    "Consent",
    "Deputy",
    "HeldPost",
    "Household",
    "Letter",
    "LetterState",
    "Post",
    "Resident",
    "RoleGrant",
    "Section",
    "Staff",
    "Tries",
]
