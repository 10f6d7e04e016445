"""How a household is named on a list (世帯の呼び方): from the register, or as its head wrote."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tsunagaru.ground.people import api as people
from tsunagaru.services.community.models import PaperHome
from tsunagaru.services.community.rules.paper_homes import family_of, matching


@dataclass(frozen=True)
class Addressee:
    """Whom a list names for a household (名あて): nobody where it is not known any more."""

    name: str = ""
    family: str = ""
    place: str = ""


def addressees(households: Iterable[UUID], day: date) -> Mapping[UUID, Addressee]:
    """Return the name and place of each of these households (世帯の氏名と所在)."""
    wanted = set(households)
    found = {id_: Addressee() for id_ in wanted}
    homes = people.households(day=day, ids=wanted)
    heads = people.residents([home.members[0] for home in homes], day=day)
    for home in homes:
        if home.members[0] in heads:
            found[home.id] = _registered(heads[home.members[0]])
    for row in PaperHome.objects.filter(pk__in=wanted):
        found[row.pk] = Addressee(row.name, family_of(row.name), row.place)
    return found


def _registered(head: people.ResidentView) -> Addressee:
    return Addressee(head.name, head.family, place_of(head))


def place_of(head: people.ResidentView) -> str:
    """Return where a household lives, without the town's name (所在)."""
    parts = head.address_parts
    return f"{parts['town']}{parts['street']}{head.building}"


def household_like(district: str, name: str, place: str, day: date) -> UUID | None:
    """Return the one household of the register with this head and place (住民記録の世帯)."""
    homes = people.households(day=day, districts=[district])
    named = addressees([home.id for home in homes], day)
    known = ((home.id, named[home.id].name, named[home.id].place) for home in homes)
    return matching(name, place, known)


def paper_home(district: str, id_: str) -> PaperHome | None:
    """Return an entry of a district by its id as it stands in an address (紙の世帯)."""
    try:
        return PaperHome.objects.filter(district=district, pk=UUID(id_)).first()
    except ValueError:
        return None


def paper_homes(
    living: Collection[people.HouseholdView], districts: Collection[str] = ()
) -> Sequence[PaperHome]:
    """Return the entries that stand for households the register does not tell (紙の世帯).

    Args:
        living: the households of the register there; an entry that is one of them counts once.
        districts: only of these; of all when none is named.
    """
    known = {home.id for home in living}
    rows = PaperHome.objects.order_by("district", "pk")
    if districts:
        rows = rows.filter(district__in=districts)
    return [row for row in rows if row.household not in known]
