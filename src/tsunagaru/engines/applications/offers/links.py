"""The link in letters to third parties (記入用のリンク): made when they leave, kept nowhere."""

from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications.queries.parts import code_of, part_row, path_of


def part_link(contribution: UUID, _to: UUID | None, _at: datetime) -> str:
    """Return the path that opens a part; one called back meanwhile says so by itself."""
    return path_of(code_of(contribution)) if part_row(contribution) else ""
