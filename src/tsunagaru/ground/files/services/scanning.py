"""The virus scan (ウイルス検査): behind the request, and again when the scanner is back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.files.events import FileScanned
from tsunagaru.ground.files.gateways import scanner, storage
from tsunagaru.ground.files.gateways.scanner import CannotScan, Verdict
from tsunagaru.ground.files.models import Scan, State, StoredFile
from tsunagaru.ground.ledger.api import publish

BATCH = 200


def scan(file_id: UUID, *, at: datetime) -> bool:
    """Have a file scanned (検査する); tell whether there is a verdict now.

    Without a scanner the file stays "not scanned": nothing opens it unknowingly, and it is
    scanned when the scanner is back. An infected file is withheld from everybody.

    Publishes:
        FileScanned, with a first verdict.
    """
    file = StoredFile.objects.filter(pk=file_id, state=State.KEPT).first()
    if file is None or file.scan != Scan.WAITING:
        return True
    try:
        verdict = scanner.scan(storage.read(file.pk))
    except (CannotScan, storage.CannotReadContent):
        return False
    _note(file, verdict, at)
    return True


@transaction.atomic
def _note(file: StoredFile, verdict: Verdict, at: datetime) -> None:
    waiting = StoredFile.objects.filter(pk=file.pk, scan=Scan.WAITING)
    if not waiting.update(scan=Scan(verdict.value), scanned_at=at):
        return
    if verdict is Verdict.INFECTED:
        StoredFile.objects.filter(pk=file.pk, state=State.KEPT).update(state=State.QUARANTINED)
    publish(FileScanned(at=at, subject=file.pk, verdict=verdict.value, owner_kind=file.owner_kind))


def scan_waiting(*, at: datetime) -> int:
    """Scan what waits, oldest first, until the scanner fails; return how many (再検査)."""
    if not scanner.is_set_up():
        return 0
    waiting = StoredFile.objects.filter(scan=Scan.WAITING, state=State.KEPT)
    done = 0
    for file_id in list(waiting.order_by("uploaded_at").values_list("pk", flat=True)[:BATCH]):
        if not scan(file_id, at=at):
            break
        done += 1
    return done
