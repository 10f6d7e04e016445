"""What people offers upwards (提供物): stocks, privacy, an invented population."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.models import (
    Account,
    CardCredential,
    Consent,
    Letter,
    Mandate,
    Resident,
    Staff,
)
from tsunagaru.ground.people.queries.segments import CHILDREN
from tsunagaru.ground.people.services.population import settle
from tsunagaru.kernel import clock
from tsunagaru.kernel.offers import (
    Erasure,
    Offers,
    PrivacyOffer,
    SimulatedAct,
    Stock,
    StockRow,
    World,
)

PERSONAL = tuple(
    f"people.{name}"
    for name in ("Resident", "HeldPost", "Letter", "CardVisit", "CardSignature", "Passkey")
)
STAFF_KEPT = "処分の記録と職員の任用の記録は、法令により保存します。"


def staff_by_section(_at: datetime) -> Iterable[StockRow]:
    """Return how many people work in each section (職員数)."""
    for code, count in queries.count_staff():
        yield StockRow({"section": code}, count)


def residents_by_district(at: datetime) -> Iterable[StockRow]:
    """Return how many residents are entered in each district (登録住民数)."""
    for code, count in queries.count_residents(at):
        yield StockRow({"district": code}, count)


def accounts_by_kind(_at: datetime) -> Iterable[StockRow]:
    """Return how many accounts there are (アカウント数)."""
    for kind, count in queries.count_accounts().items():
        yield StockRow({"kind": kind}, count)


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return the profile and the consents of a resident (登録情報の開示)."""
    row = Resident.objects.filter(pk=resident, erased_at=None).first()
    if row is None:
        return None
    profile = asdict(queries.view_of(row, clock.day_of(row.changed_at)))
    profile.pop("age_band")  # follows from the birth date, and changes with the day
    given = Consent.objects.filter(resident=resident).order_by("given_at")
    letters = Letter.objects.filter(account__resident=resident).order_by("made_at")
    profile["letters"] = [
        {"purpose": row.get_purpose_display(), "address": row.address, "made_at": row.made_at}
        for row in letters
    ]
    cards = CardCredential.objects.filter(account__resident=resident)
    profile["cards"] = [
        {"kind": row.get_kind_display(), "linked_at": row.linked_at, "used_at": row.used_at}
        for row in cards
    ]
    profile["sign_in"] = [_ways(row) for row in Account.objects.filter(resident=resident)]
    profile["consents"] = list(given.values("code", "given_at", "withdrawn_at"))
    profile["mandates"] = [
        {
            "side": "principal" if row.principal_id == resident else "proxy",
            "ground": row.ground,
            "procedures": row.procedures,
            "from_on": row.from_on,
            "to_on": row.to_on,
            "state": row.state,
        }
        for row in Mandate.objects.filter(Q(principal=resident) | Q(proxy=resident))
    ]
    return profile


def _ways(account: Account) -> Any:  # noqa: ANN401 - any JSON
    """Return with what somebody signs in, without keys (サインインの方法)."""
    found = queries.ways_of(account)
    return {
        "passkeys": [
            {"name": row.name, "made_at": row.made_at, "used_at": row.used_at}
            for row in found.passkeys
        ],
        "app": {"made_at": found.app.made_at, "used_at": found.app.used_at} if found.app else None,
        "recovery_codes_left": found.codes_left,
    }


def export_staff(person: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return what is kept of a member of staff under this id (職員としての記録の開示)."""
    row = Staff.objects.filter(pk=person).first()
    if row is None:
        return None
    ways = [_ways(account) for account in Account.objects.filter(staff=person)]
    return asdict(queries.staff(person)) | {"sign_in": ways}


def keep_staff(person: UUID, _at: datetime) -> Erasure:
    """Keep a member of staff: decisions name who took them (職員としての記録は保存)."""
    kept = Staff.objects.filter(pk=person).count()
    return Erasure(erased=0, kept=kept, reason=STAFF_KEPT)


def move_in(world: World, at: datetime) -> None:
    """Let the invented population move in before the first day (住民の登録)."""
    world.memory["residents"] = settle(world.residents, rng=world.rng, at=at)


def _nothing(_world: World, _day: date) -> int:
    return 0


OFFERS = Offers(
    "ground.people",
    stocks=(
        Stock("staff", "職員数", ("section",), staff_by_section),
        Stock("residents", "登録住民数", ("district",), residents_by_district),
        Stock("accounts", "アカウント数", ("kind",), accounts_by_kind),
    ),
    segments=(CHILDREN,),
    privacy=(
        PrivacyOffer(
            "people",
            "登録情報",
            PERSONAL,
            export,
            services.erase_resident,
        ),
        PrivacyOffer("staff", "職員としての記録", ("people.Staff",), export_staff, keep_staff),
    ),
    acts=(SimulatedAct("住民", 1, _nothing, move_in),),
)
