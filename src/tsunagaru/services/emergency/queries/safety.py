"""Reads of asking whether everybody is safe (安否確認の参照)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.emergency.definitions import SafetyFile
from tsunagaru.services.emergency.models import Answer, Person, Round, RoundStep, Setup
from tsunagaru.services.emergency.rules.safety import URGENT, RoundState, summed

NOWHERE = "区の登録がない方"
NAMELESS = "氏名の登録がない方"


def safety_setup() -> SafetyFile | None:
    """Return how the town asks whether everybody is safe, or None (安否確認の決まり)."""
    row = Setup.objects.first()
    return SafetyFile.model_validate(row.safety) if row and row.safety else None


def rounds_for(actor: Actor) -> QuerySet[Round]:
    """Return the rounds an actor may open (安否確認): those of sections in which they work."""
    if not actor.is_staff:
        return Round.objects.none()
    rows = Round.objects.filter(section__in=actor.sections(Role.CLERK, Role.HEAD))
    return rows.order_by("-opened_at", "id")


def open_rounds() -> QuerySet[Round]:
    """Return the rounds that take answers, real ones first (受付中の安否確認)."""
    return Round.objects.filter(state=RoundState.OPEN).order_by("drill", "-opened_at", "id")


def round_of(key: UUID) -> Round | None:
    """Return the round that a message belongs to (配信の安否確認)."""
    sent = str(key)
    return next((row for row in Round.objects.order_by("-opened_at") if sent in row.messages), None)


@dataclass(frozen=True)
class DistrictLine:
    """How a district stands (区の状況)."""

    code: str
    name: str
    counts: Mapping[str, int]


def by_district(row: Round) -> list[DistrictLine]:
    """Return answers and silence by district, in the town's order (区ごとの状況)."""
    rows = Person.objects.filter(round=row).values_list("district", "state")
    found: dict[str, list[tuple[str, int]]] = {}
    for district, state, number in rows.annotate(n=Count("pk")).order_by():
        found.setdefault(district, []).append((state, number))
    names = district_names()
    order = {code: place for place, code in enumerate(names)}
    codes = sorted(found, key=lambda code: (order.get(code, len(order)), code))
    return [DistrictLine(code, names.get(code, code), summed(found[code])) for code in codes]


def district_names() -> dict[str, str]:
    """Return the districts' names in order, and what stands for none (区の名前)."""
    return {**{one.code: one.name for one in places.districts()}, "": NOWHERE}


def whole(row: Round) -> Mapping[str, int]:
    """Return the counts of a round (全体の状況)."""
    rows = Person.objects.filter(round=row).values_list("state")
    return summed(rows.annotate(n=Count("pk")).order_by())


def others(row: Round) -> int:
    """Return how many told of themselves without having been asked (たずねていない方の返事)."""
    return Person.objects.filter(round=row, asked=False).count()


def in_need(row: Round) -> list[Person]:
    """Return who needs help, the injured first, then who has waited longest (助けが必要な方)."""
    rows = Person.objects.filter(round=row, state__in=[one.value for one in URGENT])
    rank = {one.value: place for place, one in enumerate(URGENT)}
    return sorted(rows, key=lambda one: (rank[one.state], one.latest_at or row.opened_at))


def silent(row: Round, district: str | None = None) -> QuerySet[Person]:
    """Return of whom nothing was heard (返事のない方)."""
    rows = Person.objects.filter(round=row, state="")
    if district is not None:
        rows = rows.filter(district=district)
    return rows.order_by("district", "pk")


def newest(persons: Iterable[Person]) -> dict[UUID, Answer]:
    """Return the answer that counts of each person (有効な返事)."""
    rows = Answer.objects.filter(person__in=list(persons), counts=True)
    return {row.person_id: row for row in rows.order_by("said_at", "number")}


@dataclass(frozen=True)
class Named:
    """A person with name and telephone, where they are known (氏名と電話)."""

    name: str
    kana: str = ""
    phone: str = ""
    address: str = ""


def named(persons: Sequence[Person], at: datetime) -> dict[UUID, Named]:
    """Return the names of persons by their rows' ids (氏名)."""
    known = people.residents([one.resident for one in persons if one.resident], day=day_of(at))
    found = {}
    for one in persons:
        resident = known.get(one.resident) if one.resident else None
        if resident is None:
            found[one.pk] = Named(one.name or NAMELESS)
            continue
        name = f"{resident.family} {resident.given}".strip()
        kana = f"{resident.kana_family} {resident.kana_given}".strip()
        address = f"{resident.address}{resident.building}"
        found[one.pk] = Named(name, kana, resident.phone, address)
    return found


def due_steps(at: datetime) -> QuerySet[RoundStep]:
    """Return the steps of open rounds whose time has come (予定の時刻を過ぎた手順)."""
    rows = RoundStep.objects.filter(done_at=None, due_at__lte=at, round__state=RoundState.OPEN)
    return rows.select_related("round").order_by("due_at", "id")


def may_answer(row: Round, at: datetime) -> bool:
    """Tell whether links to the answer page still work (リンクの期限)."""
    return at < row.closes_at


def latest_for(subscriber: UUID) -> Round | None:
    """Return the round somebody was asked in last, real ones before drills (答える安否確認)."""
    rows = Round.objects.filter(people__subscriber=subscriber)
    last = rows.annotate(is_open=Count("pk", filter=Q(state=RoundState.OPEN)))
    return last.order_by("-is_open", "drill", F("opened_at").desc()).first()


def mine(row: Round, resident: UUID) -> Person | None:
    """Return a resident's own line in a round (本人の安否)."""
    return Person.objects.filter(round=row, resident=resident).first()
