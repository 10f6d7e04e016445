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


@dataclass(frozen=True, kw_only=True)
class SafetyRequested(Event, name="safety.requested"):
    """The people of a district were asked whether they are safe (安否をたずねた).

    Args:
        drill: ``yes`` for an exercise; then nobody's real safety is counted.
        people: how many were written to.
    """

    drill: str
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class SafetyResponded(Event, name="safety.responded"):
    """Somebody said how they are, or it was said of them (安否の返事があった).

    Args:
        state: safe, help or injured.
        asked: ``yes`` where a message went to them.
        first: ``yes`` for a person's first answer in the round.
        minutes: since the round was opened.
    """

    drill: str
    state: str
    asked: str
    first: str
    minutes: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class SafetyEscalated(Event, name="safety.escalated"):
    """A step was taken for those of whom nothing was heard (返事のない方への手順).

    Args:
        step: every_way, call_list or loudspeaker.
        by_hand: ``yes`` where a person took it before its time.
        people: how many had not answered.
    """

    drill: str
    step: str
    by_hand: str
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class SafetyClosed(Event, name="safety.closed"):
    """A round of asking ended (安否確認を終えた).

    Args:
        how: hand, time, or real where a drill gave way to the real thing.
    """

    drill: str
    how: str


@dataclass(frozen=True, kw_only=True)
class SafetyShared(Event, name="safety.shared"):
    """A resident agreed to others seeing it, or no longer (安否の共有の同意).

    Args:
        what: family, group or head.
        given: ``yes`` or ``no``.
    """

    what: str
    given: str


@dataclass(frozen=True, kw_only=True)
class DutyNamed(Event, name="safety.duty_named"):
    """The head of a district or the keeper of a group was named, or ended (区長・団体の登録).

    Args:
        what: head or group.
        ended: ``yes`` where it ended.
    """

    what: str
    ended: str


@dataclass(frozen=True, kw_only=True)
class SupportListed(Event, name="support.listed"):
    """Somebody's entry on the list of those who need support was written (名簿に載せた・直した).

    Args:
        what: added, changed or removed.
        consent: to being told to supporters in ordinary times: yes, no or unknown.
        plan: ``yes`` where there is an evacuation plan.
    """

    what: str
    consent: str
    plan: str


@dataclass(frozen=True, kw_only=True)
class NamesDisclosed(Event, name="support.disclosed"):
    """Names were handed over to supporters (名簿情報を提供した).

    Args:
        what: list, or silent for those who did not answer.
        to: the supporter's code.
        basis: the ground's code; empty where all agreed.
        people: how many names.
    """

    what: str
    to: str
    basis: str
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class HeadquartersStaged(Event, name="headquarters.staged"):
    """The headquarters was opened, or its stage changed (災害対策本部の体制)."""

    drill: str
    stage: str


@dataclass(frozen=True, kw_only=True)
class HeadquartersClosed(Event, name="headquarters.closed"):
    """The headquarters ended (災害対策本部を廃止した)."""

    drill: str


@dataclass(frozen=True, kw_only=True)
class ChronologyWritten(Event, name="headquarters.written"):
    """An entry was added to the chronology (クロノロジーに記録した)."""

    drill: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class TaskMoved(Event, name="headquarters.task_moved"):
    """A task of the headquarters was made, begun, finished or dropped (タスクが動いた).

    Args:
        late: ``yes`` after its due time.
    """

    drill: str
    state: str
    late: str


@dataclass(frozen=True, kw_only=True)
class SituationReported(Event, name="headquarters.reported"):
    """A report of how things stand was made (被害状況報告を作った)."""

    drill: str
