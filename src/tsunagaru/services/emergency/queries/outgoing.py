"""Alerts as others take them in (外へ出す警報): CAP 1.2, and the script for the loudspeakers."""

from collections.abc import Sequence

from tsunagaru.kernel.clock import local
from tsunagaru.services.emergency.definitions import IssuingFile
from tsunagaru.services.emergency.definitions.loudspeaker import Chime, LoudspeakerFile
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.queries import shapes
from tsunagaru.services.emergency.queries.naming import areas_in_words, districts_named
from tsunagaru.services.emergency.queries.telegrams import issuing, loudspeaker, rules
from tsunagaru.services.emergency.rules.cap import CapAlert
from tsunagaru.services.emergency.rules.cap_out import Told, as_cap
from tsunagaru.services.emergency.rules.loudspeaker import Manner, Sound, script
from tsunagaru.services.emergency.rules.shapes import Ring
from tsunagaru.services.emergency.rules.states import Step, What
from tsunagaru.services.emergency.rules.telegram import AreaType
from tsunagaru.services.emergency.rules.triggers import LIFTED
from tsunagaru.services.emergency.rules.wording import LANGUAGES

OVER = ("Minor", "Past", "Observed", "AllClear")
OVER_NAMES = {"ja": "解除", "easy": "おわり", "en": "All clear"}
DISTRICT = "district"


def cap_of(row: Announcement) -> CapAlert | None:
    """Return an announcement as CAP 1.2 (CAPにした発表); None where the town has no rules."""
    setup = issuing()
    if setup is None or row.settled_at is None:
        return None
    before = row.alert.announcements.filter(state=Step.SAID, number__lt=row.number)
    return as_cap(
        Told(
            identifier=identifier_of(row),
            sender=setup.sender,
            what=What(row.what),
            kind=row.alert.kind,
            drill=row.alert.drill,
            words=row.words,
            events=_events(setup, row),
            grades=_grades(setup, row.level),
            areas=areas_in_words(setup, row.districts),
            geocodes=_geocodes(row),
            polygons=_shapes(row),
            sent=local(row.settled_at),
            expires=local(row.expires_at) if row.level else None,
            earlier=tuple(
                (identifier_of(one), local(one.settled_at))
                for one in before.order_by("number")
                if one.settled_at
            ),
        )
    )


def identifier_of(row: Announcement) -> str:
    """Return the name of an announcement towards others (識別子); it holds no secret."""
    return f"tsunagaru-{row.pk}"


def _events(setup: IssuingFile, row: Announcement) -> dict[str, str]:
    """Return what it is called; what is passed on from the agency is no order of the town."""
    found = setup.level(row.level)
    if found is None:
        return OVER_NAMES
    if row.draft_id is not None:
        return {one: row.words[one]["title"] for one in LANGUAGES}
    return {one: getattr(found.name, one) for one in LANGUAGES}


def _grades(setup: IssuingFile, level: int) -> tuple[str, str, str, str]:
    found = setup.level(level)
    if found is None:
        return OVER
    return found.severity, found.urgency, found.certainty, found.response


def _geocodes(row: Announcement) -> tuple[tuple[str, str], ...]:
    """Return the town's own codes, and those of the districts where it is for some only."""
    town = rules()
    own = [one for one in (town.areas if town else ()) if one.own]
    codes = sorted(c for one in own if one.type == AreaType.MUNICIPALITY for c in one.codes)
    listed = [(AreaType.MUNICIPALITY.value, code) for code in codes]
    return (*listed, *((DISTRICT, code) for code in row.districts))


def _shapes(row: Announcement) -> tuple[Ring, ...]:
    return shapes.of_districts(row.districts) if row.districts else shapes.of_town()


def script_of(row: Announcement) -> str:
    """Return what is read out over the loudspeakers (放送文); nothing where no rules say how."""
    setup = loudspeaker()
    if setup is None:
        return ""
    words = row.words["ja"]
    manner = _manner(setup, row.level, drill=row.alert.drill)
    return script(words["title"], words["body"], areas_read_out(setup, row.districts), manner)


def call_to_answer(title: str, words: str, districts: Sequence[str], *, drill: bool) -> str:
    """Return what is read out to those who have not said how they are (安否の呼びかけ)."""
    setup = loudspeaker()
    if setup is None:
        return ""
    areas = areas_read_out(setup, districts)
    body = words.replace("{areas}", "、".join(areas))
    return script(title, body, areas, _manner(setup, LIFTED, drill=drill))


def areas_read_out(setup: LoudspeakerFile, districts: Sequence[str]) -> list[str]:
    """Return districts as they are read out; none is the whole town (放送の地域)."""
    return [one.read_out for one in districts_named(districts)] or [setup.whole_town]


def _manner(setup: LoudspeakerFile, level: int, *, drill: bool) -> Manner:
    return Manner(
        opening=setup.opening,
        closing=setup.closing,
        repeat=setup.repeat,
        times=setup.times,
        longest=setup.longest,
        leave_out=setup.leave_out,
        begins=_sound(setup.chime(level)),
        ends=_sound(setup.ending),
        drill=setup.drill if drill else "",
    )


def _sound(chime: Chime) -> Sound:
    return Sound(chime.sound, chime.on_s, chime.off_s, chime.times)
