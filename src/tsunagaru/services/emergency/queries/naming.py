"""The districts of an alert by their names (対象の地域の名前)."""

from collections.abc import Sequence

from tsunagaru.ground.places import api as places
from tsunagaru.services.emergency.definitions import IssuingFile
from tsunagaru.services.emergency.queries.telegrams import loudspeaker
from tsunagaru.services.emergency.rules.naming import Named, named
from tsunagaru.services.emergency.rules.wording import LANGUAGES

BETWEEN = {"ja": "、", "easy": "、", "en": ", "}


def districts_named(codes: Sequence[str]) -> list[Named]:
    """Return districts with their readings, in the town's order (区の名前と読み)."""
    setup = loudspeaker()
    readings, romaji = (setup.readings, setup.romaji) if setup else ({}, {})
    found = {
        row.code: named(
            row.name,
            Named(row.area.name, row.area.kana, row.area.romaji),
            readings=readings,
            romaji=romaji,
        )
        for row in places.districts()
        if row.code in codes
    }
    closed = places.district_names() if len(found) < len(codes) else {}
    gone = [Named(closed.get(code, code)) for code in codes if code not in found]
    return [*found.values(), *gone]


def areas_in_words(setup: IssuingFile, codes: Sequence[str]) -> dict[str, str]:
    """Return whom an alert is for, in each language; no code is the whole town (対象の地域)."""
    if not codes:
        whole = setup.whole_town
        return {"ja": whole.ja, "easy": whole.easy, "en": whole.en}
    names = districts_named(codes)
    return {one: BETWEEN[one].join(n.in_language(one) for n in names) for one in LANGUAGES}
