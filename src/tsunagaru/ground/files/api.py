"""The door to files (添付ファイルの窓口)."""

from tsunagaru.ground.files.gateways.tables import CannotReadTable, write_csv, write_xlsx
from tsunagaru.ground.files.gateways.tables import read as read_table
from tsunagaru.ground.files.queries import (
    FileView,
    UnknownFile,
    Whose,
    content,
    explain,
    files_of,
    hashes,
    may_read,
    read,
    scan_state,
    standing_of,
    whose,
)
from tsunagaru.ground.files.rules.kinds import KINDS
from tsunagaru.ground.files.rules.refusals import MAX_BYTES, CannotKeep, Reason
from tsunagaru.ground.files.services.keeping import keep
from tsunagaru.ground.files.services.looking import (
    content_holds_number,
    fingerprint,
    holds_number,
    kept_after,
    was_kept,
)
from tsunagaru.ground.files.services.owning import (
    CannotAttach,
    attach,
    drop,
    drop_orphans,
    quarantine,
)
from tsunagaru.ground.files.services.scanning import scan, scan_waiting
from tsunagaru.ground.files.services.serving import (
    CannotOpenUnscanned,
    readable,
    response_for,
)

__all__ = [
    "KINDS",
    "MAX_BYTES",
    "CannotAttach",
    "CannotKeep",
    "CannotOpenUnscanned",
    "CannotReadTable",
    "FileView",
    "Reason",
    "UnknownFile",
    "Whose",
    "attach",
    "content",
    "content_holds_number",
    "drop",
    "drop_orphans",
    "explain",
    "files_of",
    "fingerprint",
    "hashes",
    "holds_number",
    "keep",
    "kept_after",
    "may_read",
    "quarantine",
    "read",
    "read_table",
    "readable",
    "response_for",
    "scan",
    "scan_state",
    "scan_waiting",
    "standing_of",
    "was_kept",
    "whose",
    "write_csv",
    "write_xlsx",
]
