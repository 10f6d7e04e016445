"""Keeping what came (届いたものを残す): nothing is lost, and no individual number is kept."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tsunagaru.ground.files import api as files
from tsunagaru.kernel import individual_number
from tsunagaru.services.intake.gateways.package import Package
from tsunagaru.services.intake.models import Arrival, Part
from tsunagaru.services.intake.rules.mapping import Item

KIND = "portal_arrival"
EVIDENCE, ODD = "evidence", "odd"


@dataclass
class Kept:
    """What was kept (残したもの).

    Args:
        items: the answers, numbers masked.
        ids: of kept files, by their name in the package.
        files: name, whether kept, and the sentence why not.
        masked: how many answers and pieces held an individual number.
    """

    items: list[Item] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    masked: int = 0

    @property
    def original(self) -> dict[str, Any]:
        """Return it as the table keeps it."""
        return {"items": [list(one) for one in self.items], "files": self.files, "ids": self.ids}


def keep(row: Arrival, package: Package, *, at: datetime) -> Kept:
    """Keep all of a package for its row (原本を残す).

    Attachments become files of the house where it takes them. Others, and all evidence, are kept
    as they came below the seal. A piece that holds an individual number is not kept at all.

    Source:
        番号法 第20条.
    """
    kept = Kept()
    for name, value in package.items:
        masked = individual_number.mask(value)
        kept.masked += masked != value
        kept.items.append((individual_number.mask(name), masked))
    for name, content in package.attachments.items():
        _keep_file(row, kept, name, content, at)
    for name, content in package.evidence.items():
        _keep_part(row, kept, EVIDENCE, name, content, at)
    return kept


def _keep_file(row: Arrival, kept: Kept, name: str, content: bytes, at: datetime) -> None:
    shown = individual_number.mask(name)
    kept.masked += shown != name
    upload = SimpleUploadedFile(shown.rsplit("/", 1)[-1] or "file", content)
    try:
        view = files.keep(upload, owner_kind=KIND, owner=row.pk, allowed=list(files.KINDS), at=at)
    except files.CannotKeep as refusal:
        why = files.explain(refusal, "ja")
        if refusal.reason is files.Reason.NUMBER_INSIDE:
            kept.masked += 1
            kept.files.append(_told(shown, why))
        else:
            _keep_part(row, kept, ODD, name, content, at, why=why)
        return
    files.attach([view.id], row.pk, at=at)
    kept.ids[shown] = str(view.id)
    kept.files.append(_told(view.name, "", str(view.id)))


def _keep_part(  # noqa: PLR0913 - row, tally, role, name, content, time, reason
    row: Arrival, kept: Kept, role: str, name: str, content: bytes, at: datetime, *, why: str = ""
) -> None:
    shown = individual_number.mask(name)
    if files.content_holds_number(content):
        kept.masked += 1
        kept.files.append(_told(shown, "個人番号と思われる数字があるため、残していません。"))
        return
    part = Part.objects.create(
        arrival=row,
        role=role,
        name=shown,
        content=base64.b64encode(content).decode(),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        at=at,
    )
    kept.files.append(_told(shown, why, part=str(part.pk)))


def _told(name: str, why: str, file: str = "", *, part: str = "") -> dict[str, Any]:
    return {"name": name, "why": why, "file": file, "part": part}


def content_of(part: Part) -> bytes:
    """Return a piece as it came (原本)."""
    return base64.b64decode(part.content)


def known_files(original: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of kept files by their name in the package."""
    return dict(original.get("ids") or {})
