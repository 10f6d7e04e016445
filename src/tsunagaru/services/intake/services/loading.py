"""Loading how the town takes in (取込みの設定の読み込み)."""

import json
from collections.abc import Sequence
from datetime import datetime

from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.intake.definitions import IntakeFile
from tsunagaru.services.intake.models import Setup

FILE = "portal_intake.yaml"


def read(folder: Folder) -> IntakeFile | None:
    """Validate the file; a town without it takes nothing in."""
    return folder.read(FILE, IntakeFile) if folder.has(FILE) else None


def apply(parsed: IntakeFile | None, at: datetime) -> Sequence[Change]:
    """Bring what is stored to what the file says."""
    row = Setup.objects.first()
    before = {} if row is None else {"portal_intake": row.content}
    content = parsed.model_dump(mode="json", exclude_defaults=True) if parsed else None
    after = {} if content is None else {"portal_intake": content}
    if before != after:
        Setup.objects.all().delete()
        if content is not None:
            Setup.objects.create(content=content, loaded_at=at)
    return compare(_told(before), _told(after))


def _told(contents: dict[str, object]) -> dict[str, str]:
    return {
        f"国のポータルの取込み {key}": json.dumps(c, sort_keys=True) for key, c in contents.items()
    }


def dump(folder: Folder) -> None:
    """Write the file back."""
    row = Setup.objects.first()
    if row is not None:
        folder.write(FILE, write_yaml(row.content))
