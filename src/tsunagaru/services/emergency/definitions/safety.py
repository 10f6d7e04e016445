"""Reader of ``emergency/safety.yaml`` (安否確認と避難行動要支援者の決まり)."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong
from tsunagaru.services.emergency.definitions.issuing import Said
from tsunagaru.services.emergency.definitions.judging import Code
from tsunagaru.services.emergency.rules.safety import StepKind

Words = Annotated[str, StringConstraints(min_length=1, max_length=600)]
LONGEST_MIN = 24 * 60


class SafetyWords(Definition):
    """A text in three languages (三言語の文)."""

    ja: Words
    easy: Words
    en: Words


class SafetyText(Definition):
    """What a message says (文)."""

    title: Said
    body: SafetyWords


class StepShape(Definition):
    """What is done for those of whom nothing was heard (返事がないときの手順), and when.

    Args:
        after_min: minutes after the round was opened.
    """

    do: StepKind
    after_min: Annotated[int, Field(ge=1, le=LONGEST_MIN)]


class Named(Definition):
    """A code and its name (符号と名前)."""

    code: Code
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class SafetyFile(Definition):
    """How the town asks whether everybody is safe (安否確認の決まり).

    Args:
        open_hours: how long links to the answer page work, and a round stays open.
        ask, remind: the first message and the one to those who have not answered.
        loudspeaker: what is read out; ``{areas}`` stands for the districts.
        steps: in the order of time, each once.
        bases: grounds in law on which names are disclosed without consent.
        reasons: why somebody is on the list of those who need support.
        supporters: to whom that list may be handed.
        support_section: whose work the list is, besides the section of alerts.
    """

    open_hours: Annotated[int, Field(ge=1, le=336)]
    ask: SafetyText
    remind: SafetyText
    loudspeaker: Words
    steps: Annotated[tuple[StepShape, ...], Field(min_length=1)]
    bases: Annotated[tuple[Named, ...], Field(min_length=1)]
    reasons: Annotated[tuple[Named, ...], Field(min_length=1)]
    supporters: Annotated[tuple[Named, ...], Field(min_length=1)]
    support_section: Annotated[str, StringConstraints(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        kinds = [one.do for one in self.steps]
        if twice := next((one for one in kinds if kinds.count(one) > 1), None):
            raise wrong(f"手順「{twice}」が2つあります。", f"The step “{twice}” stands twice.")
        minutes = [one.after_min for one in self.steps]
        if minutes != sorted(minutes):
            raise wrong("steps は早い順に書きます。", "Steps stand in the order of time.")
        if "{areas}" not in self.loudspeaker:
            raise wrong("loudspeaker には {areas} が要ります。", "loudspeaker needs {areas}.")
        for listed in (self.bases, self.reasons, self.supporters):
            codes = [one.code for one in listed]
            if again := next((one for one in codes if codes.count(one) > 1), ""):
                raise wrong(f"「{again}」が2つあります。", f"“{again}” stands twice.")
        return self

    def names(self, listed: str) -> dict[str, str]:
        """Return names by code of ``bases``, ``reasons`` or ``supporters`` (名前の一覧)."""
        return {one.code: one.name for one in getattr(self, listed)}
