"""Reading CAP 1.2 (共通警報プロトコルの読み取り)."""

from datetime import datetime
from typing import Any

from tsunagaru.services.emergency.gateways.xml import CannotRead, read_xml
from tsunagaru.services.emergency.rules.cap import CapAlert, CapArea, CapInfo, faults_of
from tsunagaru.services.emergency.rules.shapes import Ring, circle

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LONGEST = 4000
FARTHEST_KM = 1000.0  # what is greater is not drawn as a circle


def read_cap(raw: bytes) -> CapAlert:
    """Return an alert in CAP 1.2.

    Raises:
        CannotRead: it is refused, no CAP 1.2, or not what the standard allows.
    """
    root = read_xml(raw)
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise CannotRead("CAP 1.2 の警報ではありません。")
    alert = CapAlert(
        identifier=_text(root, "identifier"),
        sender=_text(root, "sender"),
        sent=_time(_text(root, "sent")),
        status=_text(root, "status"),
        message_type=_text(root, "msgType"),
        scope=_text(root, "scope"),
        references=tuple(_text(root, "references").split()),
        note=_text(root, "note"),
        infos=tuple(_info(info) for info in root.iterfind("{*}info")),
    )
    if faults := faults_of(alert):
        raise CannotRead(f"CAP 1.2 に合わないところがあります（{'、'.join(faults)}）。")
    return alert


def _info(info: Any) -> CapInfo:  # noqa: ANN401 - lxml has no types
    expires = _text(info, "expires")
    return CapInfo(
        language=_text(info, "language") or "en-US",
        categories=_texts(info, "category"),
        event=_text(info, "event"),
        urgency=_text(info, "urgency"),
        severity=_text(info, "severity"),
        certainty=_text(info, "certainty"),
        headline=_text(info, "headline"),
        description=_text(info, "description"),
        instruction=_text(info, "instruction"),
        responses=_texts(info, "responseType"),
        expires=_time(expires) if expires else None,
        areas=tuple(_area(area) for area in info.iterfind("{*}area")),
    )


def _area(area: Any) -> CapArea:  # noqa: ANN401 - lxml has no types
    codes = area.iterfind("{*}geocode")
    return CapArea(
        description=_text(area, "areaDesc"),
        geocodes=tuple((_text(code, "valueName"), _text(code, "value")) for code in codes),
        polygons=(
            *(_points(polygon) for polygon in _texts(area, "polygon")),
            *(_circle(given) for given in _texts(area, "circle")),
        ),
    )


def _circle(given: str) -> Ring:
    """Return a circle, written ``latitude,longitude kilometres``, as a polygon around it."""
    middle, _, radius_km = given.partition(" ")
    points = _points(middle)
    try:
        kilometres = float(radius_km)
    except ValueError:
        raise CannotRead("CAP 1.2 の circle が読めません。") from None
    if len(points) != 1 or not 0 <= kilometres <= FARTHEST_KM:
        raise CannotRead("CAP 1.2 の circle が読めません。")
    return circle(points[0], kilometres)


def _points(polygon: str) -> Ring:
    try:
        pairs = [tuple(map(float, pair.split(","))) for pair in polygon.split()]
        return tuple((latitude, longitude) for latitude, longitude in pairs)
    except ValueError:
        raise CannotRead("CAP 1.2 の polygon が読めません。") from None


def _text(element: Any, name: str) -> str:  # noqa: ANN401 - lxml has no types
    return (element.findtext(f"{{*}}{name}") or "").strip()[:LONGEST]


def _texts(element: Any, name: str) -> tuple[str, ...]:  # noqa: ANN401 - lxml has no types
    return tuple((one.text or "").strip() for one in element.iterfind(f"{{*}}{name}"))


def _time(written: str) -> datetime:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise CannotRead("CAP 1.2 の日時が読めません。") from None
    if found.tzinfo is None:
        raise CannotRead("CAP 1.2 の日時に時差がありません。")
    return found
