"""The door to files (添付ファイルの窓口)."""

from tsunagaru.ground.files.queries import (
    FileView,
    UnknownFile,
    content,
    explain,
    files_of,
    may_read,
    read,
)
from tsunagaru.ground.files.rules.kinds import KINDS
from tsunagaru.ground.files.rules.refusals import MAX_BYTES, CannotKeep, Reason
from tsunagaru.ground.files.services.keeping import keep
from tsunagaru.ground.files.services.owning import (
    CannotAttach,
    attach,
    drop,
    drop_orphans,
    quarantine,
)
from tsunagaru.ground.files.services.serving import response_for

__all__ = [
    "KINDS",
    "MAX_BYTES",
    "CannotAttach",
    "CannotKeep",
    "FileView",
    "Reason",
    "UnknownFile",
    "attach",
    "content",
    "drop",
    "drop_orphans",
    "explain",
    "files_of",
    "keep",
    "may_read",
    "quarantine",
    "read",
    "response_for",
]
