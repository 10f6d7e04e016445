"""Procedures in the town folder (町フォルダの手続き): read, put in force, written back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tsunagaru.engines.applications.definitions import (
    LifeEvents,
    LifeEventShape,
    ProcedureDefinition,
    Words,
)
from tsunagaru.engines.applications.definitions.checking import check_procedure
from tsunagaru.engines.applications.models import LifeEvent, Procedure
from tsunagaru.engines.applications.services.publishing import (
    digest_of,
    in_force,
    publish_definition,
    written,
)
from tsunagaru.ground.people.api import ORGANISATION
from tsunagaru.kernel.folder import Change, Edited, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml

LIFE_EVENTS = "life_events.yaml"
PATTERN = "procedures/*.yaml"
ORGANISATION_FILE = "organisation.yaml"


@dataclass(frozen=True)
class Parsed:
    """What the town folder says of procedures (町フォルダの手続き).

    Args:
        sources: the files as they are written, by code.
        edited: what to do with procedures edited in the browser since they were loaded.
    """

    life_events: tuple[LifeEventShape, ...]
    procedures: tuple[ProcedureDefinition, ...]
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    edited: Edited = field(default=Edited.REFUSE, compare=False)


def read(folder: Folder) -> Parsed:
    """Validate the life events and every procedure, each on its own and all together."""
    listed = folder.read(LIFE_EVENTS, LifeEvents) if folder.has(LIFE_EVENTS) else None
    events = listed.life_events if listed else ()
    known = {event.code: event for event in events}
    sections = _sections(folder)
    found, sources = [], {}
    for file in folder.files(PATTERN):
        definition = folder.read(file, ProcedureDefinition)
        if definition is not None:
            check_procedure(folder.document(file), definition, known)
            if sections and definition.section not in sections:
                ja = f"課「{definition.section}」は {ORGANISATION_FILE} にありません。"
                en = f"There is no section “{definition.section}”."
                folder.document(file).refuse(("section",), ja, en)
            found.append(definition)
            sources[definition.code] = folder.text(file)
    _check_order(folder, events, found)
    return Parsed(events, tuple(found), sources, folder.edited)


def _check_order(
    folder: Folder, events: tuple[LifeEventShape, ...], found: Sequence[ProcedureDefinition]
) -> None:
    """Refuse what a turn in life names first although it is none of its procedures."""
    mine = {(event, one.code) for one in found for event in one.life_events}
    for place, event in enumerate(events):
        for number, code in enumerate(event.first):
            if (event.code, code) not in mine:
                ja = f"手続き「{code}」は、場面「{event.code}」の手続きではありません。"
                en = f"“{code}” is no procedure of the life event “{event.code}”."
                folder.document(LIFE_EVENTS).refuse(("life_events", place, "first", number), ja, en)


def _sections(folder: Folder) -> frozenset[str]:
    """Return the codes of the town's sections; none where the folder does not tell them."""
    if not folder.has(ORGANISATION_FILE):
        return frozenset()
    organisation = ORGANISATION.read(folder)
    return frozenset(one.code for one in organisation.sections) if organisation else frozenset()


def apply(parsed: Parsed, at: datetime) -> list[Change]:
    """Put every procedure's definition in force; a version once published is never changed.

    What was edited in the browser since it was loaded is told as a conflict, and stays if the
    folder is loaded so.

    Publishes:
        ProcedurePublished for each procedure whose version in force is another than before
    """
    before = {version.code: version.hash for version in in_force()}
    after = _hashes(parsed)
    conflicts = list(_edited(before, after))
    kept = set(conflicts) if parsed.edited is Edited.KEEP else set()
    plain = {code for code in {*before, *after} if code not in conflicts}
    changes = compare(_described(before, plain), _described(after, plain))
    for definition in parsed.procedures:
        if definition.code not in kept:
            source = parsed.sources.get(definition.code, "")
            publish_definition(definition, before, at, source=source)
    gone = before.keys() - after.keys() - kept
    Procedure.objects.filter(code__in=gone).update(withdrawn_at=at)
    told = [_conflict(code, before[code], after.get(code, "")) for code in conflicts]
    return changes + told + _apply_life_events(parsed.life_events)


def _edited(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """Yield the procedures whose edits in the browser the folder would undo."""
    loaded = dict(Procedure.objects.values_list("code", "loaded"))
    for code, digest in sorted(before.items()):
        if digest not in {loaded[code], after.get(code)}:
            yield code


def _conflict(code: str, before: str, after: str) -> Change:
    will = f"フォルダの版 {after[:8]}" if after else "フォルダにありません"
    return Change("conflict", f"手続き {code}", f"画面で編集した版 {before[:8]}", will)


def _apply_life_events(events: tuple[LifeEventShape, ...]) -> list[Change]:
    before = {
        row.code: _written(row.position, Words.model_validate(row.name), row.first)
        for row in LifeEvent.objects.all()
    }
    after = {event.code: _written(n, event.name, event.first) for n, event in enumerate(events)}
    LifeEvent.objects.filter(code__in=before.keys() - after.keys()).delete()
    for place, event in enumerate(events):
        if before.get(event.code) != after[event.code]:
            name = event.name.model_dump(exclude_defaults=True)
            told = {"position": place, "name": name, "first": list(event.first)}
            LifeEvent.objects.update_or_create(code=event.code, defaults=told)
    return compare(
        {f"ライフイベント {code}": text for code, text in before.items()},
        {f"ライフイベント {code}": text for code, text in after.items()},
    )


def _written(place: int, name: Words, first: Sequence[str]) -> str:
    order = f"（{'、'.join(first)}）" if first else ""
    return f"{place + 1}. {name.ja}／{name.easy}／{name.en}{order}"


def dump(folder: Folder) -> None:
    """Write the life events and the definitions in force back."""
    events = LifeEvent.objects.all()
    if events:
        listed = [
            {
                "code": row.code,
                "name": Words.model_validate(row.name).model_dump(exclude_defaults=True),
                **({"first": row.first} if row.first else {}),
            }
            for row in events
        ]
        folder.write(LIFE_EVENTS, write_yaml({"life_events": listed}))
    for row in Procedure.objects.select_related("current").filter(withdrawn_at=None):
        text = row.current.source or write_yaml(json.loads(row.current.definition))
        folder.write(f"procedures/{row.code}.yaml", text)


def _hashes(parsed: Parsed) -> dict[str, str]:
    return {item.code: digest_of(written(item)) for item in parsed.procedures}


def _described(hashes: Mapping[str, str], wanted: set[str]) -> dict[str, str]:
    return {f"手続き {code}": f"版 {hashes[code][:8]}" for code in wanted if code in hashes}
