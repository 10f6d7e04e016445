"""Loading the standard layout (標準レイアウトの読み込み)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.exports.definitions import ExportsFile
from tsunagaru.services.exports.models import Layout

FILE = "exports.yaml"


def read(folder: Folder) -> ExportsFile | None:
    """Validate the file; a town without it uses the product's columns."""
    return folder.read(FILE, ExportsFile) if folder.has(FILE) else None


def apply(parsed: ExportsFile | None, at: datetime) -> Sequence[Change]:
    """Bring what is stored to what the file says."""
    row = Layout.objects.first()
    before = {} if row is None else {"案件": row.content}
    after = {} if parsed is None else {"案件": parsed.model_dump(mode="json")}
    if before != after:
        Layout.objects.all().delete()
        for content in after.values():
            Layout.objects.create(content=content, loaded_at=at)
    return compare(_told(before), _told(after))


def _told(contents: Mapping[str, object]) -> dict[str, str]:
    return {f"書き出しの列 {name}": json.dumps(c, sort_keys=True) for name, c in contents.items()}


def dump(folder: Folder) -> None:
    """Write the file back."""
    row = Layout.objects.first()
    if row is not None:
        folder.write(FILE, write_yaml(row.content))
