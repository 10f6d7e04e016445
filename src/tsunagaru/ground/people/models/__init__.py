"""Tables of people (住民・職員の表)."""

from tsunagaru.ground.people.models.accounts import Account, HeldPost, Tries
from tsunagaru.ground.people.models.cards import CardCredential, CardVisit, CredentialKind, Linked
from tsunagaru.ground.people.models.factors import (
    IDENTITY_PAPERS,
    AppKey,
    Passkey,
    PasskeyCeremony,
    RecoveryCode,
)
from tsunagaru.ground.people.models.letters import PURPOSES, Letter, LetterState
from tsunagaru.ground.people.models.mandates import Mandate
from tsunagaru.ground.people.models.organisation import Body, Deputy, Section
from tsunagaru.ground.people.models.residents import Consent, Household, Resident
from tsunagaru.ground.people.models.signatures import CardSignature, SignatureState
from tsunagaru.ground.people.models.staff import Absence, Post, RoleGrant, Staff

__all__ = [
    "IDENTITY_PAPERS",
    "PURPOSES",
    "Absence",
    "Account",
    "AppKey",
    "Body",
    "CardCredential",
    "CardSignature",
    "CardVisit",
    "Consent",
    "CredentialKind",
    "Deputy",
    "HeldPost",
    "Household",
    "Letter",
    "LetterState",
    "Linked",
    "Mandate",
    "Passkey",
    "PasskeyCeremony",
    "Post",
    "RecoveryCode",
    "Resident",
    "RoleGrant",
    "Section",
    "SignatureState",
    "Staff",
    "Tries",
]
