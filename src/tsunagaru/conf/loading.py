"""Loading and dumping the town folder (町フォルダの読み込みと書き出し): all or nothing."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from tsunagaru.conf.packages import town_parts
from tsunagaru.kernel import individual_number
from tsunagaru.kernel.folder import Change, Edited, Folder
from tsunagaru.kernel.remembering import forget
from tsunagaru.services.security.queries.statements import accepted_in_definition


class CannotOverwrite(Exception):
    """The folder would undo what was edited in the browser (画面での変更と重なります)."""

    def __init__(self, changes: list[Change]) -> None:
        super().__init__("\n".join(str(change) for change in changes))


def load(
    root: Path, *, at: datetime, dry_run: bool = False, edited: Edited = Edited.REFUSE
) -> list[Change]:
    """Validate a town folder, then bring the database to what it says (読み込む).

    Args:
        root: the town's folder.
        at: the time of loading.
        dry_run: tell the differences, change nothing.
        edited: what to do with what was changed in the browser since it was loaded.

    Raises:
        CannotLoad: with every mistake, its file and line; the database is untouched.
        CannotOverwrite: an edit would be undone and nobody said so; the database is untouched.
    """
    folder = Folder(root, edited=edited)
    parts = town_parts()
    with individual_number.excusing(accepted_in_definition):
        parsed = [part.read(folder) for part in parts]
        folder.check()
    changes: list[Change] = []
    with transaction.atomic():
        for part, content in zip(parts, parsed, strict=True):
            if content is not None:
                changes += part.apply(content, at=at)
        lost = [change for change in changes if change.kind == "conflict"]
        if lost and edited is Edited.REFUSE and not dry_run:
            raise CannotOverwrite(lost)
        transaction.set_rollback(dry_run)
    forget()
    return changes


def dump(root: Path) -> None:
    """Write the town folder from the database (書き出す)."""
    folder = Folder(root)
    for part in town_parts():
        part.dump(folder)
