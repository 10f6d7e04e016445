"""Taking applications of the portal in (取込み): once each, told back only when kept."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.events import Channel
from tsunagaru.services.intake.definitions import IntakeFile, ProcedureMap
from tsunagaru.services.intake.events import ArrivalDamaged, ArrivalReceived
from tsunagaru.services.intake.gateways.package import CannotOpen, Package, open_package
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.rules import State, Why
from tsunagaru.services.intake.rules.mapping import Item, map_items
from tsunagaru.services.intake.services.keeping import EVIDENCE, keep, known_files

PORTAL = Actor(name="国のポータルからの取込み")
NOTE = "国のポータルから届きました（ポータルの受付番号 {number}）。"
ABSENT = "「{item}」に書かれたファイル「{file}」が届いていません。"
SIGNED = "電子署名と証明書は、原本のまま残しています。署名の検証はしていません。"


class CannotFile(Exception):
    """It cannot become an application by itself (自動では取り込めません).

    Args:
        problems: sentences for the clerk.
    """

    def __init__(self, why: Why, problems: Sequence[str] = ()) -> None:
        super().__init__(why.value)
        self.why, self.problems = why, list(problems)


@transaction.atomic
def receive(number: str, content: bytes, setup: IntakeFile, *, at: datetime) -> bool:
    """Keep one application and take it in where that can be done (受け取る).

    Returns:
        Whether it is kept, so that the portal may be told. A damaged one is not: it stays there.

    Publishes:
        ArrivalReceived, or ArrivalDamaged; and those of the application
    """
    row = _row(number, setup, at)
    if row.state != State.DAMAGED:
        return True
    try:
        package = open_package(content, setup.package)
    except CannotOpen:
        publish(ArrivalDamaged(at=at, subject=row.pk))
        return False
    _take_in(row, package, setup, at)
    return True


def _row(number: str, setup: IntakeFile, at: datetime) -> Arrival:
    """Return the row of a receipt number, locked; a new one counts as damaged until opened."""
    start = {
        "section": setup.section,
        "state": State.DAMAGED,
        "why": Why.DAMAGED,
        "received_at": at,
        "tries": 0,
    }
    row, _ = Arrival.objects.select_for_update(no_key=True).get_or_create(
        number=number, defaults=start
    )
    if row.state == State.DAMAGED:
        row.tries += 1
        row.save(update_fields=["tries"])
    return row


def _take_in(row: Arrival, package: Package, setup: IntakeFile, at: datetime) -> None:
    kept = keep(row, package, at=at)
    row.procedure, row.original, row.masked = package.procedure, kept.original, kept.masked
    try:
        row.application = file(row, setup, at=at, unseen=True)
        row.state, row.why = State.FILED, ""
    except CannotFile as refusal:
        row.state, row.why, row.problems = State.WAITING, refusal.why, refusal.problems
    row.section = _section(row, setup)
    row.received_at = at
    row.save()
    event = ArrivalReceived(
        at=at,
        subject=row.pk,
        channel=Channel.PORTAL,
        state=row.state,
        why=row.why,
        masked=row.masked,
    )
    publish(event)


def _section(row: Arrival, setup: IntakeFile) -> str:
    found = setup.procedure(row.procedure)
    try:
        return applications.procedure(found.procedure).section if found else setup.section
    except applications.CannotFind:
        return setup.section


def file(row: Arrival, setup: IntakeFile, *, at: datetime, unseen: bool = False) -> UUID:
    """Hand in what came as an application (申請として取り込む), checked like any other.

    Args:
        unseen: no clerk has looked at it, so nothing may be missing or removed from it.

    Raises:
        CannotFile: it does not fit; nothing is left behind.
    """
    found = setup.procedure(row.procedure)
    if found is None or (unseen and row.masked):
        raise CannotFile(Why.NUMBER if found else Why.UNKNOWN)
    try:
        with transaction.atomic():
            return _file(row, found, at, unseen=unseen)
    except applications.CannotFind:
        raise CannotFile(Why.UNKNOWN) from None
    except (applications.CannotApplyNow, applications.CannotIdentify):
        raise CannotFile(Why.CLOSED) from None
    except applications.NeedsCosigners:
        raise CannotFile(Why.COSIGNED) from None
    except applications.CannotSubmit as refusal:
        sentences = [one.message for one in refusal.problems]
        raise CannotFile(Why.UNFIT if sentences else Why.CLOSED, sentences) from None


def _file(row: Arrival, found: ProcedureMap, at: datetime, *, unseen: bool) -> UUID:
    original = row.original or {}
    ids = known_files(original)
    items: list[Item] = [(name, value) for name, value in original.get("items", ())]
    schema = applications.form_schema(found.procedure)
    mapped = map_items(items, found.fields, ignore=found.ignore, schema=schema, files=ids)
    if mapped.left:
        raise CannotFile(Why.UNMAPPED, [f"「{name}」" for name in mapped.left])
    if unseen and mapped.missing:
        raise CannotFile(Why.UNFIT, [ABSENT.format(item=i, file=f) for i, f in mapped.missing])
    filing = applications.Filing(
        procedure=found.procedure,
        answers=mapped.answers,
        applicant=applications.Applicant(channel=Channel.PORTAL, with_code=False),
        uploads={UUID(key): row.pk for key in ids.values()},
    )
    made = applications.file(filing, language="ja", at=at).application
    case = cases.case_of("application", made)
    if case is not None:
        cases.add_note(case.id, text=_note(row), by=PORTAL, at=at)
    return made


def _note(row: Arrival) -> str:
    signed = row.parts.filter(role=EVIDENCE).exists()
    return NOTE.format(number=row.number) + (SIGNED if signed else "")
