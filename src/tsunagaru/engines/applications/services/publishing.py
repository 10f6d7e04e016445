"""Putting definitions in force (手続定義の公開): immutable, hashed versions."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tsunagaru.engines.applications.definitions import ProcedureDefinition, Seal
from tsunagaru.engines.applications.events import ProcedurePublished
from tsunagaru.engines.applications.models import Procedure, ProcedureVersion
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.folder.editing import as_written, open_text, write_back


def in_force() -> list[ProcedureVersion]:
    """Return the version in force of every procedure (有効な版)."""
    rows = Procedure.objects.select_related("current").filter(withdrawn_at=None)
    return [row.current for row in rows]


def publish_definition(
    definition: ProcedureDefinition,
    before: Mapping[str, str],
    at: datetime,
    *,
    source: str = "",
    from_folder: bool = True,
) -> None:
    """Put one definition in force, unless it is already (手続定義を公開する).

    Args:
        before: hashes of the versions in force, by procedure.
        source: the same as it was written, with comments; empty where nobody wrote it.
        from_folder: whether the town folder says so; otherwise a later load must ask first.

    Publishes:
        ProcedurePublished
    """
    text = written(definition)
    digest = digest_of(text)
    if before.get(definition.code) == digest:
        _note(definition.code, digest, source, from_folder=from_folder)
        return
    version, _ = ProcedureVersion.objects.get_or_create(
        code=definition.code,
        hash=digest,
        defaults={"definition": text, "source": source, "published_at": at},
    )
    loaded = {"loaded": digest} if from_folder else {}
    Procedure.objects.update_or_create(
        code=definition.code, defaults={"current": version, "withdrawn_at": None, **loaded}
    )
    _note(definition.code, digest, source, from_folder=False)
    publish(ProcedurePublished(at=at, subject=version.pk, procedure=definition.code))


def _note(code: str, digest: str, source: str, *, from_folder: bool) -> None:
    """Note that the folder says the same, and how it is laid out now; the content is as before."""
    if source:
        same = ProcedureVersion.objects.filter(code=code, hash=digest).exclude(source=source)
        same.update(source=source)
    if from_folder:
        Procedure.objects.filter(code=code).exclude(loaded=digest).update(loaded=digest)


@transaction.atomic
def publish_text(definition: ProcedureDefinition, text: str, *, at: datetime) -> None:
    """Put what was written in the browser in force (画面からの公開); old versions stay.

    Publishes:
        ProcedurePublished
    """
    rows = Procedure.objects.select_for_update(no_key=True, of=("self",)).select_related("current")
    standing = rows.filter(code=definition.code, withdrawn_at=None)
    known = {row.code: row.current.hash for row in standing}
    publish_definition(definition, known, at, source=text, from_folder=False)


@transaction.atomic
def change_seal(code: str, *, required: bool, basis: str, decided_on: date, at: datetime) -> None:
    """Put a version in force that asks for a seal, or for none any more (押印の要否の変更).

    Raises:
        Procedure.DoesNotExist: there is no such procedure in force.

    Publishes:
        ProcedurePublished
    """
    found = Procedure.objects.select_for_update(no_key=True, of=("self",)).select_related("current")
    current = found.get(code=code, withdrawn_at=None).current
    before = ProcedureDefinition.model_validate_json(current.definition)
    seal = Seal(required=required, basis=basis, decided_on=decided_on)
    changed = before.model_copy(update={"seal": seal})
    source = _with_seal(current.source, seal)
    publish_definition(changed, {code: current.hash}, at, source=source, from_folder=False)


def _with_seal(source: str, seal: Seal) -> str:
    if not source:
        return ""
    tree = open_text(source)
    tree["seal"] = as_written(seal)
    return write_back(tree)


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
