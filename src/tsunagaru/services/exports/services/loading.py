"""Loading the standard layout (標準レイアウトの読み込み)."""

import json
from datetime import datetime
from typing import Any

from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.exports.definitions import ExportsFile
from tsunagaru.services.exports.models import Layout

FILE = "exports.yaml"


def read(folder: Folder) -> list[ExportsFile]:
    """Validate the file; a town without it uses the product's columns."""
    parsed = folder.read(FILE, ExportsFile) if folder.has(FILE) else None
    return [parsed] if parsed else []


def apply(parsed: list[ExportsFile], at: datetime) -> list[Change]:
    """Bring what is stored to what the file says."""
    row = Layout.objects.first()
    before = [row.content] if row else []
    after = [one.model_dump(mode="json") for one in parsed]
    if before != after:
        Layout.objects.all().delete()
        Layout.objects.bulk_create(Layout(content=content, loaded_at=at) for content in after)
    return compare(_told(before), _told(after))


def _told(contents: list[Any]) -> dict[str, str]:
    told = [json.dumps(one, sort_keys=True) for one in contents]
    return dict(zip(("書き出しの列",), told, strict=False))


def dump(folder: Folder) -> None:
    """Write the file back."""
    row = Layout.objects.first()
    if row is not None:
        folder.write(FILE, write_yaml(row.content))
