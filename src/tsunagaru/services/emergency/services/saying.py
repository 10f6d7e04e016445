"""Saying it (発表): to the residents on every channel, or, in a drill, to nobody outside."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.definitions import IssuingFile
from tsunagaru.services.emergency.events import AlertEnded, AlertIssued, ConfirmationWaived
from tsunagaru.services.emergency.models import Alert, Announcement
from tsunagaru.services.emergency.queries.naming import areas_in_words
from tsunagaru.services.emergency.queries.refuges import refuges_in_words
from tsunagaru.services.emergency.rules.states import ENDED_BY, AlertState, State, Step, What
from tsunagaru.services.emergency.rules.wording import extended
from tsunagaru.services.emergency.services.telling import told, yes

UNPLACED = ""
"""Who told no district is written to for every district: better one too many than one too few."""


def say(row: Announcement, *, by: Actor, at: datetime) -> None:
    """Say what was asked for (発表する), inside the caller's transaction, all locked.

    Publishes:
        AlertIssued; ConfirmationWaived where nobody confirmed; AlertEnded at an end; and what the
        message to the residents publishes
    """
    alert, setup = row.alert, queries.issuing()
    if setup is None:
        raise LookupError("issuing")
    row.state, row.settled_at = Step.SAID, at
    if not alert.drill:
        row.broadcast = _send(row, alert, setup, at)
    row.save()
    _carry(alert, row, at)
    if row.draft:
        row.draft.state, row.draft.settled_at = State.ISSUED, at
        row.draft.settled_by = by.staff
        row.draft.save(update_fields=["state", "settled_at", "settled_by"])
    waited = round((at - row.asked_at).total_seconds())
    waived = yes(of=bool(row.because))
    publish(told(AlertIssued, row, at, waived=waived, waited_s=waited))
    audit(actor=by, action="emergency.alert_issued", subject=row.pk, at=at)
    if row.because:
        publish(told(ConfirmationWaived, row, at))
        audit(actor=by, action="emergency.confirmation_waived", subject=row.pk, at=at)


def _carry(alert: Alert, row: Announcement, at: datetime) -> None:
    """Bring the alert to what was said of it."""
    alert.issued_at = alert.issued_at or at
    alert.expires_at = row.expires_at
    how = ENDED_BY.get(What(row.what))
    alert.state = how or AlertState.IN_FORCE
    if how:
        alert.ended_at = at
    alert.save()
    if how:
        end = AlertEnded(
            at=at, subject=alert.pk, kind=alert.kind, drill=yes(of=alert.drill), how=how.value
        )
        publish(end)


def _send(row: Announcement, alert: Alert, setup: IssuingFile, at: datetime) -> UUID:
    """Send it: an end to exactly those who were told, anything else to whom it is for."""
    earlier = list(alert.announcements.filter(state=Step.SAID).order_by("number"))
    # What follows also concerns whom the earlier ones told: fewer districts or a lower level is
    # news to them.
    critical = max(one.level for one in (row, *earlier)) >= setup.critical_from
    districts = _joined([one.districts for one in (row, *earlier)])
    words = extended(row.words, _lines(row, setup))
    languages = {"ja": "ja", "easy": "ja-easy", "en": "en"}
    message = messages.Alert(
        texts={language: words[one] for one, language in languages.items()},
        section=alert.section,
        page=reverse("emergency:alert", args=[alert.pk]),
        topic="" if critical else setup.topic,
        districts=(*districts, UNPLACED) if districts else (),
        both_ways=critical,
        follows=tuple(one.broadcast for one in earlier if one.broadcast),
        only_them=What(row.what) in ENDED_BY,
    )
    return messages.send_alert(message, by=row.asked_by, confirmed_by=row.settled_by, at=at)


def _joined(each: list[list[str]]) -> tuple[str, ...]:
    """Return all districts named in any of them; none where one is for the whole town."""
    if not all(each):
        return ()
    return tuple(sorted({code for codes in each for code in codes}))


def _lines(row: Announcement, setup: IssuingFile) -> dict[str, str]:
    areas, line = areas_in_words(setup, row.districts), setup.area_line
    given = {"ja": line.ja, "easy": line.easy, "en": line.en}
    lines = {one: text.replace("{areas}", areas[one]) for one, text in given.items()}
    shelters = refuges_in_words(setup, row)
    return {one: "\n".join(filter(None, (line, shelters.get(one)))) for one, line in lines.items()}
