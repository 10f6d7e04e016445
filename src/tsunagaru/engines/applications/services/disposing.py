"""Disposal of ended applications (廃棄): answers, files and notices go, what was counted stays.

What was paid stays in the books; only what leads from there to the application goes.
"""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.events import ApplicationDisposed
from tsunagaru.engines.applications.models import Application, Bundle, Draft
from tsunagaru.engines.applications.queries.charges import KIND
from tsunagaru.engines.applications.services.erasure import ERASED
from tsunagaru.engines.bookings import api as bookings
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.ground.vault.sealing import blind

CAUSE = "disposal"
_MARK = "applications.disposal"


class CannotDisposeOpen(Exception):
    """The application has not ended, or money or a visit is to come (廃棄できません)."""


@transaction.atomic
def dispose(application: UUID, *, at: datetime) -> list[str]:
    """Delete everything an ended application says of people (申請の内容の廃棄).

    Returns:
        Marks of what was removed: of the answers under a key, so that nobody guesses them back;
        of the files their SHA-256.

    Raises:
        CannotDisposeOpen: it has not ended, or money or a visit is still to come.

    Publishes:
        ApplicationDisposed
    """
    row = Application.objects.select_for_update(no_key=True).get(pk=application)
    if row.ended_at is None:
        raise CannotDisposeOpen
    written = json.dumps(row.answers, ensure_ascii=False, sort_keys=True)
    marks = [blind(written, place=_MARK), *_drop_files(row, at)]
    marks.append(f"signatures {people.dispose_signatures(row.draft_id)}")
    marks += _follow(row, at)
    _empty_rows(row)
    marks.append(f"notices {messages.dispose(row.pk, at=at)}")
    marks.append(f"papers {documents.dispose(row.pk, at=at)}")
    publish(ApplicationDisposed(at=at, subject=row.pk, procedure=row.procedure))
    return marks


def _drop_files(row: Application, at: datetime) -> list[str]:
    owners = [row.pk, row.draft_id, *row.contributions.values_list("pk", flat=True)]
    ids = [one.id for owner in owners for one in files.standing_of(owner)]
    hashes = files.hashes(ids)
    for file_id in ids:
        files.drop(file_id, at=at, cause=CAUSE)
    return sorted(hashes.values())


def _follow(row: Application, at: datetime) -> list[str]:
    """Empty what was booked, and cut off what was paid, for an application."""
    visits = list(row.visits.values_list("booking", flat=True))
    try:
        for booking in visits:
            bookings.dispose(booking, at=at)
        charges = row.charges.values_list("pk", flat=True)
        invoices = sum(payments.release(KIND, charge, at=at) for charge in charges)
    except (bookings.CannotDisposeOpen, payments.CannotDisposeOpen) as error:
        raise CannotDisposeOpen from error
    return [f"visits {len(visits)}", f"invoices {invoices}"]


def _empty_rows(row: Application) -> None:
    row.answers, row.email, row.signed, row.code_index = {}, None, None, None
    row.resident, row.proxy, row.signature = None, None, None
    row.save()
    for version in row.corrections.defer("before", "after"):
        version.before, version.after = None, None
        version.save(update_fields=["before", "after"])
    for charge in row.charges.defer("reason", "closing"):
        charge.reason, charge.closing = "", ""
        charge.save(update_fields=["reason", "closing"])
    for part in row.contributions.defer("answers"):
        part.answers, part.code_index = {}, None
        part.save(update_fields=["answers", "code_index"])
    draft = Draft.objects.select_for_update(no_key=True).defer("answers").get(pk=row.draft_id)
    draft.answers, draft.page, draft.code_index = {}, ERASED, None
    draft.resident, draft.proxy = None, None
    draft.save(update_fields=["answers", "page", "code_index", "resident", "proxy"])
    _empty_bundle(draft)


def _empty_bundle(draft: Draft) -> None:
    """Empty what several applications shared, with the last of them."""
    for bundle in Bundle.objects.filter(items__draft=draft).defer("situation", "signature"):
        if not bundle.items.exclude(draft__page=ERASED).exists():
            bundle.situation, bundle.signature, bundle.resident = {}, None, None
            bundle.save(update_fields=["situation", "signature", "resident"])
