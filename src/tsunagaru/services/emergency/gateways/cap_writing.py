"""Writing CAP 1.2 (共通警報プロトコルの書き出し), in the order the schema wants."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lxml import etree

from tsunagaru.kernel.clock import local
from tsunagaru.services.emergency.gateways.cap import NAMESPACE
from tsunagaru.services.emergency.rules.cap import CapAlert, CapArea, CapInfo, faults_of
from tsunagaru.services.emergency.rules.shapes import Ring


class CannotWrite(ValueError):
    """The standard does not allow such an alert (CAPに書けません)."""


def write_cap(alert: CapAlert) -> bytes:
    """Return an alert as CAP 1.2.

    Raises:
        CannotWrite: it is not what the standard allows.
    """
    if faults := faults_of(alert):
        raise CannotWrite(", ".join(faults))
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _add(root, "identifier", alert.identifier)
    _add(root, "sender", alert.sender)
    _add(root, "sent", _stamp(alert.sent))
    _add(root, "status", alert.status)
    _add(root, "msgType", alert.message_type)
    _add(root, "scope", alert.scope)
    _add(root, "note", alert.note)
    _add(root, "references", " ".join(alert.references))
    for info in alert.infos:
        _add_info(etree.SubElement(root, f"{{{NAMESPACE}}}info"), info)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _add_info(parent: Any, info: CapInfo) -> None:  # noqa: ANN401 - lxml has no types
    _add(parent, "language", info.language)
    _add_each(parent, "category", info.categories)
    _add(parent, "event", info.event)
    _add_each(parent, "responseType", info.responses)
    _add(parent, "urgency", info.urgency)
    _add(parent, "severity", info.severity)
    _add(parent, "certainty", info.certainty)
    _add(parent, "expires", _stamp(info.expires) if info.expires else "")
    _add(parent, "headline", info.headline)
    _add(parent, "description", info.description)
    _add(parent, "instruction", info.instruction)
    for area in info.areas:
        _add_area(etree.SubElement(parent, f"{{{NAMESPACE}}}area"), area)


def _add_area(parent: Any, area: CapArea) -> None:  # noqa: ANN401 - lxml has no types
    _add(parent, "areaDesc", area.description)
    _add_each(parent, "polygon", map(_ring, area.polygons))
    for name, code in area.geocodes:
        geocode = etree.SubElement(parent, f"{{{NAMESPACE}}}geocode")
        _add(geocode, "valueName", name)
        _add(geocode, "value", code)


def _add_each(parent: Any, name: str, texts: Iterable[str]) -> None:  # noqa: ANN401 - lxml has no types
    for text in texts:
        _add(parent, name, text)


def _add(parent: Any, name: str, text: str) -> None:  # noqa: ANN401 - lxml has no types
    if text:
        etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text


def _ring(points: Ring) -> str:
    return " ".join(f"{latitude:.6f},{longitude:.6f}" for latitude, longitude in points)


def _stamp(at: datetime) -> str:
    """Return a time as the standard wants it: to the second, with an offset, never ``Z``."""
    return local(at).isoformat(timespec="seconds")
