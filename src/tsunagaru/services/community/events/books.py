"""What happens in the books of associations (会員世帯・会費・会議の記録の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MemberEntered(Event, name="member.entered"):
    """An association entered a household (会員世帯を登録した). ``subject`` is the entry.

    Of dues and members the town counts how often something happened: neither where, nor how much.
    """


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event, name="member.left"):
    """A household is no member any more (会員世帯でなくなった); ``by`` "officer" or "moved"."""

    by: str


@dataclass(frozen=True, kw_only=True)
class DuesOpened(Event, name="dues.opened"):
    """An association settled a year's dues (年度の会費を決めた). ``subject`` is the year's book."""


@dataclass(frozen=True, kw_only=True)
class DuesReduced(Event, name="dues.reduced"):
    """A household pays another amount (会費を減額・免除した). ``subject`` is what it owes."""


@dataclass(frozen=True, kw_only=True)
class DuesCollected(Event, name="dues.collected"):
    """An officer took money from a household (会費を集めた); ``whole`` where it was all."""

    whole: str


@dataclass(frozen=True, kw_only=True)
class DuesCorrected(Event, name="dues.corrected"):
    """A row was taken back (集金を訂正した). ``subject`` is the row that takes it back."""


@dataclass(frozen=True, kw_only=True)
class MinutesDrafted(Event, name="minutes.drafted"):
    """A head began to write the minutes of a meeting (会議の記録の下書きを作った)."""


@dataclass(frozen=True, kw_only=True)
class MinutesPublished(Event, name="minutes.published"):
    """The households of a district read minutes (会議の記録を公開した)."""


@dataclass(frozen=True, kw_only=True)
class MinutesCorrected(Event, name="minutes.corrected"):
    """Published minutes got another version (会議の記録を訂正した)."""


@dataclass(frozen=True, kw_only=True)
class MinutesDropped(Event, name="minutes.dropped"):
    """A draft of minutes was dropped (会議の記録の下書きを取りやめた)."""
