"""Reads about residents (住民の参照)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tsunagaru.ground import rows
from tsunagaru.ground.people import rules
from tsunagaru.ground.people.models import Account, Consent, Resident
from tsunagaru.ground.people.models.indexes import (
    EMAIL,
    PERSON,
    PHONE,
    email_form,
    person_form,
    phone_form,
)
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.text import format_phone

ADDRESS_PARTS = ("prefecture", "city", "town", "street")
FOUND_AT_MOST = 20


@dataclass(frozen=True)
class ResidentView:
    """A resident as other packages see one (住民).

    Args:
        address: one line without postal code and building; ``address_parts`` has its pieces.
        sex: ``female``, ``male``, ``other`` or empty.
        relation: relation to the head of the household, as a code, or empty.
        has_account: whether the person signs in online.
    """

    id: UUID
    family: str
    given: str
    kana_family: str
    kana_given: str
    birth_on: date | None
    sex: str
    postal_code: str
    address: str
    address_parts: dict[str, str]
    building: str
    phone: str
    email: str
    district: str
    age_band: str
    household: UUID | None
    relation: str
    language: str
    has_account: bool
    left_on: date | None = None

    @property
    def name(self) -> str:
        """Return family and given name (氏名)."""
        return f"{self.family} {self.given}".strip()

    @property
    def kana(self) -> str:
        """Return the reading of the name (フリガナ)."""
        return f"{self.kana_family} {self.kana_given}".strip()

    @property
    def phone_shown(self) -> str:
        """Return the telephone number with hyphens (電話番号の表示)."""
        return format_phone(self.phone)


def view_of(row: Resident, day: date) -> ResidentView:
    """Return a row as other packages see it."""
    birth_on = date.fromisoformat(row.birth_on) if row.birth_on else None
    parts = {part: str((row.address or {}).get(part, "")) for part in ADDRESS_PARTS}
    return ResidentView(
        id=row.pk,
        family=row.family or "",
        given=row.given or "",
        kana_family=row.kana_family or "",
        kana_given=row.kana_given or "",
        birth_on=birth_on,
        sex=row.sex or "",
        postal_code=row.postal_code or "",
        address="".join(parts.values()),
        address_parts=parts,
        building=row.building or "",
        phone=row.phone or "",
        email=row.email or "",
        district=row.district,
        age_band=rules.age_band_of(birth_on, day),
        household=row.household_id,
        relation=row.relation,
        language=row.language,
        has_account=hasattr(row, "account"),
        left_on=row.left_on,
    )


def _rows() -> QuerySet[Resident]:
    return Resident.objects.filter(erased_at=None).select_related("account")


def resident(id: UUID, *, day: date) -> ResidentView:
    """Return a resident as of a day in Japan (住民).

    Raises:
        Resident.DoesNotExist: there is no such resident, or the data was erased.
    """
    return view_of(_row(id), day)


def _row(id: UUID) -> Resident:
    """Return one resident's row, with the account as ``select_related`` would bring it."""
    row = rows.get(Resident, pk=id, erased_at=None)
    account = rows.first(Account, resident=id)
    Resident._meta.get_field("account").set_cached_value(row, account)
    return row


def residents(ids: Iterable[UUID], *, day: date) -> dict[UUID, ResidentView]:
    """Return several residents by id; unknown ones are left out."""
    return {row.pk: view_of(row, day) for row in _rows().filter(pk__in=set(ids))}


def find_residents(
    *,
    day: date,
    kana: str = "",
    birth_on: date | None = None,
    phone: str = "",
    email: str = "",
) -> Sequence[ResidentView]:
    """Return residents with exactly this kana and birth date, or telephone, or e-mail (住民検索).

    Args:
        kana: family and given name; spaces, width and hiragana do not matter.
        birth_on: needed together with ``kana``.
    """
    wanted = Q(pk__in=[])
    if kana and birth_on:
        wanted |= Q(person_index__in=blinds(person_form(kana, birth_on), place=PERSON))
    if phone:
        wanted |= Q(phone_index__in=blinds(phone_form(phone), place=PHONE))
    if email:
        wanted |= Q(email_index__in=blinds(email_form(email), place=EMAIL))
    rows = _rows().filter(wanted).order_by("registered_at", "pk")
    return [view_of(row, day) for row in rows[:FOUND_AT_MOST]]


