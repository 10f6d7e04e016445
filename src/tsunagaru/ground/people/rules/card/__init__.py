"""Rules of signing in and signing with the card (マイナンバーカードの規則)."""

from tsunagaru.ground.people.rules.card import jpki
from tsunagaru.ground.people.rules.card.attributes import (
    CardPerson,
    address_parts,
    is_holder,
    is_name_of,
    is_same_person,
    read_claims,
)
from tsunagaru.ground.people.rules.card.tokens import (
    CannotTrust,
    Expected,
    Why,
    check_claims,
    header_of,
)
from tsunagaru.ground.people.rules.card.visits import (
    ACR,
    ATTRIBUTE_SCOPES,
    VISIT_LIFE,
    Purpose,
    scope_of,
)

__all__ = [
    "ACR",
    "ATTRIBUTE_SCOPES",
    "VISIT_LIFE",
    "CannotTrust",
    "CardPerson",
    "Expected",
    "Purpose",
    "Why",
    "address_parts",
    "check_claims",
    "header_of",
    "is_holder",
    "is_name_of",
    "is_same_person",
    "jpki",
    "read_claims",
    "scope_of",
]
