"""Tables of people (住民・職員の表)."""

from tsunagaru.ground.people.models.accounts import Account, HeldPost, Tries
from tsunagaru.ground.people.models.organisation import Body, Deputy, Section
from tsunagaru.ground.people.models.residents import Consent, Household, Resident
from tsunagaru.ground.people.models.staff import Absence, Post, RoleGrant, Staff

__all__ = [
    "Absence",
    "Account",
    "Body",
    "Consent",
    "Deputy",
    "HeldPost",
    "Household",
    "Post",
    "Resident",
    "RoleGrant",
    "Section",
    "Staff",
    "Tries",
]
