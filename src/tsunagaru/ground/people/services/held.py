"""What somebody was sending when the session ended (送信途中の入力): held, and given back once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from tsunagaru.ground.people.models import HeldPost
from tsunagaru.kernel import individual_number

KEPT = timedelta(days=1)
LONGEST = 200_000
_NEVER = ("csrfmiddlewaretoken", "password", "current", "again")
# Codes and keys of the ways to sign in are for this moment only.
_NEVER_AT = "/me/sign-in/"

Fields = Iterable[tuple[str, Iterable[str]]]


@transaction.atomic
def hold(account: int, path: str, fields: Fields, *, at: datetime) -> bool:
    """Hold a post for an account until it signs in again; tell whether it was held.

    Passwords and anything with an individual number (個人番号) are never held.
    """
    if path.startswith(_NEVER_AT):
        return False
    kept = {name: list(values) for name, values in fields if _may_hold(name, values)}
    size = sum(len(value) for values in kept.values() for value in values)
    if not kept or size > LONGEST or individual_number.contains(path):
        return False
    HeldPost.objects.filter(account=account, path=path).delete()
    HeldPost.objects.create(account_id=account, path=path, fields=kept, held_at=at)
    return True


def _may_hold(name: str, values: Iterable[str]) -> bool:
    secret = any(word in name for word in _NEVER)
    return not secret and not any(individual_number.contains(text) for text in (name, *values))


def find(account: int, path: str, *, at: datetime) -> dict[str, list[str]]:
    """Return what is held for an account and an address, or nothing."""
    rows = HeldPost.objects.filter(account=account, path=path, held_at__gt=at - KEPT)
    row = rows.first()
    return dict(row.fields) if row else {}


@transaction.atomic
def take_back(account: int, path: str) -> None:
    """Forget what was held: it is being sent again, or not wanted any more."""
    HeldPost.objects.filter(account=account, path=path).delete()


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Delete what nobody came back for within a day; return how much it was."""
    return HeldPost.objects.filter(held_at__lte=at - KEPT).delete()[0]
