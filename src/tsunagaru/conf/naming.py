"""How the audit trail's page names those who acted (監査記録での氏名の表示)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from tsunagaru.ground.ledger import api as ledger
from tsunagaru.ground.people import api as people

STAFF = "staff:"


def install() -> None:
    """Let the auditor's page show the names of the staff. Called once at start-up."""
    ledger.install_names(names_of)


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
