"""Loading how the town takes in (取込みの設定の読み込み)."""

import json
from datetime import datetime
from typing import Any

from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.intake.definitions import IntakeFile
from tsunagaru.services.intake.models import Setup

FILE = "portal_intake.yaml"


def read(folder: Folder) -> list[IntakeFile]:
    """Validate the file; a town without it takes nothing in."""
    parsed = folder.read(FILE, IntakeFile) if folder.has(FILE) else None
    return [parsed] if parsed else []


def apply(parsed: list[IntakeFile], at: datetime) -> list[Change]:
    """Bring what is stored to what the file says."""
    row = Setup.objects.first()
    before = [row.content] if row else []
    after = [one.model_dump(mode="json", exclude_defaults=True) for one in parsed]
    if before != after:
        Setup.objects.all().delete()
        Setup.objects.bulk_create(Setup(content=content, loaded_at=at) for content in after)
    return compare(_told(before), _told(after))


def _told(contents: list[Any]) -> dict[str, str]:
    told = [json.dumps(one, sort_keys=True) for one in contents]
    return dict(zip(("国のポータルの取込み",), told, strict=False))


def dump(folder: Folder) -> None:
    """Write the file back."""
    row = Setup.objects.first()
    if row is not None:
        folder.write(FILE, write_yaml(row.content))
