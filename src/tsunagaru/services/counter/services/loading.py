"""Loading the counters (窓口の読み込み)."""

import json
from collections.abc import Mapping
from datetime import datetime

from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.counter.definitions import CountersFile, GroupDefinition
from tsunagaru.services.counter.models import Group

FILE = "counters.yaml"


def read(folder: Folder) -> list[GroupDefinition]:
    """Validate the counters; a town without any has none."""
    parsed = folder.read(FILE, CountersFile) if folder.has(FILE) else None
    return parsed.groups if parsed else []


def apply(parsed: list[GroupDefinition], at: datetime) -> list[Change]:
    """Bring what is stored to what the file says; what is gone is used no more."""
    before = {row.code: row.content for row in Group.objects.filter(retired=False)}
    after = {one.code: one.model_dump(mode="json", exclude_defaults=True) for one in parsed}
    Group.objects.filter(code__in=before.keys() - after.keys()).update(retired=True)
    for code, content in after.items():
        if before.get(code) != content:
            fields = {"content": content, "section": content["section"], "loaded_at": at}
            Group.objects.update_or_create(code=code, defaults={**fields, "retired": False})
    return compare(_told(before), _told(after))


def _told(contents: Mapping[str, object]) -> dict[str, str]:
    return {f"窓口 {code}": json.dumps(c, sort_keys=True) for code, c in contents.items()}


def dump(folder: Folder) -> None:
    """Write the counters back."""
    rows = Group.objects.filter(retired=False).order_by("code")
    if rows:
        folder.write(FILE, write_yaml({"groups": [row.content for row in rows]}))
