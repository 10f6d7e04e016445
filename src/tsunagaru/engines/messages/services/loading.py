"""Loading the notices' texts (文例の読み込み)."""

import json
from datetime import datetime

from tsunagaru.engines.messages.definitions import TemplatesFile
from tsunagaru.engines.messages.models import Template
from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml

FILE = "texts/messages.yaml"


def read(folder: Folder) -> TemplatesFile | None:
    """Validate the notices' texts; a town without any has none."""
    return folder.read(FILE, TemplatesFile) if folder.has(FILE) else TemplatesFile(templates=[])


def apply(parsed: TemplatesFile, at: datetime) -> list[Change]:
    """Bring the stored texts to what the file says."""
    before = {row.code: row.content for row in Template.objects.all()}
    after = {t.code: t.model_dump(mode="json") for t in parsed.templates}
    Template.objects.filter(code__in=before.keys() - after.keys()).delete()
    for code, content in after.items():
        if before.get(code) != content:
            Template.objects.update_or_create(
                code=code, defaults={"content": content, "loaded_at": at}
            )
    return compare(
        {f"文例 {code}": json.dumps(c, sort_keys=True) for code, c in before.items()},
        {f"文例 {code}": json.dumps(c, sort_keys=True) for code, c in after.items()},
    )


def dump(folder: Folder) -> None:
    """Write the notices' texts back."""
    rows = Template.objects.order_by("code")
    if rows:
        folder.write(FILE, write_yaml({"templates": [row.content for row in rows]}))
