"""Events of asking whether everybody is safe (安否の出来事). ``subject``: the round or the row."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


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
