"""What happens in districts (地域活動の出来事). ``subject`` is the circular, unless said."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class CircularDrafted(Event, name="circular.drafted"):
    """Somebody began to write a circular (下書きを作った): ``town`` or ``district``."""

    origin: str


@dataclass(frozen=True, kw_only=True)
class CircularAsked(Event, name="circular.approval_asked"):
    """The author asked somebody else to approve (承認を求めた)."""

    correction: str


@dataclass(frozen=True, kw_only=True)
class CircularReturned(Event, name="circular.returned"):
    """It was given back to its author with a reason (差し戻した)."""

    correction: str


@dataclass(frozen=True, kw_only=True)
class CircularReleased(Event, name="circular.released"):
    """A circular went out to its households (回覧を始めた)."""

    origin: str
    households: int = measure()
    on_paper: int = measure()


@dataclass(frozen=True, kw_only=True)
class CircularCorrected(Event, name="circular.corrected"):
    """A circular that was out got other words (訂正した)."""

    origin: str
    read_before: int = measure()


@dataclass(frozen=True, kw_only=True)
class CircularWithdrawn(Event, name="circular.withdrawn"):
    """A circular was taken back with a reason (取り下げた): ``town`` or ``district`` did it."""

    origin: str
    by: str


@dataclass(frozen=True, kw_only=True)
class CircularClosed(Event, name="circular.closed"):
    """The deadline of a circular passed (期限が過ぎた)."""

    origin: str
    households: int = measure()
    reached: int = measure()


@dataclass(frozen=True, kw_only=True)
class CircularDropped(Event, name="circular.cancelled"):
    """A draft is not sent (取りやめた)."""

    origin: str


@dataclass(frozen=True, kw_only=True)
class HouseholdReached(Event, name="circular.household_reached"):
    """How a circular reached one household is settled (1世帯への到達が定まった).

    ``subject`` is the delivery.

    Args:
        reached7: "yes" where it was read, or handed round on paper, within the town's days.
        way: "online", "paper", or "none" where the deadline passed first.
    """

    reached7: str
    way: str


@dataclass(frozen=True, kw_only=True)
class CircularPrinted(Event, name="circular.printed"):
    """The paper copies of a circular were printed (印刷した)."""

    copies: int = measure()


@dataclass(frozen=True, kw_only=True)
class PaperChanged(Event, name="circular.paper_changed"):
    """Paper stopped for a household, or came back (紙が止まった・戻った). ``subject`` is an act.

    Args:
        to: "stopped" or "resumed".
        why: "chosen", "confirmed", "read", "unread" or "moved".
    """

    to: str
    why: str


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
class PaperHomeRemoved(Event, name="roster.home_removed"):
    """An entry was deleted (紙の世帯の記載を消した).

    Args:
        by: "head", "town", "self" (who wrote into the roster, or was erased) or "moved".
    """

    by: str


@dataclass(frozen=True, kw_only=True)
class GatheringPosted(Event, name="gathering.posted"):
    """A head posted an event of the district (行事を載せた). ``subject`` is the event."""


@dataclass(frozen=True, kw_only=True)
class GatheringChanged(Event, name="gathering.changed"):
    """An event takes place otherwise (行事を変えた). ``subject`` is the event."""


@dataclass(frozen=True, kw_only=True)
class GatheringCancelled(Event, name="gathering.cancelled"):
    """An event does not take place (行事を中止した). ``subject`` is the event."""


@dataclass(frozen=True, kw_only=True)
class GatheringEnded(Event, name="gathering.ended"):
    """The day of an event is over (行事が終わった). ``subject`` is the event.

    Args:
        people: who had a place.
    """

    households: int = measure()
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class GatheringCounted(Event, name="gathering.counted"):
    """A head noted who came (出欠を記録した); once more for a correction. ``subject`` as above."""

    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class SignedUp(Event, name="gathering.joined"):
    """A household signed up for an event (参加を申し込んだ). ``subject`` is the sign-up.

    Args:
        way: "online", "phone" or "paper"; all but the first the head entered.
        place: "in" or "waiting".
    """

    way: str
    place: str
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class SignUpChanged(Event, name="gathering.sign_up_changed"):
    """A household comes with more people or fewer (申込みを変えた). ``subject`` is the sign-up."""


@dataclass(frozen=True, kw_only=True)
class SignUpMoved(Event, name="gathering.place_given"):
    """A household that waited has a place (繰り上がった). ``subject`` is the sign-up."""


@dataclass(frozen=True, kw_only=True)
class SignUpWithdrawn(Event, name="gathering.withdrawn"):
    """A household does not come (申込みを取り消した); ``by`` "household", "head" or "moved"."""

    by: str


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
