"""Reminding of a part that has not come (第三者の記入の催促), before the link's end."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.events import PartReminded
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries.parts import PART_PLACE, REMINDER, code_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.services.drafts import facts_of
from tsunagaru.engines.applications.services.part_letters import mail_link
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.clock import day_of

REMIND_MOST = timedelta(days=60)
BY_MAIL = "依頼先に、町からメールを送りました"
BY_HAND = "町からはメールを送れないため、申請した方にお知らせしました"
BY_CALL = "メールの宛先がないため、担当課から連絡してください"


def remind_of_parts(*, at: datetime) -> int:
    """Remind of every part whose end is near, once (催促); by mail where an address is known.

    How near is near stands in the procedure. What was given, declined or called back is left alone.

    Publishes:
        PartReminded for each
    """
    near = Contribution.objects.filter(
        state=PartState.ASKED,
        reminded_at=None,
        expires_at__gt=at,
        expires_at__lt=at + REMIND_MOST + timedelta(days=1),
        application__ended_at=None,
    )
    keys = list(near.order_by("expires_at").values_list("pk", flat=True))
    return sum(_remind(key, at) for key in keys)


@transaction.atomic
def _remind(contribution: UUID, at: datetime) -> int:
    rows = Contribution.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "application"
    )
    row = rows.defer("answers").get(pk=contribution)
    about = row.application
    shape = form_of(about.version_id).definition.part(row.part)
    if (
        row.state != PartState.ASKED
        or row.reminded_at
        or shape is None
        or not _near(row, shape, at)
    ):
        return 0
    row.reminded_at, event = at, uuid4()
    mailed = bool(row.email) and _write_to(row, shape, event, at)
    row.save(update_fields=["reminded_at"])
    publish(
        PartReminded(
            id=event,
            at=at,
            subject=about.pk,
            procedure=about.procedure,
            part=row.part,
            mailed="yes" if mailed else "no",
            **facts_of(about),
        )
    )
    by_hand = BY_CALL if shape.by_office else BY_HAND
    told = f"{shape.name.ja}：{BY_MAIL if mailed else by_hand}"
    cases.note_progress(about.case, kind="part_reminded", text=told, at=at)
    return 1


def _near(row: Contribution, shape: PartShape, at: datetime) -> bool:
    """Tell whether the end is as near as the procedure says; short links are not reminded of."""
    near = day_of(row.expires_at) - timedelta(days=shape.remind_days) <= day_of(at)
    return 0 < shape.remind_days < shape.days and near


def _write_to(row: Contribution, shape: PartShape, event: UUID, at: datetime) -> bool:
    """Write to whoever was asked, with the link; tell whether the letter goes out.

    Codes given out by an earlier version cannot be made again: the applicant passes the word on.
    """
    if row.code_index not in blinds(code_of(row.pk), place=PART_PLACE):
        return False
    return mail_link(row, shape, event, at=at, template=REMINDER)
