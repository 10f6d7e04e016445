"""Events of emergency (災害時の情報の出来事). ``subject``: the telegram, draft or announcement."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class TelegramReceived(Event, name="emergency.telegram_received"):
    """A telegram came and was judged by the town's rules (電文を受け取り、判定した).

    Args:
        kind: such as weather, quake, volcano.
        action: draft, cancel, hold or ignore.
        level: 1 to 5, 0 for an all-clear, empty where nothing of the town is concerned.
        drill: ``yes`` for drills and tests.
        why: why it was judged so.
    """

    kind: str
    action: str
    level: str
    drill: str
    why: str


@dataclass(frozen=True, kw_only=True)
class TelegramClosed(Event, name="emergency.telegram_closed"):
    """A person dealt with a held telegram (保留の電文を確かめた).

    Args:
        outcome: ``drafted``, or ``none`` where no alert was needed.
    """

    kind: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class AlertDrafted(Event, name="emergency.alert_drafted"):
    """The draft of an alert waits for a person (警報の案ができた).

    Args:
        correction: ``yes`` when it replaces a waiting draft of the same thread.
    """

    kind: str
    level: str
    drill: str
    correction: str


@dataclass(frozen=True, kw_only=True)
class AlertEdited(Event, name="emergency.alert_edited"):
    """A person changed the words of a draft (警報の案を直した)."""

    kind: str
    level: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class AlertDiscarded(Event, name="emergency.alert_discarded"):
    """A person decided to send nothing (警報の案を使わないことにした)."""

    kind: str
    level: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class AlertSuperseded(Event, name="emergency.alert_superseded"):
    """Newer information took a draft's place (警報の案が新しい情報に置き換わった)."""

    kind: str
    level: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class AlertCancelled(Event, name="emergency.alert_cancelled"):
    """The sender withdrew what a draft was made from (警報の案が取り消された)."""

    kind: str
    level: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class AlertAsked(Event, name="emergency.alert_asked"):
    """Somebody asked another person to confirm an alert (発令の確認を求めた).

    Args:
        what: issue, update, lift or withdraw.
    """

    kind: str
    level: str
    drill: str
    what: str


@dataclass(frozen=True, kw_only=True)
class AlertDropped(Event, name="emergency.alert_dropped"):
    """What waited for confirmation is not said (発令を取りやめた)."""

    kind: str
    level: str
    drill: str
    what: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationWaived(Event, name="emergency.confirmation_waived"):
    """One person issued an alert alone, saying why (緊急のため一人で発令した)."""

    kind: str
    level: str
    drill: str
    what: str


@dataclass(frozen=True, kw_only=True)
class AlertIssued(Event, name="emergency.alert_issued"):
    """An alert, what followed it, or its end was said (警報・続報・解除を発表した).

    Args:
        waived: ``yes`` where nobody confirmed it.
        waited_s: from asking to saying it.
    """

    kind: str
    level: str
    drill: str
    what: str
    waived: str
    waited_s: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class AlertEnded(Event, name="emergency.alert_ended"):
    """An alert is in force no more (警報が終わった).

    Args:
        how: lifted, withdrawn or expired.
    """

    kind: str
    drill: str
    how: str


@dataclass(frozen=True, kw_only=True)
class AlertDispatched(Event, name="alert.dispatched"):
    """Every recipient of an alert has an outcome on every channel (警報を送り終えた).

    Args:
        latency_s: since it was decided to send it.
    """

    what: str
    level: str
    latency_s: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class FeedMissed(Event, name="emergency.feed_missed"):
    """A feed of telegrams has not come whole for some rounds (フィードが届かなくなった)."""


@dataclass(frozen=True, kw_only=True)
class FeedRestored(Event, name="emergency.feed_restored"):
    """A feed that was silent came whole again (フィードが再び届いた)."""
