"""Publishing procedures from the town folder (手続定義の公開): immutable, hashed versions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagaru.engines.applications.definitions import (
    LifeEvents,
    LifeEventShape,
    ProcedureDefinition,
    Seal,
    Words,
)
from tsunagaru.engines.applications.definitions.checking import check_procedure
from tsunagaru.engines.applications.events import ProcedurePublished
from tsunagaru.engines.applications.models import LifeEvent, Procedure, ProcedureVersion
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people.api import ORGANISATION
from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml

LIFE_EVENTS = "life_events.yaml"
PATTERN = "procedures/*.yaml"
ORGANISATION_FILE = "organisation.yaml"


@dataclass(frozen=True)
class Parsed:
    """What the town folder says of procedures (町フォルダの手続き)."""

    life_events: tuple[LifeEventShape, ...]
    procedures: tuple[ProcedureDefinition, ...]


def read(folder: Folder) -> Parsed:
    """Validate the life events and every procedure, each on its own and all together."""
    listed = folder.read(LIFE_EVENTS, LifeEvents) if folder.has(LIFE_EVENTS) else None
    events = listed.life_events if listed else ()
    known = {event.code: event for event in events}
    sections = _sections(folder)
    found = []
    for file in folder.files(PATTERN):
        definition = folder.read(file, ProcedureDefinition)
        if definition is not None:
            check_procedure(folder.document(file), definition, known)
            if sections and definition.section not in sections:
                ja = f"課「{definition.section}」は {ORGANISATION_FILE} にありません。"
                en = f"There is no section “{definition.section}”."
                folder.document(file).refuse(("section",), ja, en)
            found.append(definition)
    return Parsed(events, tuple(found))


def _sections(folder: Folder) -> frozenset[str]:
    """Return the codes of the town's sections; none where the folder does not tell them."""
    if not folder.has(ORGANISATION_FILE):
        return frozenset()
    organisation = ORGANISATION.read(folder)
    return frozenset(one.code for one in organisation.sections) if organisation else frozenset()


def apply(parsed: Parsed, at: datetime) -> list[Change]:
    """Put every procedure's definition in force; a version once published is never changed.

    Publishes:
        ProcedurePublished for each procedure whose version in force is another than before
    """
    before = {version.code: version.hash for version in in_force()}
    changes = compare(_described(before), _described(_hashes(parsed)))
    for definition in parsed.procedures:
        publish_definition(definition, before, at)
    gone = before.keys() - {definition.code for definition in parsed.procedures}
    Procedure.objects.filter(code__in=gone).update(withdrawn_at=at)
    return changes + _apply_life_events(parsed.life_events)


def in_force() -> list[ProcedureVersion]:
    """Return the version in force of every procedure (有効な版)."""
    rows = Procedure.objects.select_related("current").filter(withdrawn_at=None)
    return [row.current for row in rows]


def publish_definition(
    definition: ProcedureDefinition, before: Mapping[str, str], at: datetime
) -> None:
    """Put one definition in force, unless it is already (手続定義を公開する).

    Args:
        before: hashes of the versions in force, by procedure.

    Publishes:
        ProcedurePublished
    """
    text = written(definition)
    digest = digest_of(text)
    if before.get(definition.code) == digest:
        return
    version, _ = ProcedureVersion.objects.get_or_create(
        code=definition.code, hash=digest, defaults={"definition": text, "published_at": at}
    )
    Procedure.objects.update_or_create(
        code=definition.code, defaults={"current": version, "withdrawn_at": None}
    )
    publish(ProcedurePublished(at=at, subject=version.pk, procedure=definition.code))


@transaction.atomic
def change_seal(code: str, *, required: bool, basis: str, decided_on: date, at: datetime) -> None:
    """Put a version in force that asks for a seal, or for none any more (押印の要否の変更).

    Raises:
        Procedure.DoesNotExist: there is no such procedure in force.

    Publishes:
        ProcedurePublished
    """
    found = Procedure.objects.select_for_update(of=("self",)).select_related("current")
    current = found.get(code=code, withdrawn_at=None).current
    before = ProcedureDefinition.model_validate_json(current.definition)
    seal = Seal(required=required, basis=basis, decided_on=decided_on)
    publish_definition(before.model_copy(update={"seal": seal}), {code: current.hash}, at)


def _apply_life_events(events: tuple[LifeEventShape, ...]) -> list[Change]:
    before = {
        row.code: _written_name(row.position, Words.model_validate(row.name))
        for row in LifeEvent.objects.all()
    }
    after = {event.code: _written_name(n, event.name) for n, event in enumerate(events)}
    LifeEvent.objects.filter(code__in=before.keys() - after.keys()).delete()
    for place, event in enumerate(events):
        if before.get(event.code) != after[event.code]:
            name = event.name.model_dump(exclude_defaults=True)
            LifeEvent.objects.update_or_create(
                code=event.code, defaults={"position": place, "name": name}
            )
    return compare(
        {f"ライフイベント {code}": text for code, text in before.items()},
        {f"ライフイベント {code}": text for code, text in after.items()},
    )


def _written_name(place: int, name: Words) -> str:
    return f"{place + 1}. {name.ja}／{name.easy}／{name.en}"


def dump(folder: Folder) -> None:
    """Write the life events and the definitions in force back."""
    events = LifeEvent.objects.all()
    if events:
        listed = [
            {
                "code": row.code,
                "name": Words.model_validate(row.name).model_dump(exclude_defaults=True),
            }
            for row in events
        ]
        folder.write(LIFE_EVENTS, write_yaml({"life_events": listed}))
    for row in Procedure.objects.select_related("current").filter(withdrawn_at=None):
        folder.write(f"procedures/{row.code}.yaml", write_yaml(json.loads(row.current.definition)))


def written(definition: ProcedureDefinition) -> str:
    """Return a definition as the text that is stored and hashed: as the town wrote it."""
    return json.dumps(
        definition.model_dump(mode="json", exclude_defaults=True),
        ensure_ascii=False,
        separators=(",", ":"),
    )


def digest_of(text: str) -> str:
    """Return the hash of a stored definition, indifferent to the order of keys (要約値)."""
    plain = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _hashes(parsed: Parsed) -> dict[str, str]:
    return {item.code: digest_of(written(item)) for item in parsed.procedures}


def _described(hashes: Mapping[str, str]) -> dict[str, str]:
    return {f"手続き {code}": f"版 {digest[:8]}" for code, digest in hashes.items()}
