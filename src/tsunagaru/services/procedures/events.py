"""Events of procedures (手続きの出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class ProcedureSearched(Event, name="procedure.searched"):
    """Somebody looked for a procedure (手続きの検索). ``zero`` is yes when nothing was found."""

    zero: str


@dataclass(frozen=True, kw_only=True)
class RegisterChanged(Event, name="register.changed"):
    """The register of procedures says something else (手続台帳の更新).

    Args:
        source: folder, upload or page.
        changes: how many values differ.
    """

    source: str
    changes: int = measure()


@dataclass(frozen=True, kw_only=True)
class SealDecided(Event, name="seal.decided"):
    """The seal of a procedure was reviewed (押印見直しの決定).

    Args:
        verdict: abolish, sign, keep or restore.
        before: kind of seal until now.
        after: kind of seal from now on.
    """

    procedure: str
    section: str
    verdict: str
    before: str
    after: str
