"""What somebody was sending when the session ended (送信途中の入力): held, and given back once."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.models import HeldPost
from tsunagaru.ground.people.services import tries
from tsunagaru.kernel import individual_number

KEPT, KEPT_UNKNOWN = timedelta(days=1), timedelta(minutes=30)
LONGEST, LONGEST_UNKNOWN, LONGEST_PATH = 200_000, 20_000, 500
WAITING = "people.held"
_NEVER = ("csrfmiddlewaretoken", "password", "current", "again")
# Codes and keys of the ways to sign in are for this moment only.
_NEVER_AT = "/me/sign-in/"
_OUR_IDS = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")

Fields = Iterable[tuple[str, Iterable[str]]]


@transaction.atomic
def hold(account: int, path: str, fields: Fields, *, at: datetime) -> bool:
    """Hold a post for an account until it signs in again; tell whether it was held.

    Passwords and anything with an individual number (個人番号) are never held.
    """
    kept = _worth_holding(path, fields, LONGEST)
    if not kept:
        return False
    HeldPost.objects.filter(account=account, path=path).delete()
    HeldPost.objects.create(account_id=account, path=path, fields=kept, held_at=at)
    return True


def hold_unknown(request: HttpRequest, *, at: datetime) -> bool:
    """Hold what somebody sends whose session nobody knows any more; tell whether it was held.

    It is for whoever signs in next in this browser, and wants to go on there, within half an hour.
    From one address of the network only so much is held in that time: nobody fills the house.
    """
    path = request.get_full_path()
    if request.method != "POST":
        return False
    kept = _worth_holding(path, request.POST.lists(), LONGEST_UNKNOWN)
    if not kept:
        return False
    if not tries.admit_held(address_of(request), at=at):
        return False
    request.session[WAITING] = str(_hold_instead(waiting_in(request), path, kept, at))
    return True


@transaction.atomic
def _hold_instead(earlier: str, path: str, kept: dict[str, list[str]], at: datetime) -> UUID:
    """Hold a post; one that this browser was waiting with before leads nowhere any more."""
    if earlier:
        HeldPost.objects.filter(account=None, pk=earlier).delete()
    return HeldPost.objects.create(path=path, fields=kept, held_at=at).pk


def waiting_in(request: HttpRequest) -> str:
    """Return what this browser's session leads to that is held for nobody known yet."""
    return str(request.session.get(WAITING, ""))


@transaction.atomic
def claim(held: str, account: int, *, at: datetime) -> None:
    """Let what was held for nobody known belong to who has signed in (送信途中の入力の引受け)."""
    rows = HeldPost.objects.select_for_update(no_key=True).filter(account=None)
    row = rows.filter(pk=held, held_at__gt=at - KEPT_UNKNOWN).first() if held else None
    if row is None:
        return
    HeldPost.objects.filter(account=account, path=row.path).delete()
    row.account_id = account
    row.save(update_fields=["account"])


def _worth_holding(path: str, fields: Fields, longest: int) -> dict[str, list[str]]:
    """Return what of a post may be held; nothing where all of it must not, or is too much."""
    if path.startswith(_NEVER_AT) or len(path) > LONGEST_PATH or _holds_number(path):
        return {}
    kept = {name: list(values) for name, values in fields if _may_hold(name, values)}
    size = sum(len(value) for values in kept.values() for value in values)
    return kept if size <= longest else {}


def _may_hold(name: str, values: Iterable[str]) -> bool:
    secret = any(word in name for word in _NEVER)
    return not secret and not any(_holds_number(text) for text in (name, *values))


def _holds_number(text: str) -> bool:
    """Tell whether a text may hold an individual number, besides ids that we gave ourselves.

    Of a thousand random ids some few have twelve digits in a row that pass the check digit.
    """
    return individual_number.contains(_OUR_IDS.sub("-", text))


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
    """Delete what nobody came back for in time; return how much it was."""
    nobodys = Q(account=None, held_at__lte=at - KEPT_UNKNOWN)
    return HeldPost.objects.filter(nobodys | Q(held_at__lte=at - KEPT)).delete()[0]
