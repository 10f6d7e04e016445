"""Loading the shelters (避難所の読み込み)."""

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tsunagaru.kernel.folder import Change, Described, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.shelters.definitions import SheltersFile
from tsunagaru.services.shelters.models import Setup, Site

FILE, DISTRICTS = "shelters.yaml", "districts.csv"


def read(folder: Folder) -> list[SheltersFile]:
    """Validate the shelters; a town without the file has none."""
    parsed = folder.read(FILE, SheltersFile) if folder.has(FILE) else None
    if parsed is None:
        return []
    rows = csv.DictReader(folder.text(DISTRICTS).splitlines())
    known = {row.get("code", "") for row in rows}
    for place, one in enumerate(parsed.shelters):
        for key, codes in (("district", (one.district,)), ("serves", one.serves)):
            if unknown := next((code for code in codes if code not in known), ""):
                ja = f"区「{unknown}」が {DISTRICTS} にありません。"
                en = f"There is no district “{unknown}”."
                folder.document(FILE).refuse(("shelters", place, key), ja, en)
    return [parsed]


def apply(parsed: list[SheltersFile], at: datetime) -> list[Change]:
    """Bring what is stored to what the file says; what is gone can be opened no more."""
    row = Setup.objects.first()
    sites = {one.code: one.content for one in Site.objects.filter(retired=False)}
    settings, shelters = _content(parsed)
    changes = compare(
        dict(_told(row.content if row else {}, sites)), dict(_told(settings, shelters))
    )
    if settings and (row is None or row.content != settings):
        values = {"section": settings["section"], "content": settings, "loaded_at": at}
        Setup.objects.all().delete()
        Setup.objects.create(**values)
    if not settings:
        Setup.objects.all().delete()
    Site.objects.filter(code__in=sites.keys() - shelters.keys()).update(retired=True)
    for code, content in shelters.items():
        if sites.get(code) != content:
            values = {"content": content, "loaded_at": at, "retired": False}
            Site.objects.update_or_create(code=code, defaults=values)
    return changes


def _content(parsed: list[SheltersFile]) -> tuple[dict[str, Any], dict[str, Any]]:
    if not parsed:
        return {}, {}
    plain = parsed[0].model_dump(mode="json", exclude_defaults=True)
    return plain, {one["code"]: one for one in plain.pop("shelters")}


def _told(settings: dict[str, Any], sites: Mapping[str, Any]) -> Iterator[tuple[str, Described]]:
    if settings:
        yield "避難所の決まり", settings
    for code, content in sites.items():
        yield f"避難所 {code}", content


def dump(folder: Folder) -> None:
    """Write the shelters back."""
    row = Setup.objects.first()
    if row is not None:
        rows = Site.objects.filter(retired=False).order_by("code")
        folder.write(FILE, write_yaml({**row.content, "shelters": [one.content for one in rows]}))
