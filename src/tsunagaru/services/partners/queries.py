"""Reads of partners (連携先の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Kind, Role
from tsunagaru.services.partners import rules
from tsunagaru.services.partners.models import Client, Submission, Token


@dataclass(frozen=True)
class Caller:
    """The program behind a request (要求元).

    Args:
        section: for whose procedures it may apply; empty means all.
    """

    client: UUID
    section: str
    scopes: Sequence[str]
    per_minute: int = 0

    @property
    def actor(self) -> Actor:
        """Return it as an actor."""
        return Actor(kind=Kind.CLIENT, client=self.client)


def caller_of(token: str, at: datetime) -> Caller | None:
    """Return the program that holds a pass, or None (トークンの持ち主)."""
    rows = Token.objects.filter(digest=rules.digest(token), expires_at__gt=at)
    row = rows.filter(client__revoked_at=None).select_related("client").first()
    if row is None:
        return None
    return Caller(row.client_id, row.client.section, tuple(row.scopes), row.client.per_minute)


def is_theirs(client: UUID, application: UUID) -> bool:
    """Tell whether a program handed in an application (自分が出した申請か)."""
    return Submission.objects.filter(client=client, application=application).exists()


def manageable_by(actor: Actor) -> QuerySet[Client]:
    """Return the programs an actor may manage: all for the DX office, else of the own sections."""
    rows = Client.objects.annotate(count=Count("submissions")).order_by("name", "created_at")
    if actor.has(Role.DX_OFFICE):
        return rows
    return rows.filter(section__in=actor.sections(Role.HEAD) - {""})


def sections_for(actor: Actor) -> list[tuple[str, str]]:
    """Return the sections for which an actor may register programs, as choices (所管課)."""
    known = [(one.code, one.name) for one in people.sections()]
    if actor.has(Role.DX_OFFICE):
        return [("", "町全体（すべての手続き）"), *known]
    mine = actor.sections(Role.HEAD)
    return [pair for pair in known if pair[0] in mine]
