"""Reads of people at shelters (避難者の参照)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Count, QuerySet

from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.models import Entry, Evacuee, Opening, Tablet
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.folding import EFFECT_NAMES, Effect
from tsunagaru.services.shelters.rules.payloads import NEEDS
from tsunagaru.services.shelters.rules.states import PRESENCE_NAMES, Presence

UNNAMED = "（氏名の確認が要ります）"
HERE = (Presence.PRESENT, Presence.OUT)


@dataclass(frozen=True)
class PersonView:
    """A person at a shelter as staff read them (避難者)."""

    row: Evacuee
    name: str
    kana: str
    born: date | None
    needs: tuple[str, ...]
    note: str
    pets: int

    @property
    def state(self) -> str:
        """Where they are, in words."""
        return PRESENCE_NAMES[Presence(self.row.state)]


def shown(row: Evacuee) -> PersonView:
    """Return a person as staff read them."""
    told, care = row.details, row.care
    born = told.get("birth_on", "")
    return PersonView(
        row=row,
        name=f"{told.get('family', '')} {told.get('given', '')}".strip() or UNNAMED,
        kana=f"{told.get('kana_family', '')} {told.get('kana_given', '')}".strip(),
        born=date.fromisoformat(born) if born else None,
        needs=tuple(NEEDS[one] for one in care.get("needs", ()) if one in NEEDS),
        note=care.get("note", ""),
        pets=care.get("pets", 0),
    )


def at_shelter(opening: Opening, *, left: bool = False) -> QuerySet[Evacuee]:
    """Return who is at a shelter (避難者の一覧).

    Args:
        left: those who left, instead of those who are there or out.
    """
    rows = Evacuee.objects.filter(opening=opening, merged_into=None).select_related("run")
    return rows.filter(state=Presence.LEFT) if left else rows.filter(state__in=HERE)


def families(rows: Iterable[Evacuee]) -> list[list[PersonView]]:
    """Return people by family (家族ごと), the families in the order in which they came."""
    people = sorted((shown(row) for row in rows), key=lambda one: str(one.row.family))
    grouped = [list(group) for _, group in groupby(people, key=lambda one: one.row.family)]
    for group in grouped:
        group.sort(key=lambda one: (one.born or date.max, _came(one), one.row.pk))
    return sorted(grouped, key=lambda group: min(map(_came, group)))


def _came(one: PersonView) -> datetime:
    return one.row.arrived_at or one.row.run.begun_at


def evacuee_of(actor: Actor, id: UUID) -> Evacuee | None:
    """Return a person whom an actor may open: at, or entered at, a shelter they run."""
    row = Evacuee.objects.filter(pk=id, merged_into=None).select_related("opening__run").first()
    if row is None:
        return None
    places = set(row.entries.values_list("opening__site", flat=True).distinct())
    return row if any(sites.runs(actor, code) for code in places) else None


def trail(row: Evacuee) -> Sequence[Entry]:
    """Return everything entered about a person, whoever entered it (記録の跡), oldest first."""
    rows = row.entries.select_related("tablet", "opening__site")
    return list(rows.order_by("at", "pk"))


def effect_words(entry: Entry) -> str:
    """Return what an entry did, in words."""
    return EFFECT_NAMES[Effect(entry.effect)]


def alike(row: Evacuee) -> list[Evacuee]:
    """Return who may be the same person: the same reading, entered as another (同じ人の候補)."""
    if not row.name_index:
        return []
    rows = Evacuee.objects.filter(run=row.run_id, name_index=row.name_index, merged_into=None)
    return list(rows.exclude(pk=row.pk).select_related("opening__site")[:10])


def doubtful(opening: Opening) -> list[PersonView]:
    """Return who needs a person's look: nameless, at two places at once, or entered twice."""
    here = Evacuee.objects.filter(opening=opening, merged_into=None)
    names = Evacuee.objects.filter(run=opening.run_id, merged_into=None).exclude(name_index="")
    twice = names.values("name_index").annotate(n=Count("pk")).filter(n__gt=1)
    rows = here.filter(unclear=True) | here.filter(name_index__in=twice.values("name_index"))
    return [shown(row) for row in rows.distinct()[:50]]


def aside(opening: Opening) -> QuerySet[Entry]:
    """Return what stopped tablets handed in, and what nobody could read (確かめる記録)."""
    rows = Entry.objects.filter(opening=opening, effect__in=(Effect.HELD, Effect.UNREADABLE))
    return rows.select_related("tablet").order_by("received_at", "pk")


def tablets_of(opening: Opening) -> QuerySet[Tablet]:
    """Return the tablets of a shelter (端末)."""
    return opening.tablets.order_by("letter")


def merged_count(opening: Opening) -> int:
    """Return how many entries were found to be about somebody entered before (まとめた記録)."""
    effects = (Effect.AGAIN, Effect.MOVED, Effect.DOUBTFUL)
    return Entry.objects.filter(opening=opening, effect__in=effects).count()
