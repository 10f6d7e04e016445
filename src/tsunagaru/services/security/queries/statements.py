"""Which statements there are and which hold (申出の参照)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.security.models import Statement
from tsunagaru.services.security.rules.fingerprints import FILE, PLACE
from tsunagaru.services.security.rules.states import StatementState

SALT = "security.contest"


@dataclass(frozen=True)
class Contest:
    """A refused value as its page is told of it (拒まれた値): where, and its fingerprint.

    Args:
        typed_by: the id of the member of staff who typed it; empty for everybody else.
    """

    place: str
    field: str
    kind: str
    fingerprint: str
    typed_by: str = ""

    @property
    def token(self) -> str:
        """Return it signed, for an address; nobody else can make one."""
        return signing.dumps(asdict(self), salt=SALT)


def read_token(token: str) -> Contest | None:
    """Return what a token says, or None when we did not make it."""
    try:
        return Contest(**signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None


def latest(contest: Contest) -> Statement | None:
    """Return the last statement about the same value at the same field."""
    rows = Statement.objects.filter(
        place=contest.place, field=contest.field, fingerprint=contest.fingerprint
    )
    return rows.order_by("-made_at").first()


def is_own(row: Statement, actor: Actor) -> bool:
    """Tell whether somebody typed or contested the value of a statement (自分の申出)."""
    return actor.staff is not None and actor.staff in {row.made_by, row.typed_by}


@dataclass(frozen=True)
class Deciders:
    """Whom to ask for the decision on one's own statement (決定を頼む相手).

    Args:
        others: who may decide, besides oneself.
        head: where there are none: the head of one's section, who may be given the role; or None.
    """

    others: Sequence[people.StaffView]
    head: people.StaffView | None


def deciders_besides(staff: UUID, at: datetime) -> Deciders:
    """Return who decides on a statement instead of somebody who made it (決定を頼む相手)."""
    others = [one for one in people.holders_of(Role.DX_OFFICE, at) if one.id != staff]
    day = day_of(at)
    head = None if others else people.acting_head(people.staff(staff).section, day)
    return Deciders(others, head if head and head.id != staff else None)


def accepted(value: str, *, at: datetime) -> list[Statement]:
    """Return the accepted statements about a value that hold now, at whichever field."""
    return list(_accepted(value).filter(Q(expires_at__gt=at) | Q(expires_at=None)))


def about_file(sha256: str) -> Statement | None:
    """Return the last statement about a file with these bytes, whatever became of it."""
    marks = blinds(FILE + sha256, place=PLACE)
    return Statement.objects.filter(fingerprint__in=marks).order_by("-made_at").first()


def came_by_statement(sha256: str, kept_at: datetime) -> bool:
    """Tell whether a file came while a statement about its very bytes held (認めたファイル).

    Its entrance let it in at the field of the statement alone.
    """
    known = _accepted(FILE + sha256).filter(decided_at__lte=kept_at)
    return known.filter(Q(expires_at__gt=kept_at) | Q(expires_at=None)).exists()


def accepted_in_definition(value: str) -> bool:
    """Tell whether a value was let into a definition, for whoever loads the town folder (定義)."""
    return _accepted(value).filter(expires_at=None).exists()


def _accepted(value: str) -> QuerySet[Statement]:
    marks = blinds(value, place=PLACE)
    return Statement.objects.filter(fingerprint__in=marks, state=StatementState.ACCEPTED)
