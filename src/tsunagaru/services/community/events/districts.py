"""What happens to offices and rosters of districts (役職と名簿の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class HeadAppointed(Event, name="district.head_appointed"):
    """Somebody took an office of a district (役職に就いた). ``subject`` is the term of office."""

    duty: str


@dataclass(frozen=True, kw_only=True)
class HeadEnded(Event, name="district.head_ended"):
    """Somebody left an office of a district (役職を終えた)."""

    duty: str


@dataclass(frozen=True, kw_only=True)
class OfficePassed(Event, name="district.office_passed"):
    """A head handed over to the next year's (来年度の区長へ引き継いだ). ``subject`` is the term."""


@dataclass(frozen=True, kw_only=True)
class OfficerAbsenceNoted(Event, name="district.absence_noted"):
    """An officer is absent for a time, or back (役員の不在). ``subject`` is the term of office."""

    duty: str


@dataclass(frozen=True, kw_only=True)
class RosterWritten(Event, name="roster.updated"):
    """A household wrote into its district's roster (名簿に書いた). ``subject`` is an act."""


@dataclass(frozen=True, kw_only=True)
class RosterViewed(Event, name="roster.viewed"):
    """Somebody looked into a district's roster (名簿を見た). ``subject`` is the look.

    Args:
        viewer: "leader", "group" or "town".
    """

    viewer: str
    entries: int = measure()


@dataclass(frozen=True, kw_only=True)
class PaperHomeEntered(Event, name="roster.home_entered"):
    """A head entered a household that lives on paper (紙の世帯を登録した).

    Args:
        matched: "yes" where the register knows the same household, and it is counted once.
    """

    matched: str


@dataclass(frozen=True, kw_only=True)
class PaperHomeChanged(Event, name="roster.home_updated"):
    """An entry was corrected (紙の世帯の記載を直した): ``head`` or ``town`` did it."""

    by: str


@dataclass(frozen=True, kw_only=True)
class PaperHomeMatched(Event, name="roster.home_matched"):
    """A head said whether an entry is a household of the register (同じ世帯かを判断した).

    Args:
        same: "yes" or "no".
        undone: "yes" where an earlier decision was taken back.
    """

    same: str
    undone: str


@dataclass(frozen=True, kw_only=True)
class PaperHomeRemoved(Event, name="roster.home_removed"):
    """An entry was deleted (紙の世帯の記載を消した).

    Args:
        by: "head", "town", "self" (who wrote into the roster, or was erased) or "moved".
    """

    by: str
