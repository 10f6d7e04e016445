"""How an alert names the shelters that are open (警報に出す避難所の名前): pure rules."""

from collections.abc import Sequence

from tsunagaru.kernel.refuges import Refuge
from tsunagaru.services.emergency.rules.kinds import Kind
from tsunagaru.services.emergency.rules.wording import LANGUAGES

MOST = 6
BETWEEN = {"ja": "、", "easy": "、", "en": "; "}
MORE = {
    "ja": "、ほか{count}か所",
    "easy": "、ほかに {count}か所（しょ）",
    "en": "; and {count} more",
}
HAZARDS = {
    Kind.LANDSLIDE: "landslide",
    Kind.RIVER: "flood",
    Kind.RECORD_RAIN: "inland_flood",
    Kind.QUAKE: "earthquake",
    Kind.QUAKE_FLASH: "earthquake",
    Kind.EARLY_WARNING: "earthquake",
    Kind.NANKAI: "earthquake",
    Kind.VOLCANO: "volcano",
    Kind.ERUPTION: "volcano",
    Kind.VOLCANO_NOTE: "volcano",
    Kind.ASH: "volcano",
}


def fit(found: Sequence[Refuge], kind: str) -> list[Refuge]:
    """Return those fit for what an alert warns of; all where the kind says none (適した所)."""
    hazard = {one.value: name for one, name in HAZARDS.items()}.get(kind, "")
    return [one for one in found if not hazard or hazard in one.hazards]


def in_words(found: Sequence[Refuge]) -> dict[str, str]:
    """Return shelters by their names in each language, in English with where they are (避難所)."""
    named, left = found[:MOST], len(found) - MOST
    told = {one: BETWEEN[one].join(_named(two, one) for two in named) for one in LANGUAGES}
    if left <= 0:
        return told
    return {one: text + MORE[one].replace("{count}", str(left)) for one, text in told.items()}


def _named(one: Refuge, language: str) -> str:
    name = one.names[language]
    return f"{name} ({one.address_en})" if language == "en" and one.address_en else name
