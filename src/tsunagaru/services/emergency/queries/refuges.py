"""Which shelters an alert names (警報に出す避難所)."""

from tsunagaru.kernel.offers import refuges
from tsunagaru.services.emergency.definitions import IssuingFile
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.rules.refuges import fit, in_words
from tsunagaru.services.emergency.rules.states import ENDED_BY, What

SHELTERS = "{shelters}"


def refuges_in_words(setup: IssuingFile, row: Announcement) -> dict[str, str]:
    """Return what an alert says of open shelters, by language; nothing where there are none.

    An end and a low level send nobody anywhere.
    """
    line = setup.shelter_line
    if line is None or row.level < setup.critical_from or What(row.what) in ENDED_BY:
        return {}
    found = fit(refuges(row.districts), row.alert.kind)
    said = {"ja": line.ja, "easy": line.easy, "en": line.en}
    names = in_words(found) if found else {}
    return {one: said[one].replace(SHELTERS, text) for one, text in names.items()}
