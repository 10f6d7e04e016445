"""Which statements there are and which hold (申出の参照)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core import signing

from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.services.security.models import Statement
from tsunagaru.services.security.rules.fingerprints import PLACE
from tsunagaru.services.security.rules.states import StatementState

SALT = "security.contest"


@dataclass(frozen=True)
class Contest:
    """A refused value as its page is told of it (拒まれた値): where, and its fingerprint."""

    place: str
    field: str
    kind: str
    fingerprint: str

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


def accepted(value: str, *, at: datetime) -> list[Statement]:
    """Return the accepted statements about a value that hold now, at whichever field."""
    marks = blinds(value, place=PLACE)
    rows = Statement.objects.filter(
        fingerprint__in=marks, state=StatementState.ACCEPTED, expires_at__gt=at
    )
    return list(rows)
