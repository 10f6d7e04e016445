"""Issuing alerts (発令): one person asks, another confirms, and it leaves in the same moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.events import AlertAsked
from tsunagaru.services.emergency.models import Alert, Announcement, Draft, Setup
from tsunagaru.services.emergency.models.alerts import BY_HAND
from tsunagaru.services.emergency.queries import alerts as queries
from tsunagaru.services.emergency.queries import issuing
from tsunagaru.services.emergency.rules.states import AlertState, State, Step, What
from tsunagaru.services.emergency.rules.triggers import LIFTED
from tsunagaru.services.emergency.rules.wording import Words, marked
from tsunagaru.services.emergency.services.saying import say
from tsunagaru.services.emergency.services.telling import let_go, told


class CannotIssue(Exception):
    """It waits no more, or the town issues none (発令できません)."""


class CannotConfirmOwn(Exception):
    """Who asked may not confirm, and the two need a confirming role (確認できません)."""


class AlreadyAsked(Exception):
    """Somebody asked for this before (すでに求められています)."""

    def __init__(self, announcement: UUID) -> None:
        super().__init__(str(announcement))
        self.announcement = announcement


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody wants to be said (発令の内容).

    Args:
        level: 1 to 5; 0 ends the alert.
        districts: codes; none for the whole town.
        key: made with the form, so that a form sent twice is one alert.
        draft: from which it is issued, if any; then its level and drill count.
        alert: which it updates or ends, if any.
        withdraws: an end because it was wrong, rather than over.
    """

    level: int
    words: Words
    lasts_hours: int
    districts: Sequence[str] = ()
    key: UUID = field(default_factory=uuid4)
    draft: UUID | None = None
    alert: UUID | None = None
    drill: bool = False
    withdraws: bool = False


@transaction.atomic
def propose(proposal: Proposal, *, by: Actor, at: datetime, because: str = "") -> UUID:
    """Ask another person to confirm an alert; or say it alone, and why (発令を求める).

    A form sent twice, or two people at once, make one alert: the second finds the first's.

    Args:
        because: why nobody else confirms; empty asks for confirmation.

    Returns:
        The announcement.

    Raises:
        CannotIssue: the draft waits no more, the alert is over, the town issues none, or this
            person works in another section.
        AlreadyAsked: somebody else asked for it before.

    Publishes:
        AlertAsked; with ``because`` as ``saying.say`` does
    """
    # One after the other, as telegrams: see ``ingesting.take``.
    setup = Setup.objects.select_for_update(no_key=True).first()
    if setup is None or not setup.issuing or not by.works_in(setup.section):
        raise CannotIssue
    if again := Announcement.objects.filter(pk=proposal.key).first():
        raise AlreadyAsked(again.pk)
    draft = _waiting(proposal.draft) if proposal.draft else None
    alert = _alert(proposal, draft, setup.section, at)
    row = _asked(proposal, draft, alert, by, at)
    publish(told(AlertAsked, row, at))
    audit(actor=by, action="emergency.alert_asked", subject=row.pk, at=at)
    if because:
        row.because = because
        say(row, by=by, at=at)
    return row.pk


def _waiting(draft: UUID) -> Draft:
    row = Draft.objects.select_for_update(no_key=True).filter(pk=draft).first()
    said = row.announcements.exclude(state=Step.DROPPED).first() if row else None
    if said is not None:
        raise AlreadyAsked(said.pk)
    if row is None or row.state != State.WAITING:
        raise CannotIssue
    return row


def _alert(proposal: Proposal, draft: Draft | None, section: str, at: datetime) -> Alert:
    """Return the alert it belongs to, or a new one; only what began can be ended."""
    if proposal.alert:
        found = Alert.objects.select_for_update(no_key=True).filter(pk=proposal.alert).first()
    else:
        found = queries.live_in(draft.thread) if draft else None
    if found is not None:
        if waiting := found.announcements.filter(state=Step.ASKED).first():
            raise AlreadyAsked(waiting.pk)
        if found.state != AlertState.IN_FORCE:
            raise CannotIssue
        return found
    if proposal.alert or _level(proposal, draft) == LIFTED:
        raise CannotIssue
    key = uuid4()
    return Alert.objects.create(
        pk=key,
        thread=draft.thread if draft else str(key),
        kind=draft.kind if draft else BY_HAND,
        drill=draft.drill if draft else proposal.drill,
        state=AlertState.ASKED,
        section=draft.section if draft else section,
        begun_at=at,
    )


def _level(proposal: Proposal, draft: Draft | None) -> int:
    return draft.level if draft else proposal.level


def _asked(
    proposal: Proposal, draft: Draft | None, alert: Alert, by: Actor, at: datetime
) -> Announcement:
    if by.staff is None:
        raise CannotIssue
    level = _level(proposal, draft)
    last = queries.last_word(alert)
    ends = level == LIFTED
    return Announcement.objects.create(
        pk=proposal.key,
        alert=alert,
        number=alert.announcements.count() + 1,
        what=_what(proposal, draft, last),
        draft=draft,
        level=level,
        districts=last.districts if ends and last else list(proposal.districts),
        words=marked(proposal.words) if alert.drill else proposal.words,
        state=Step.ASKED,
        asked_by=by.staff,
        asked_at=at,
        leads=queries.leads_in(by, alert.section, at),
        expires_at=at + timedelta(hours=proposal.lasts_hours),
    )


def _what(proposal: Proposal, draft: Draft | None, last: Announcement | None) -> What:
    if last is None:
        return What.ISSUE
    if _level(proposal, draft) != LIFTED:
        return What.UPDATE
    setup = issuing()
    wrong = setup is not None and draft is not None and draft.text == setup.withdrawn
    return What.WITHDRAW if wrong or proposal.withdraws else What.LIFT


@transaction.atomic
def confirm(announcement: UUID, *, by: Actor, at: datetime) -> None:
    """Confirm as the second person; it leaves in the same moment (確認して発令する).

    Raises:
        CannotIssue: it waits no more, or its draft was replaced meanwhile.
        CannotConfirmOwn: this person asked, or neither of the two holds a confirming role.

    Publishes:
        as ``saying.say`` does
    """
    Setup.objects.select_for_update(no_key=True).first()
    row = _locked(announcement)
    if not queries.may_confirm(by, row, at):
        raise CannotConfirmOwn
    if not queries.still_holds(row):
        raise CannotIssue
    row.settled_by = by.staff
    say(row, by=by, at=at)


@transaction.atomic
def drop(announcement: UUID, *, by: Actor, at: datetime) -> None:
    """Decide that it is not said (発令を取りやめる); its draft waits again.

    Raises:
        CannotIssue: it waits no more.

    Publishes:
        AlertDropped
    """
    Setup.objects.select_for_update(no_key=True).first()
    row = _locked(announcement)
    let_go(row, at=at, by=by.staff)
    audit(actor=by, action="emergency.alert_dropped", subject=row.pk, at=at)


def _locked(announcement: UUID) -> Announcement:
    rows = Announcement.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "alert", "draft"
    )
    row = rows.filter(pk=announcement, state=Step.ASKED).first()
    if row is None:
        raise CannotIssue(str(announcement))
    return row
