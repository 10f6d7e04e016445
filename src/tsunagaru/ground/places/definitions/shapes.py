"""The shape of `town.yaml`, `areas.csv`, `districts.csv` and `outline.csv`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tsunagaru.kernel.folder import Definition

LANGUAGES = ("ja", "ja-easy", "en")
PHRASES = "texts/phrases.yaml"
PORTUGUESE = "pt"
PORTUGUESE_TEXTS = "texts/pt.yaml"

Label = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=20)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
PostalCode = Annotated[str, StringConstraints(pattern=r"^\d{7}$")]
Latitude = Annotated[float, Field(ge=20, le=46)]
Longitude = Annotated[float, Field(ge=122, le=154)]


class TownName(Definition):
    """The town's name (町名)."""

    ja: Label
    kana: Label
    en: Label


class Region(TownName):
    """The prefecture or the county around the town (都道府県・郡)."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{2}$")] | None = None


class Hall(Definition):
    """Where the town hall stands (役場)."""

    postal_code: PostalCode
    address: Sentence


class Contact(Definition):
    """Whom residents call (問い合わせ先)."""

    section: Label
    phone: Annotated[str, StringConstraints(pattern=r"^[\d-]{10,14}$")]
    note: Sentence | None = None


class Hours(Definition):
    """When the office is open (開庁時間); ``demo`` when made up for a demonstration."""

    opens_at: Clock
    closes_at: Clock
    demo: bool = False


class ClosingDay(Definition):
    """A day the town closes besides weekends, holidays and the year end (休庁日)."""

    date: date
    name: Label


class Credit(Definition):
    """Whose data stand in the folder (出典)."""

    subject: Label
    text: Sentence
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


class SignIn(Definition):
    """How people sign in (サインイン).

    Args:
        staff_second_factor: whether staff may or must sign in with more than a password.
    """

    staff_second_factor: Literal["offered", "required"] = "offered"


class FormRules(Definition):
    """How forms are published (様式の公開の決まり).

    Args:
        second_person: whether somebody who has not edited a form must publish it (別の人の確認).
    """

    second_person: bool = False


class TownShape(Definition):
    """`town.yaml` (町の情報)."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    check_digit_code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    name: TownName
    prefecture: Region
    county: Region | None = None
    demo: bool = False
    hall: Hall
    contact: Contact
    hours: Hours
    sign_in: SignIn = SignIn()
    closing_days: tuple[ClosingDay, ...] = ()
    forms: FormRules | None = None
    credits: tuple[Credit, ...] = ()


class AreaRow(Definition):
    """A row of `areas.csv` (大字)."""

    code: Code
    name: Label
    kana: Label | None = None
    romaji: Label | None = None
    postal_code: PostalCode | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class DistrictRow(Definition):
    """A row of `districts.csv` (区)."""

    code: Code
    name: Label
    area: Code
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    demo: bool = False


class Corner(Definition):
    """A row of `outline.csv` (概形の頂点)."""

    order: int
    latitude: Latitude
    longitude: Longitude


@dataclass(frozen=True)
class ParsedTown:
    """What the files of places say."""

    town: TownShape
    areas: tuple[AreaRow, ...]
    districts: tuple[DistrictRow, ...]
    outline: tuple[Corner, ...]
    texts: dict[str, dict[str, str]]
    phrases: dict[str, dict[str, str]]
