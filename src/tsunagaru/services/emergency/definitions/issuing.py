"""Reader of ``emergency/issuing.yaml`` (発令の決まり)."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Definition, wrong
from tsunagaru.services.emergency.definitions.judging import Code, TextsFile
from tsunagaru.services.emergency.rules import cap

Confirmer = Literal["clerk", "head", "dx_office", "cio"]
Sender = Annotated[str, StringConstraints(pattern=r"^[^\s,<&]+$", max_length=100)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=100)]
AREAS, SHELTERS = "{areas}", "{shelters}"


class Said(Definition):
    """A few words in three languages (三言語の言葉)."""

    ja: Short
    easy: Short
    en: Short


class LevelShape(Definition):
    """What a level is called, and what it is in CAP 1.2 (警戒レベル)."""

    level: Annotated[int, Field(ge=1, le=5)]
    name: Said
    severity: str
    urgency: str
    certainty: str
    response: str

    @model_validator(mode="after")
    def _is_of_the_standard(self) -> Self:
        for value, allowed in (
            (self.severity, cap.SEVERITIES),
            (self.urgency, cap.URGENCIES),
            (self.certainty, cap.CERTAINTIES),
            (self.response, cap.RESPONSES),
        ):
            if value not in allowed:
                ja = f"「{value}」は CAP 1.2 の言葉ではありません。"
                raise wrong(ja, f"“{value}” is no word of CAP 1.2.")
        return self


class IssuingFile(Definition):
    """How the town issues alerts (発令の決まり).

    Args:
        sender: of what leaves as CAP 1.2.
        confirmers: roles of which one of the two who issue holds one.
        topic: of those who get alerts below ``critical_from``.
        critical_from: from this level on everybody who signed up is written to, on two channels.
        lasts_hours: after how long an alert ends by itself, as the form proposes it.
        withdrawn, lifted: texts for what ends an alert.
        by_hand: texts a member of staff can begin with.
        shelter_line: names the open shelters from ``critical_from`` on; without it none is named.
    """

    sender: Sender
    confirmers: Annotated[tuple[Confirmer, ...], Field(min_length=1)]
    topic: str = ""
    critical_from: Annotated[int, Field(ge=1, le=5)]
    lasts_hours: Annotated[int, Field(ge=1, le=168)]
    withdrawn: Code
    lifted: Code
    by_hand: tuple[Code, ...] = ()
    whole_town: Said
    area_line: Said
    shelter_line: Said | None = None
    levels: Annotated[tuple[LevelShape, ...], Field(min_length=5, max_length=5)]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if sorted(one.level for one in self.levels) != [1, 2, 3, 4, 5]:
            raise wrong("levels は 1～5 を1つずつ書きます。", "Levels 1 to 5, each once.")
        lines = (
            ("area_line", self.area_line, AREAS),
            ("shelter_line", self.shelter_line, SHELTERS),
        )
        for name, line, blank in lines:
            if line and not all(blank in text for text in (line.ja, line.easy, line.en)):
                raise wrong(f"{name} には {blank} が要ります。", f"{name} needs {blank}.")
        return self

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that confirm."""
        return tuple(Role(name) for name in self.confirmers)

    def level(self, number: int) -> LevelShape | None:
        """Return what is said of a level; None for an all-clear."""
        return next((one for one in self.levels if one.level == number), None)

    def problem(self, texts: TextsFile) -> tuple[str, str] | None:
        """Return the text that is missing or is for another level, and why, if any."""
        for code in (self.withdrawn, self.lifted, *self.by_hand):
            found = texts.text(code)
            if found is None:
                return f"文例「{code}」がありません。", f"No text “{code}”."
            if (found.level == 0) != (code in {self.withdrawn, self.lifted}):
                return f"文例「{code}」のレベルが合いません。", f"“{code}” is for another level."
        return None
