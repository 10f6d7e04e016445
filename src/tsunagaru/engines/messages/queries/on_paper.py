"""Letters for those who want paper (紙での受取り): who still waits for one, and the letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from tsunagaru.engines.messages.models import (
    Broadcast,
    Comparison,
    Interest,
    Printing,
    Subscriber,
    Target,
)
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.rules import audience as audiences
from tsunagaru.engines.messages.rules.comparing import Wording, is_second, settled, texts_of
from tsunagaru.engines.messages.rules.wording import words
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.api import ResidentView
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import translate
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.offers import segment

KIND = "paper"
LEFT = {BroadcastState.SENDING, BroadcastState.DONE}
CAPTION = "スマートフォンでも読めます"


def may_be_printed(row: Broadcast) -> bool:
    """Tell whether a message goes on paper (手紙にできるか); what is urgent never waits for it.

    Of two wordings one must be chosen first, so that nobody reads both.
    """
    if row.state not in LEFT or row.lane <= Lane.SAFETY or row.drill:
        return False
    found = Comparison.objects.filter(pk=row.pk).first()
    return found is None or not found.is_open


def wordings_on_paper(row: Broadcast, subscribers: Iterable[UUID]) -> dict[UUID, int | None]:
    """Return which wording each person's letter has: the one they got, else the chosen one.

    Returns:
        ``REST_FIRST`` or ``REST_SECOND``, as letters are not compared; None for one wording only.
    """
    found, wanted = Comparison.objects.filter(pk=row.pk).first(), list(subscribers)
    if found is None:
        return dict.fromkeys(wanted)
    got = Target.objects.filter(broadcast=row.pk, subscriber__in=wanted).exclude(wording=None)
    known = {one: wording or 0 for one, wording in got.values_list("subscriber", "wording")}
    usual = settled(Wording.REST, found.chosen or 1)
    seconds = {one for one in wanted if is_second(settled(known.get(one, usual), found.chosen))}
    return {one: Wording.REST_SECOND if one in seconds else Wording.REST_FIRST for one in wanted}


def wants_paper(audience: audiences.Audience) -> QuerySet[Subscriber]:
    """Return the residents whom a rule chooses and who want paper (紙を希望する人)."""
    rows = Subscriber.objects.filter(on_paper=True, resident_id__isnull=False)
    if audience.only:
        return rows.filter(pk__in=audience.only)
    if audience.follows:
        had = Target.objects.filter(broadcast__in=audience.follows, kind=KIND)
        return rows.filter(pk__in=had.values("subscriber"))
    if audience.topics:
        wanted = Interest.objects.filter(subscriber=OuterRef("pk"), topic__in=audience.topics)
        rows = rows.filter(Exists(wanted))
    if audience.districts:
        rows = rows.filter(district__in=audience.districts)
    for name, values in audience.facts:
        rows = rows.filter(resident_id__in=segment(name).residents(values))
    return rows


def waiting_for_paper(row: Broadcast) -> QuerySet[Subscriber]:
    """Return who wants this message on paper and has no letter yet (まだ手紙のない人)."""
    had = Target.objects.filter(broadcast=row.pk, kind=KIND, subscriber=OuterRef("pk"))
    return wants_paper(audiences.read(row.audience)).filter(~Exists(had)).order_by("pk")


@dataclass(frozen=True)
class Letters:
    """How things stand with the letters of a message (手紙の様子)."""

    waiting: int
    batches: Sequence[Printing]


def letters_seen(row: Broadcast) -> Letters:
    """Return how many wait for a letter, and the batches made (手紙の様子)."""
    return Letters(waiting_for_paper(row).count(), list(row.printings.order_by("number")))


def address_of(one: ResidentView) -> tuple[str, ...]:
    """Return the lines of an address; nothing where none is known (宛名の住所)."""
    if not one.address:
        return ()
    code = one.postal_code
    first = f"〒{code[:3]}-{code[3:]}" if len(code) == len("4101395") else ""
    return tuple(line for line in (first, one.address, one.building) if line)


def letters_of(printing: Printing, *, at: datetime) -> bytes:
    """Return a batch as PDF, one letter a page (手紙).

    Who was erased, or has no address any more, since the batch was made is left out.

    Raises:
        documents.CannotRender: nobody is left, or a letter cannot be set.
    """
    row = printing.broadcast
    targets = Target.objects.filter(
        broadcast=row.pk, kind=KIND, seq__gte=printing.first, seq__lte=printing.last
    ).order_by("seq")
    rows = Subscriber.objects.in_bulk([one.subscriber for one in targets])
    found = people.residents(
        [one.resident_id for one in rows.values() if one.resident_id], day=day_of(at)
    )
    other = Comparison.objects.values_list("texts", flat=True).filter(pk=row.pk).first()
    letters = [
        _letter(texts_of(row.texts, other, one.wording), one.language, found[person])
        for one in targets
        if (person := getattr(rows.get(one.subscriber), "resident_id", None)) in found
        and address_of(found[person])
    ]
    return documents.render("letters", _sheet(row, printing, letters), at=at, substitute=True)


def _letter(texts: Mapping[str, Any], language: str, one: ResidentView) -> dict[str, object]:
    title, body = words(texts, language, drill=False)
    return {
        "addressee": one.name,
        "address": address_of(one),
        "title": title,
        "paragraphs": [part for part in body.split("\n\n") if part.strip()],
        "lang": "en" if language == "en" and "en" in texts else "ja",
    }


def _sheet(
    row: Broadcast, printing: Printing, letters: list[dict[str, object]]
) -> dict[str, object]:
    name = translate(town.current().name, "ja")
    page = settings.TSUNAGARU_LINKS.rstrip("/") + reverse("messages:broadcast", args=[row.pk])
    return {
        "town": name,
        "title": row.title,
        "dated": day_of(printing.at),
        "issuer": name,
        "letters": letters,
        "office": people.office_of(row.section),
        "code": {"address": page, "caption": CAPTION},
    }
