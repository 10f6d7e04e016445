"""Reader of the town folder's ``shelters.yaml`` (避難所の定義)."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.folder import Definition, wrong

Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
HAZARDS = {
    "flood": "洪水",
    "landslide": "崖崩れ・土石流・地滑り",
    "earthquake": "地震",
    "fire": "大規模な火事",
    "inland_flood": "内水氾濫",
    "volcano": "火山現象",
}


class Words(Definition):
    """A name in three languages (三言語の名前)."""

    ja: Text
    easy: Text
    en: Text

    @property
    def text(self) -> Trilingual:
        """Return it as templates speak it."""
        return Trilingual(ja=self.ja, easy=self.easy, en=self.en)


class SiteShape(Definition):
    """One designated shelter (避難所).

    Args:
        address_en: the address in Roman letters, for who reads no Japanese; empty where unknown.
        serves: districts whose people come here; the one it stands in where none is named.
        capacity: people it takes.
        hazards: kinds of disaster it is fit for.
        sections: whose staff run it, besides the section in charge of all.
    """

    code: Code
    name: Words
    address: Text
    address_en: Annotated[str, StringConstraints(max_length=200)] = ""
    district: Code
    serves: tuple[Code, ...] = ()
    latitude: Annotated[float, Field(ge=20, le=46)]
    longitude: Annotated[float, Field(ge=122, le=154)]
    capacity: Annotated[int, Field(ge=1, le=20_000)]
    hazards: Annotated[tuple[str, ...], Field(min_length=1)]
    pets: bool
    wheelchair: bool
    sections: tuple[Code, ...] = ()
    demo: bool = False

    @property
    def served(self) -> tuple[str, ...]:
        """Return the districts whose people come here (受け持つ区)."""
        return self.serves or (self.district,)

    @model_validator(mode="after")
    def _knows_its_hazards(self) -> Self:
        if unknown := set(self.hazards) - set(HAZARDS):
            ja = f"災害の種類「{min(unknown)}」はありません。使えるのは {'・'.join(HAZARDS)} です。"
            raise wrong(ja, f"There is no hazard “{min(unknown)}”.")
        return self


class SupplyShape(Definition):
    """A thing that is kept at shelters (物資)."""

    code: Code
    name: Text
    unit: Text


class SheltersFile(Definition):
    """All shelters of a town, and how they are run (避難所の決まり).

    Args:
        section: in charge of all shelters (本部).
        report_every_min: how often each reports; ``report_grace_min`` is how late it may be.
    """

    section: Code
    report_every_min: Annotated[int, Field(ge=15, le=1440)] = 60
    report_grace_min: Annotated[int, Field(ge=0, le=120)] = 10
    supplies: tuple[SupplyShape, ...] = ()
    shelters: Annotated[tuple[SiteShape, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for listed, what in ((self.shelters, "避難所"), (self.supplies, "物資")):
            codes = [one.code for one in listed]
            if twice := next((one for one in codes if codes.count(one) > 1), ""):
                raise wrong(f"{what}「{twice}」が2つあります。", f"“{twice}” stands twice.")
        return self
