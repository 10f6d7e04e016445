"""Background work of the files (ファイルの後処理), started by ``conf/reactions.py``."""

from tsunagaru.ground.files.services import owning
from tsunagaru.kernel.events import Event


def sweep(event: Event) -> None:
    """Delete orphans when a day has ended (孤立ファイルの掃除)."""
    owning.drop_orphans(at=event.at)
