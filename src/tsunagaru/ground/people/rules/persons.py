"""What a person is in this system (住民): what is entered, the age band, what may be agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from tsunagaru.kernel.calendar import years_between
from tsunagaru.kernel.events import AgeBand

_UPPER_AGES = ((19, AgeBand.CHILD), (39, AgeBand.TWENTIES), (59, AgeBand.FORTIES))
_SENIOR_AGES = ((69, AgeBand.SIXTIES), (79, AgeBand.SEVENTIES))


def age_band_of(birth_on: date | None, day: date) -> str:
    """Return the age band on a day (年齢層), or empty when the birth date is unknown."""
    if birth_on is None:
        return ""
    age = years_between(birth_on, day)
    for upper, band in (*_UPPER_AGES, *_SENIOR_AGES):
        if age <= upper:
            return band.value
    return AgeBand.EIGHTIES.value


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is entered of a resident (登録する内容).

    Args:
        sex: ``female``, ``male``, ``other`` or empty when not told.
        address: ``{"prefecture", "city", "town", "street"}``.
        household: id of the household, shared by its members; None for a person alone.
        relation: relation to the head of the household, as a code.
    """

    family: str
    given: str
    kana_family: str = ""
    kana_given: str = ""
    birth_on: date | None = None
    sex: str = ""
    postal_code: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    building: str = ""
    phone: str = ""
    email: str = ""
    district: str = ""
    household: UUID | None = None
    relation: str = ""
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class ConsentText:
    """Something a resident may agree to, and take back at any time (同意の内容)."""

    code: str
    title: str
    text: str


CONSENTS = (
    ConsentText(
        "news",
        "お知らせの受け取り",
        "年齢や地区に合わせた町のお知らせを送ります。手続きの連絡は、同意がなくても届きます。",
    ),
)
