"""Blind indexes (索引): how people are found without their data being readable.

Each value is brought into one form first, so that spellings of the same thing meet.
"""

from datetime import date
from typing import Any

from tsunagaru.ground.vault.sealing import blind, blinds
from tsunagaru.kernel.text import fold_width, normalise, normalise_phone, to_katakana

PERSON, PHONE, EMAIL = "people_resident.person", "people_resident.phone", "people.email"
BIRTH = "people_resident.birth"
LOGIN, TRY = "people_account.login", "people_tries.key"
_SPACES = str.maketrans("", "", " 　・")


def person_form(kana: str, birth_on: date) -> str:
    """Return kana and birth date in the one form that is indexed."""
    return f"{to_katakana(normalise(kana)).translate(_SPACES)}|{birth_on.isoformat()}"


def phone_form(phone: str) -> str:
    """Return the digits of a telephone number."""
    return normalise_phone(phone) or fold_width(phone).strip()


def email_form(email: str) -> str:
    """Return an e-mail address in the one form that is indexed: half width, lower case."""
    return fold_width(email).strip().lower()


def person_index(kana: str, birth_on: date | None) -> str:
    """Return the index of a person's kana and birth date, or empty when either is unknown."""
    if not kana.strip() or birth_on is None:
        return ""
    return blind(person_form(kana, birth_on), place=PERSON)


def birth_index(birth_on: date | None) -> str:
    """Return the index of a birth date alone, by which a card's holder is looked for, or empty."""
    return blind(birth_on.isoformat(), place=BIRTH) if birth_on else ""


def phone_index(phone: str) -> str:
    """Return the index of a telephone number, or empty."""
    return blind(phone_form(phone), place=PHONE) if phone else ""


def email_index(email: str) -> str:
    """Return the index of an e-mail address, or empty."""
    return blind(email_form(email), place=EMAIL) if email else ""


def login_key(login: str) -> str:
    """Return what stands in an account's ``login``: a name, or an e-mail's index."""
    plain = email_form(login)
    return blind(plain, place=LOGIN) if "@" in plain else plain


def login_keys(login: str) -> list[str]:
    """Return every form in which this sign-in name may be stored (older keys included)."""
    plain = email_form(login)
    return blinds(plain, place=LOGIN) if "@" in plain else [plain]


def of_person(row: Any) -> str:  # noqa: ANN401 - a Resident, whose table is declared above this room
    """Return the index of a resident's own kana and birth date (索引の作り直し)."""
    kana = f"{row.kana_family or ''} {row.kana_given or ''}"
    return person_index(kana, date.fromisoformat(row.birth_on) if row.birth_on else None)


def of_login(row: Any) -> str | None:  # noqa: ANN401 - an Account, likewise
    """Return an account's e-mail index if it signs in with the address we know (索引の作り直し).

    A contact address changed at the counter is not the one to sign in with: then only the next
    sign-in tells.
    """
    person = row.resident or row.staff
    address = (person.email or "") if person else ""
    return login_key(address) if "@" in address and row.login in login_keys(address) else None
