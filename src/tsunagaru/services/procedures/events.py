"""Events of procedures (手続きの出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ProcedureSearched(Event, name="procedure.searched"):
    """Somebody looked for a procedure (手続きの検索). ``zero`` is yes when nothing was found."""

    zero: str
