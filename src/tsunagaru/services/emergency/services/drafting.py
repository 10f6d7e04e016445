"""What a telegram does to the drafts of its thread (警報の案の作成・置換え・取消)."""

from datetime import datetime, timedelta
from uuid import UUID

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import local
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.definitions import TextsFile, TextShape
from tsunagaru.services.emergency.events import (
    AlertCancelled,
    AlertDiscarded,
    AlertDrafted,
    AlertEdited,
    AlertSuperseded,
)
from tsunagaru.services.emergency.models import Draft, Telegram
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.rules.deciding import Decision
from tsunagaru.services.emergency.rules.kinds import Kind
from tsunagaru.services.emergency.rules.states import AlertState, State
from tsunagaru.services.emergency.rules.telegram import CORRECTED
from tsunagaru.services.emergency.rules.triggers import LIFTED, Action
from tsunagaru.services.emergency.rules.wording import Words, filled, marked
from tsunagaru.services.emergency.services.telling import let_go_of, yes

STATES_OF_WEATHER = frozenset({Kind.WEATHER, Kind.LANDSLIDE})
"""Kinds whose every telegram tells all that is in force: what is missing is over."""

SAME_AFFAIR = timedelta(hours=3)
"""A telegram that says again what one said this short a time ago makes no second draft."""

AlertOutcome = AlertCancelled | AlertDiscarded | AlertEdited | AlertSuperseded
Ending = type[AlertCancelled] | type[AlertDiscarded] | type[AlertEdited] | type[AlertSuperseded]


def follow(row: Telegram, decision: Decision, texts: TextsFile, *, at: datetime) -> UUID | None:
    """Make, replace or cancel drafts, as a telegram was judged (判定に従う).

    A telegram overtaken by a newer one of its thread changes nothing. What ends an alert that is
    in force drafts its end: a person says it. Inside the caller's transaction, with the threads
    locked.

    Returns:
        The draft that was made, if any.

    Publishes:
        AlertDrafted, AlertSuperseded, AlertCancelled
    """
    before = queries.previous_in_thread(row)
    if queries.is_overtaken(row, before):
        return None
    live = Draft.objects.filter(thread=row.thread, state=State.WAITING).first()
    if decision.action is Action.DRAFT:
        return _draft(row, decision, texts, live, before, at)
    over = decision.action is Action.IGNORE and decision.kind in STATES_OF_WEATHER
    withdrawn = decision.action is Action.CANCEL
    if live is not None and (withdrawn or over):
        end(live, State.CANCELLED if withdrawn else State.SUPERSEDED, at=at)
    return _draft_end(row, texts, at, withdrawn=withdrawn) if withdrawn or over else None


def _draft_end(row: Telegram, texts: TextsFile, at: datetime, *, withdrawn: bool) -> UUID | None:
    """Draft the end of the alert of this thread, where one is in force."""
    setup, alert = queries.issuing(), alerts.live_in(row.thread)
    if setup is None or alert is None or alert.state != AlertState.IN_FORCE:
        return None
    text = texts.text(setup.withdrawn if withdrawn else setup.lifted)
    return make(row, text, tuple(row.areas), None, at=at).pk if text else None


def _draft(
    row: Telegram,
    decision: Decision,
    texts: TextsFile,
    live: Draft | None,
    before: Telegram | None,
    at: datetime,
) -> UUID | None:
    standing = live or _said_last(row.thread)
    if row.info_type != CORRECTED and _says_the_same(row, standing, before):
        return None
    if decision.level == LIFTED and standing is None:
        return None
    text = texts.text(decision.text)
    if text is None:  # a load in between cannot part rules from texts: both stand in one row
        raise LookupError(decision.text)
    return make(row, text, decision.areas, live, at=at).pk


def _said_last(thread: str) -> Draft | None:
    """Return the draft from which the last word of the alert in force was said, if any."""
    alert = alerts.live_in(thread)
    last = alerts.last_word(alert) if alert else None
    return last.draft if last else None


def _says_the_same(row: Telegram, live: Draft | None, before: Telegram | None) -> bool:
    """Tell whether there is, or lately was, a draft of exactly this."""
    if live is not None:
        return (live.level, live.areas, live.telegram.trigger) == (
            row.level,
            row.areas,
            row.trigger,
        )
    if before is None or row.reported_at - before.reported_at > SAME_AFFAIR:
        return False
    told = (before.action, before.level, before.areas, before.trigger)
    return told == (row.action, row.level, row.areas, row.trigger)


def make(
    row: Telegram, text: TextShape, areas: tuple[str, ...], live: Draft | None, *, at: datetime
) -> Draft:
    """Make a draft in the place of the one that waits, if any (案を作る).

    Publishes:
        AlertDrafted, and AlertSuperseded for the one it replaces
    """
    if live is not None:
        end(live, State.SUPERSEDED, at=at)
    made = Draft.objects.create(
        telegram=row,
        thread=row.thread,
        kind=row.kind,
        level=text.level,
        areas=list(areas),
        drill=row.drill,
        text=text.code,
        words=_words(row, text),
        state=State.WAITING,
        drafted_at=at,
        section=row.section,
    )
    if live is not None:
        live.replaced_by = made
        live.save(update_fields=["replaced_by"])
    publish(
        AlertDrafted(
            at=at,
            subject=made.pk,
            kind=made.kind,
            level=str(made.level),
            drill=yes(of=made.drill),
            correction=yes(of=live is not None),
        )
    )
    return made


def _words(row: Telegram, text: TextShape) -> Words:
    title, body = text.title.model_dump(), text.body.model_dump()
    words = filled(title, body, headline=row.headline, at=local(row.reported_at))
    return marked(words) if row.drill else words


def end(draft: Draft, state: State, *, at: datetime) -> None:
    """Let newer information or a cancellation end a draft, and what was asked from it (案を終える).

    Publishes:
        AlertSuperseded or AlertCancelled; AlertDropped
    """
    let_go_of(draft.pk, at=at)
    draft.state, draft.settled_at = state, at
    draft.save(update_fields=["state", "settled_at"])
    event: Ending = AlertCancelled if state is State.CANCELLED else AlertSuperseded
    publish(told(event, draft, at))


def told(event: Ending, draft: Draft, at: datetime) -> AlertOutcome:
    """Return what happened to a draft as an event."""
    drill = yes(of=draft.drill)
    return event(at=at, subject=draft.pk, kind=draft.kind, level=str(draft.level), drill=drill)