def household_of(id: UUID, *, day: date) -> Sequence[ResidentView]:
    """Return everybody of a resident's household, the person included (世帯員)."""
    return _household(resident(id, day=day), day)


def _household(mine: ResidentView, day: date) -> Sequence[ResidentView]:
    if mine.household is None:
        return [mine]
    members = _rows().filter(household=mine.household, left_on=None)
    return _by_place(view_of(member, day) for member in members)


def _by_place(members: Iterable[ResidentView]) -> list[ResidentView]:
    return sorted(members, key=lambda one: (one.relation != "head", one.birth_on or date.max))


def profile_prefill(id: UUID, *, day: date) -> dict[str, Any]:
    """Return what is known of a resident, by the names forms ask for (事前入力).

    Returns:
        ``name.family``, ``name.given``, ``kana.family``, ``kana.given``, ``birth_on`` (ISO),
        ``sex``, ``postal_code``, ``address`` (one line), ``address.prefecture`` … ``.street``,
        ``building``, ``phone``, ``email``, and the composite values ``person``,
        ``address_parts`` and ``household`` (the other members). Unknown values are left out.
    """
    return profile(id, day=day)[1]


def profile(id: UUID, *, day: date, household: bool = True) -> tuple[ResidentView, dict[str, Any]]:
    """Return a resident and what forms are filled in with, read in one go (住民と事前入力).

    Args:
        household: whether the other members are asked for as well; opening them takes longer.

    Raises:
        Resident.DoesNotExist: there is no such resident, or the data was erased.
    """
    if not household:
        mine = resident(id, day=day)
        return mine, _prefill(mine, ())
    same = Q(household__in=Resident.objects.filter(pk=id).values("household"), left_on=None)
    found = [view_of(row, day) for row in _rows().filter(Q(pk=id) | same)]
    known = next((one for one in found if one.id == id), None)
    if known is None:
        raise Resident.DoesNotExist(str(id))
    return known, _prefill(known, [_person(one) for one in _by_place(found) if one.id != id])


def _prefill(mine: ResidentView, others: Sequence[dict[str, str]]) -> dict[str, Any]:
    flat = {
        "name": mine.name,
        "name.family": mine.family,
        "name.given": mine.given,
        "kana": mine.kana,
        "kana.family": mine.kana_family,
        "kana.given": mine.kana_given,
        "birth_on": mine.birth_on.isoformat() if mine.birth_on else "",
        "sex": mine.sex,
        "postal_code": mine.postal_code,
        "address": mine.address,
        "building": mine.building,
        "phone": mine.phone,
        "email": mine.email,
        "person": _person(mine),
        "address_parts": _address(mine),
        "household": others,
    }
    flat |= {f"address.{part}": text for part, text in mine.address_parts.items()}
    return {name: value for name, value in flat.items() if value}


def _person(view: ResidentView) -> dict[str, str]:
    return {
        "family": view.family,
        "given": view.given,
        "family_kana": view.kana_family,
        "given_kana": view.kana_given,
        "birth_on": view.birth_on.isoformat() if view.birth_on else "",
        "sex": view.sex,
        "relation": view.relation,
    }


def _address(view: ResidentView) -> dict[str, str]:
    if not view.address and not view.postal_code:
        return {}
    return {"postal_code": view.postal_code, **view.address_parts, "building": view.building}


def consents_of(id: UUID) -> Sequence[Consent]:
    """Return a resident's consents in force, oldest first (同意)."""
    return list(Consent.objects.filter(resident=id, withdrawn_at=None).order_by("given_at"))


def agrees(id: UUID, code: str) -> bool:
    """Tell whether a resident agrees to something now (同意の有無)."""
    return Consent.objects.filter(resident=id, code=code, withdrawn_at=None).exists()


def count_residents(_at: datetime) -> list[tuple[str, int]]:
    """Return how many residents there are by district (住民数)."""
    rows = Resident.objects.filter(erased_at=None, left_on=None)
    return list(rows.values_list("district").annotate(n=Count("pk")).order_by("district"))
