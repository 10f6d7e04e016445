"""How the audit trail's page names people and the town's own codes (監査記録での表示)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ledger import api as ledger
from tsunagaru.ground.people import api as people
from tsunagaru.services.records_office import api as records_office

STAFF = "staff:"


def install() -> None:
    """Let the auditor's page show names instead of ids and codes. Called once at start-up."""
    ledger.install_names(names_of)
    ledger.install_codes(codes_named)


def codes_named() -> Mapping[str, Mapping[str, str]]:
    """Return what the town calls its sections, procedures, life events and retention rules."""
    return {
        "section": {row.code: row.name for row in people.sections()},
        "procedure": {row.code: row.name.ja for row in applications.procedures()},
        "guide": applications.guide_names(),
        "rule": records_office.rule_names(),
    }


def names_of(actors: Collection[str]) -> Mapping[str, str]:
    """Return the names of those among these actors who work for the town.

    Args:
        actors: as the trail writes them, such as ``staff:<id>``; others are left out.
    """
    ids = {id_: actor for actor in actors if (id_ := _staff_id(actor))}
    return {ids[id_]: name for id_, name in people.staff_names(ids).items()}


def _staff_id(actor: str) -> UUID | None:
    if not actor.startswith(STAFF):
        return None
    try:
        return UUID(actor.removeprefix(STAFF))
    except ValueError:
        return None
