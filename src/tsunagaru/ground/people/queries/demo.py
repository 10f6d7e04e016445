"""The demo's accounts, for the demo page and the command (デモのアカウント)."""

from dataclasses import dataclass
from datetime import datetime

from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.models.staff import ROLE_NAMES
from tsunagaru.ground.people.queries.actors import grants_of
from tsunagaru.ground.people.queries.residents import view_of
from tsunagaru.kernel import clock


@dataclass(frozen=True)
class DemoPerson:
    """One person of the demo (デモの人).

    Args:
        kind: ``resident`` or ``staff``.
        about: age, or section and role, in Japanese.
    """

    kind: str
    login: str
    name: str
    about: str


def demo_people(logins: list[str], *, at: datetime) -> list[DemoPerson]:
    """Return the people behind these sign-in names, in the same order."""
    rows = Account.objects.filter(login__in=logins, is_active=True)
    found = {row.login: row for row in rows.select_related("resident", "staff__section")}
    return [_person(found[login], at) for login in logins if login in found]


def _person(account: Account, at: datetime) -> DemoPerson:
    if account.staff is not None:
        roles = sorted({ROLE_NAMES[grant.role] for grant in grants_of(account.staff.pk, at)})
        about = f"{account.staff.section.name}　{'・'.join(roles)}"
        return DemoPerson("staff", account.login, account.staff.name, about)
    if account.resident is None:
        return DemoPerson("resident", account.login, "", "")
    day = clock.day_of(at)
    view = view_of(account.resident, day)
    age = day.year - view.birth_on.year if view.birth_on else 0
    return DemoPerson("resident", account.login, view.name, f"今年{age}歳")
