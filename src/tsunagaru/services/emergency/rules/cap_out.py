"""An alert of the town in CAP 1.2 (町の警報の書き出し): pure rules.

Source:
    OASIS Common Alerting Protocol Version 1.2, section 3.2; languages as RFC 3066 tags.
"""

from dataclasses import dataclass
from datetime import datetime

from tsunagaru.services.emergency.rules.cap import CapAlert, CapArea, CapInfo
from tsunagaru.services.emergency.rules.kinds import Kind
from tsunagaru.services.emergency.rules.shapes import Ring
from tsunagaru.services.emergency.rules.states import What
from tsunagaru.services.emergency.rules.wording import LANGUAGES, Words

CAP_LANGUAGES = {"ja": "ja-JP", "easy": "ja-x-easy", "en": "en"}
_MET = {Kind.WEATHER, Kind.RECORD_RAIN, Kind.TORNADO, Kind.RIVER}
MESSAGE_TYPES = {
    What.ISSUE: "Alert",
    What.UPDATE: "Update",
    What.LIFT: "Cancel",
    What.WITHDRAW: "Cancel",
}


@dataclass(frozen=True)
class Told:
    """One announcement, as far as others need it (発表).

    Args:
        events: what it is, by language, such as 避難指示.
        grades: severity, urgency, certainty and response.
        areas: by language, in words.
        earlier: identifier and time of what was said of this alert before.
    """

    identifier: str
    sender: str
    what: What
    kind: str
    drill: bool
    words: Words
    events: dict[str, str]
    grades: tuple[str, str, str, str]
    areas: dict[str, str]
    geocodes: tuple[tuple[str, str], ...]
    polygons: tuple[Ring, ...]
    sent: datetime
    expires: datetime | None
    earlier: tuple[tuple[str, datetime], ...] = ()


def as_cap(told: Told) -> CapAlert:
    """Return an announcement as CAP 1.2 (CAPにする); a drill is an Exercise."""
    return CapAlert(
        identifier=told.identifier,
        sender=told.sender,
        sent=told.sent.replace(microsecond=0),
        status="Exercise" if told.drill else "Actual",
        message_type=MESSAGE_TYPES[told.what],
        references=tuple(
            f"{told.sender},{identifier},{sent.isoformat(timespec='seconds')}"
            for identifier, sent in told.earlier
        ),
        infos=tuple(_info(told, one) for one in LANGUAGES),
    )


def _info(told: Told, one: str) -> CapInfo:
    severity, urgency, certainty, response = told.grades
    return CapInfo(
        language=CAP_LANGUAGES[one],
        categories=(category_of(told.kind),),
        event=told.events[one],
        urgency=urgency,
        severity=severity,
        certainty=certainty,
        headline=told.words[one]["title"],
        description=told.words[one]["body"].replace("\r\n", "\n").strip(),
        responses=(response,),
        expires=told.expires.replace(microsecond=0) if told.expires else None,
        areas=(CapArea(told.areas[one], geocodes=told.geocodes, polygons=told.polygons),),
    )


def category_of(kind: str) -> str:
    """Return the category of a kind: weather, the ground, or what the town decided itself."""
    if kind in _MET:
        return "Met"
    return "Geo" if kind in set(Kind) else "Safety"
