"""CAP 1.2 as values (共通警報プロトコル): what the standard allows in an alert.

Source:
    OASIS Common Alerting Protocol Version 1.2 (CAP-v1.2-os), section 3.2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tsunagaru.services.emergency.rules.shapes import Point, Ring
from tsunagaru.services.emergency.rules.telegram import (
    CANCELLED,
    CORRECTED,
    EXERCISE,
    ISSUED,
    OFFICIAL,
    TRIAL,
    Item,
    Telegram,
)

STATUSES = frozenset({"Actual", "Exercise", "System", "Test", "Draft"})
MESSAGE_TYPES = frozenset({"Alert", "Update", "Cancel", "Ack", "Error"})
SCOPES = frozenset({"Public", "Restricted", "Private"})
_CATEGORIES = "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other"
CATEGORIES = frozenset(_CATEGORIES.split())
_RESPONSES = "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None"
RESPONSES = frozenset(_RESPONSES.split())
URGENCIES = frozenset({"Immediate", "Expected", "Future", "Past", "Unknown"})
SEVERITIES = frozenset({"Extreme", "Severe", "Moderate", "Minor", "Unknown"})
CERTAINTIES = frozenset({"Observed", "Likely", "Possible", "Unlikely", "Unknown"})
NO_BLANKS = re.compile(r"[^\s,<&]+")
POLYGON_POINTS = 4
FARTHEST = (90.0, 180.0)

_STATUS_OF = {"Actual": OFFICIAL, "Exercise": EXERCISE, "Test": TRIAL}
_TYPE_OF = {"Alert": ISSUED, "Update": CORRECTED, "Cancel": CANCELLED}


@dataclass(frozen=True)
class CapArea:
    """An area (地域). ``geocodes`` are pairs of a list's name and a code; circles are polygons."""

    description: str
    geocodes: tuple[tuple[str, str], ...] = ()
    polygons: tuple[Ring, ...] = ()


@dataclass(frozen=True)
class CapInfo:
    """What is told in one language (情報)."""

    language: str
    categories: tuple[str, ...]
    event: str
    urgency: str
    severity: str
    certainty: str
    headline: str = ""
    description: str = ""
    instruction: str = ""
    responses: tuple[str, ...] = ()
    expires: datetime | None = None
    areas: tuple[CapArea, ...] = ()


@dataclass(frozen=True)
class CapAlert:
    """One message (警報). ``references`` are ``sender,identifier,sent`` of earlier ones."""

    identifier: str
    sender: str
    sent: datetime
    status: str
    message_type: str
    scope: str = "Public"
    references: tuple[str, ...] = ()
    note: str = ""
    infos: tuple[CapInfo, ...] = ()


def faults_of(alert: CapAlert) -> list[str]:
    """Return what the standard forbids in an alert, each as a short name; none when it is right."""
    return [*_of_alert(alert), *(fault for info in alert.infos for fault in _of_info(info))]


def _of_alert(alert: CapAlert) -> Iterator[str]:
    for name, value, allowed in (
        ("status", alert.status, STATUSES),
        ("msgType", alert.message_type, MESSAGE_TYPES),
        ("scope", alert.scope, SCOPES),
    ):
        if value not in allowed:
            yield name
    for name, value in (("identifier", alert.identifier), ("sender", alert.sender)):
        if not NO_BLANKS.fullmatch(value):
            yield name
    if alert.sent.tzinfo is None:
        yield "sent"
    if alert.message_type in {"Update", "Cancel"} and not alert.references:
        yield "references"


def _of_info(info: CapInfo) -> Iterator[str]:
    for name, values, allowed in (
        ("category", info.categories, CATEGORIES),
        ("responseType", info.responses, RESPONSES),
        ("urgency", (info.urgency,), URGENCIES),
        ("severity", (info.severity,), SEVERITIES),
        ("certainty", (info.certainty,), CERTAINTIES),
    ):
        if not allowed.issuperset(values):
            yield name
    if not info.categories:
        yield "category"
    if not info.event:
        yield "event"
    for area in info.areas:
        yield from _of_area(area)


def _of_area(area: CapArea) -> Iterator[str]:
    if not area.description:
        yield "areaDesc"
    for polygon in area.polygons:
        if len(polygon) < POLYGON_POINTS or polygon[0] != polygon[-1]:
            yield "polygon"
        if not all(map(_is_on_earth, polygon)):
            yield "polygon"


def _is_on_earth(point: Point) -> bool:
    return all(abs(given) <= most for given, most in zip(point, FARTHEST, strict=True))


def as_telegram(alert: CapAlert) -> Telegram:
    """Return an alert as a telegram, to be judged like any other (電文として読む).

    Its title is unknown to JMA's list, so that every CAP alert is held for a person: events are
    free text, and no two senders use the same. What the sender marks as an exercise or a test
    stays one; System, Draft, Ack and Error are kept as they are, and held for that, too.
    """
    first = alert.infos[0] if alert.infos else None
    areas = [area for info in alert.infos for area in info.areas]
    codes = [(name, code) for area in areas for name, code in area.geocodes]
    event = first.event if first else ""
    return Telegram(
        title=f"CAP {event}".strip(),
        status=_STATUS_OF.get(alert.status, alert.status),
        info_type=_TYPE_OF.get(alert.message_type, alert.message_type),
        info_kind="CAP",
        event=_first_identifier(alert),
        serial="",
        office=alert.sender,
        reported_at=alert.sent,
        text=(first.headline or first.description) if first else alert.note,
        items=tuple(Item(event, area_type=name, areas=(code,)) for name, code in codes),
    )


def _first_identifier(alert: CapAlert) -> str:
    """Return the identifier of the message that all others of its thread refer to."""
    for reference in alert.references:
        parts = reference.split(",")
        if len(parts) > 1:
            return parts[1]
    return alert.identifier
