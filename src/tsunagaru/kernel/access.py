"""Who may open a page (閲覧権限): actors, roles and the declaration every view carries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID


class Kind(StrEnum):
    """What sort of person is at the other end (利用者の種別)."""

    ANONYMOUS = "anonymous"
    RESIDENT = "resident"
    STAFF = "staff"
    CLIENT = "client"


class Role(StrEnum):
    """A duty a member of staff holds in a section, or in the whole town (役割)."""

    CLERK = "clerk"
    HEAD = "head"
    DX_OFFICE = "dx_office"
    CIO = "cio"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Grant:
    """One role in one section; an empty section means the whole town (役割の付与)."""

    role: Role
    section: str = ""


@dataclass(frozen=True)
class Actor:
    """The person behind a request, as far as rights are concerned (操作者).

    Args:
        means: by what they signed in where it matters, such as ``card``; empty for a password.
        client: the program of a partner that acts over the API, and no person.
    """

    kind: Kind = Kind.ANONYMOUS
    account: int | None = None
    resident: UUID | None = None
    staff: UUID | None = None
    name: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)
    means: str = ""
    client: UUID | None = None

    @property
    def is_staff(self) -> bool:
        """Tell whether the actor works for the town."""
        return self.kind is Kind.STAFF

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor holds one of these roles anywhere."""
        return any(grant.role in roles for grant in self.grants)

    def sections(self, *roles: Role) -> frozenset[str]:
        """Return the sections in which the actor holds one of these roles (all when none named)."""
        return frozenset(g.section for g in self.grants if not roles or g.role in roles)

    def works_in(self, section: str) -> bool:
        """Tell whether the actor handles the work of a section as its clerk or head."""
        return section in self.sections(Role.CLERK, Role.HEAD)


ANONYMOUS = Actor()


@dataclass(frozen=True)
class Opening:
    """A rule about who may open a page (開放範囲)."""

    name: str
    allows: Callable[[Actor], bool]


ANYONE = Opening("anyone", lambda _: True)
RESIDENTS = Opening("residents", lambda actor: actor.kind is Kind.RESIDENT)
STAFF = Opening("staff", lambda actor: actor.is_staff)
CLIENTS = Opening("api_clients", lambda actor: actor.client is not None)
SIGNED_IN = Opening("signed_in", lambda actor: actor.kind is not Kind.ANONYMOUS)


def staff_with(*roles: Role) -> Opening:
    """Return an opening for staff who hold one of the roles."""
    name = "staff:" + "+".join(role.value for role in roles)
    return Opening(name, lambda actor: actor.is_staff and actor.has(*roles))


class CannotOpen(Exception):
    """The actor may not open this page (開けません). People's middleware answers it."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening.name)
        self.opening = opening


P = ParamSpec("P")
R = TypeVar("R")
Req = TypeVar("Req", bound=Any)


def open_to(
    opening: Opening,
) -> Callable[[Callable[Concatenate[Req, P], R]], Callable[Concatenate[Req, P], R]]:
    """Declare and enforce who may open a view. Every view carries exactly one.

    Raises:
        CannotOpen: answered by a redirect to the sign-in page for the anonymous, and for everybody
            else exactly as a page that does not exist.
    """

    def declare(
        view: Callable[Concatenate[Req, P], R],
    ) -> Callable[Concatenate[Req, P], R]:
        @wraps(view)
        def guarded(request: Req, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not opening.allows(request.actor):
                raise CannotOpen(opening)
            return view(request, *args, **kwargs)

        guarded.opening = opening  # type: ignore[attr-defined]  # read by the test of all routes
        return guarded

    return declare
