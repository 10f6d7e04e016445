"""How a place is read aloud and in other languages (地名の読み): pure rules."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A place by its name (地名); readings are empty where nobody wrote them down."""

    ja: str
    kana: str = ""
    romaji: str = ""

    @property
    def read_out(self) -> str:
        """Return the name with its reading, for whoever reads it aloud (読みつきの地名)."""
        return f"{self.ja}（{self.kana}）" if self.kana else self.ja

    def in_language(self, language: str) -> str:
        """Return the name as a reader of a language knows it: ``ja``, ``easy`` or ``en``."""
        return {"easy": self.read_out, "en": self.romaji or self.ja}.get(language, self.ja)


def named(
    name: str,
    area: Named,
    *,
    readings: Mapping[str, str],
    romaji: Mapping[str, str],
) -> Named:
    """Return a district with the readings of its area and of what follows it in its name.

    Args:
        readings, romaji: by what can follow an area's name.
    """
    rest = name.removeprefix(area.ja)
    if rest == name or rest not in readings or not area.kana:
        return Named(name)
    latin = area.romaji + romaji.get(rest, "") if area.romaji else ""
    return Named(name, area.kana + readings[rest], latin)
