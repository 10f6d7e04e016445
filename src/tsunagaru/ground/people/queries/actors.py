"""Who is behind a request, and with which rights (操作者)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.ground.people.models import Account, RoleGrant
from tsunagaru.ground.people.models.indexes import login_keys
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANONYMOUS, Actor, Grant, Kind, Role


def grants_in_force(at: datetime) -> QuerySet[RoleGrant]:
    """Return the grants that hold at a moment (有効な役割)."""
    day = clock.day_of(at)
    return RoleGrant.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day, revoked_at=None
    )


def grants_of(staff: UUID, at: datetime) -> frozenset[Grant]:
    """Return the roles a member of staff holds at a moment (有効な役割)."""
    rows = grants_in_force(at).filter(staff=staff)
    return frozenset(Grant(Role(r), s) for r, s in rows.values_list("role", "section"))


def actor_of(account: Account | None, at: datetime) -> Actor:
    """Return who an account stands for, with the rights held at a moment (操作者)."""
    if account is None or not account.is_active:
        return ANONYMOUS
    if account.staff is not None and account.staff.active:
        return Actor(
            kind=Kind.STAFF,
            account=account.pk,
            staff=account.staff.pk,
            name=account.staff.name,
            grants=grants_of(account.staff.pk, at),
        )
    if account.resident is not None and account.resident.erased_at is None:
        person = account.resident
        name = f"{person.family or ''} {person.given or ''}".strip()
        return Actor(kind=Kind.RESIDENT, account=account.pk, resident=person.pk, name=name)
    return ANONYMOUS


def account_of(login: str) -> Account | None:
    """Return the account with a sign-in name or e-mail address, or None (アカウント)."""
    from_keys = Account.objects.filter(login__in=login_keys(login))
    return from_keys.select_related("resident", "staff").first()


def count_accounts() -> dict[str, int]:
    """Return how many accounts residents and staff have (アカウント数)."""
    active = Account.objects.filter(is_active=True)
    return {
        "resident": active.exclude(resident=None).count(),
        "staff": active.exclude(staff=None).count(),
    }
