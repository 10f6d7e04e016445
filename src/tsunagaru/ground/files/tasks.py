"""Background work of the files (ファイルの後処理), started by ``conf/reactions.py``."""

from tsunagaru.ground.files.events import FileKept
from tsunagaru.ground.files.services import owning, scanning
from tsunagaru.kernel.events import Event, outward


def sweep(event: Event) -> None:
    """Delete orphans when a day has ended (孤立ファイルの掃除)."""
    owning.drop_orphans(at=event.at)


@outward
def scan(event: FileKept) -> None:
    """Have a new file scanned (ウイルス検査). Without a scanner it stays "not scanned"."""
    scanning.scan(event.subject, at=event.at)


@outward
def scan_waiting(event: Event) -> None:
    """Scan what waits, when the scanner is back (再検査)."""
    scanning.scan_waiting(at=event.at)
