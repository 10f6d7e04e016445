"""Reader of the counters in the town folder (窓口): ``counters.yaml``."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.folder import Definition, wrong

Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Words(Definition):
    """One text in three languages (三言語の文言); Japanese is always there."""

    ja: Text
    easy: str = ""
    en: str = ""

    @property
    def text(self) -> Trilingual:
        """Return it as templates speak it."""
        return Trilingual(ja=self.ja, easy=self.easy, en=self.en)


class WindowDefinition(Definition):
    """One counter at which people are served (窓口)."""

    code: Code
    name: Text


class GroupDefinition(Definition):
    """Counters that share one queue (窓口グループ).

    Args:
        letter: stands before the number, such as A in A12.
        resources: what is booked for these counters (see bookings).
        usual_min: minutes a service usually takes, until enough have been seen today.
    """

    code: Code
    section: Code
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    name: Words
    windows: list[WindowDefinition] = Field(min_length=1)
    resources: list[Code] = []
    opens: Clock
    closes: Clock
    usual_min: int = Field(default=10, ge=1, le=120)
    demo: bool = False


class CountersFile(Definition):
    """All counters of a town."""

    groups: list[GroupDefinition] = Field(min_length=1)

    @model_validator(mode="after")
    def _letters_once(self) -> Self:
        letters = [group.letter for group in self.groups]
        if len(set(letters)) < len(letters):
            raise wrong("番号の文字が重なっています。", "A letter stands for two groups.")
        return self
