"""Telegrams of the meteorological agency (気象庁防災情報XML), as `Telegram`.

Everything a town decides on stands in the headline: kinds with the areas they hold for. Only the
Nankai-trough information says its grade in the body.

Source:
    気象庁防災情報XMLフォーマット 技術資料 (jmx.xsd, jmx_ib.xsd).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tsunagaru.services.emergency.gateways.xml import CannotRead, read_xml
from tsunagaru.services.emergency.rules.telegram import AreaType, Item, Telegram

NAMESPACE = "http://xml.kishou.go.jp/jmaxml1/"
EVERYWHERE = "JP"
LONGEST = 400  # of the codes and names that are kept; real ones are below 60


def read_telegram(raw: bytes) -> Telegram:
    """Return a telegram of the agency.

    Raises:
        CannotRead: it is refused, or no telegram.
    """
    root = read_xml(raw)
    if root.tag != f"{{{NAMESPACE}}}Report":
        raise CannotRead("気象庁防災情報XMLではありません。")
    head = root.find("{*}Head")
    if head is None or root.find("{*}Control") is None:
        raise CannotRead("気象庁防災情報XMLの管理部（Control）かヘッダ部（Head）がありません。")
    return Telegram(
        title=_needed(root, "{*}Control/{*}Title", "Control/Title"),
        status=_needed(root, "{*}Control/{*}Status", "Control/Status"),
        info_type=_needed(head, "{*}InfoType", "Head/InfoType"),
        info_kind=_text(head, "{*}InfoKind"),
        event=_text(head, "{*}EventID"),
        serial=_text(head, "{*}Serial"),
        office=_text(root, "{*}Control/{*}EditorialOffice"),
        reported_at=_time(head),
        text=(head.findtext("{*}Headline/{*}Text") or "").strip(),
        items=(*_items(head), *_grades(root)),
    )


def _items(head: Any) -> Iterator[Item]:  # noqa: ANN401 - lxml has no types
    """Yield each kind in the headline with its areas, in the order of the telegram."""
    for item in head.iterfind("{*}Headline/{*}Information/{*}Item"):
        for areas in item.iterfind("{*}Areas"):
            codes = (_text(area, "{*}Code") for area in areas.iterfind("{*}Area"))
            known = tuple(code for code in codes if code)
            for kind in item.iterfind("{*}Kind"):
                yield Item(
                    name=_text(kind, "{*}Name"),
                    code=_text(kind, "{*}Code"),
                    condition=_text(kind, "{*}Condition"),
                    area_type=areas.get("codeType", "")[:LONGEST],
                    areas=known,
                )


def _grades(root: Any) -> Iterator[Item]:  # noqa: ANN401 - lxml has no types
    """Yield the grade of information for the whole country (南海トラフ地震臨時情報)."""
    for serial in root.iterfind("{*}Body/{*}EarthquakeInfo/{*}InfoSerial"):
        name, code = _text(serial, "{*}Name"), _text(serial, "{*}Code")
        yield Item(name=name, code=code, area_type=AreaType.EVERYWHERE, areas=(EVERYWHERE,))


def _text(element: Any, path: str) -> str:  # noqa: ANN401 - lxml has no types
    return (element.findtext(path) or "").strip()[:LONGEST]


def _needed(element: Any, path: str, name: str) -> str:  # noqa: ANN401 - lxml has no types
    found = _text(element, path)
    if not found:
        raise CannotRead(f"気象庁防災情報XMLに {name} がありません。")
    return found


def _time(head: Any) -> datetime:  # noqa: ANN401 - lxml has no types
    written = _needed(head, "{*}ReportDateTime", "Head/ReportDateTime")
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise CannotRead("Head/ReportDateTime が日時ではありません。") from None
    if found.tzinfo is None:
        raise CannotRead("Head/ReportDateTime に時差がありません。")
    return found
