"""Reader of ``emergency/loudspeaker.yaml`` (防災行政無線の放送文の決まり)."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong

Spoken = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Seconds = Annotated[int, Field(ge=0, le=600)]


class Chime(Definition):
    """A sound before or after the words (チャイム): seconds on, seconds off, how often."""

    sound: Spoken
    on_s: Seconds
    off_s: Seconds
    times: Annotated[int, Field(ge=1, le=20)]


class LevelChime(Chime):
    """The sound before the words of some levels; 0 is an all-clear."""

    levels: Annotated[tuple[int, ...], Field(min_length=1)]


class LoudspeakerFile(Definition):
    """How the town speaks over loudspeakers (放送文の決まり).

    Args:
        times: how often everything is said.
        longest: signs of a sentence, above which it is parted at its commas.
        drill: is said before and after a drill.
        leave_out: beginnings of lines that are for reading only.
        readings, romaji: of what follows an area's name in a district's name.
    """

    opening: Spoken
    closing: Spoken
    repeat: Spoken
    times: Annotated[int, Field(ge=1, le=5)]
    longest: Annotated[int, Field(ge=15, le=200)]
    whole_town: Spoken
    drill: Spoken
    leave_out: tuple[Spoken, ...] = ()
    readings: dict[str, str] = Field(default_factory=dict)
    romaji: dict[str, str] = Field(default_factory=dict)
    chimes: Annotated[tuple[LevelChime, ...], Field(min_length=1)]
    ending: Chime

    @model_validator(mode="after")
    def _knows_every_level(self) -> Self:
        known = sorted(level for one in self.chimes for level in one.levels)
        if known != [0, 1, 2, 3, 4, 5]:
            raise wrong("chimes には 0～5 を1つずつ書きます。", "chimes names 0 to 5, each once.")
        if "訓練" not in self.drill:
            raise wrong("drill には「訓練」の文字が要ります。", "drill says 訓練.")
        return self

    def chime(self, level: int) -> Chime:
        """Return the sound before an alert of a level."""
        return next(one for one in self.chimes if level in one.levels)
