"""Handed in while the signature still waits to be checked (署名の確認待ち).

Unknown is never good: nothing is received before the signature holds. But the person has done
their part when they pressed, and that is when the application arrives.

Source:
    情報通信技術を活用した行政の推進等に関する法律 第6条第3項: an electronic application arrives
    when it is recorded in the file of the authority's computer.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import ApplicationDeferred, ApplicationReleased
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.cosigning import wanted
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import signing, submission
from tsunagaru.engines.applications.services.drafts import CannotContinue, facts_of
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.events import Channel

CLOSED = "closed"


def is_unchecked(row: Draft, at: datetime) -> bool:
    """Tell whether a signature over a draft as it is now waits to be checked (確認待ちか).

    Where others must sign as well, they are asked first.
    """
    form = form_of(row.version_id)
    if row.channel != Channel.ONLINE or not form.definition.may_be_signed:
        return False
    if wanted(form, row, at):
        return False
    return signing.standing(row, at)[0] is people.SignatureState.PENDING


def hold(row: Draft, *, language: str, at: datetime) -> None:
    """Note that a draft the caller has locked was handed in, its signature unchecked (受付の保留).

    Pressed again it stays as of the first time, as long as nothing was changed.

    Raises:
        CannotContinue: it was handed in or given up before.
        CannotSubmit: something is missing or wrong, or the procedure is closed.

    Publishes:
        ApplicationDeferred
    """
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    form = form_of(row.version_id)
    submission.check(row, form, language, at)
    if row.pressed_at is not None:
        return
    row.pressed_at = at
    row.save(update_fields=["pressed_at"])
    procedure = form.definition.code
    publish(ApplicationDeferred(at=at, subject=row.pk, procedure=procedure, **facts_of(row)))


@transaction.atomic
def follow(draft: UUID, *, at: datetime) -> UUID | None:
    """Receive what waited for its signature, or give up on it (署名の確認後の受付): once.

    Whoever follows has the draft locked, so that of several one acts and the others find nothing
    left to do. As long as the signature waits, so does the draft.

    Returns:
        The application, when this made one.

    Publishes:
        ApplicationSubmitted with all that goes with it, or ApplicationReleased.
    """
    row = (
        Draft.objects.select_for_update(no_key=True)
        .filter(pk=draft, state=rules.Ending.OPEN)
        .first()
    )
    if row is None or row.pressed_at is None:
        return None
    state, why = signing.standing(row, row.pressed_at)
    if state is people.SignatureState.VERIFIED:
        try:
            return submission.hand_in(row, language=row.language, at=at)
        except (submission.CannotSubmit, signing.CannotIdentify):
            row.refresh_from_db()
            _give_up(row, CLOSED, at)
    elif state is not people.SignatureState.PENDING:
        _give_up(row, why, at)
    return None


def _give_up(row: Draft, why: str, at: datetime) -> None:
    row.pressed_at = None
    row.save(update_fields=["pressed_at"])
    procedure = form_of(row.version_id).definition.code
    facts = facts_of(row)
    publish(ApplicationReleased(at=at, subject=row.pk, procedure=procedure, why=why, **facts))
