"""What everybody may read (公開の質問と回答)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.offers import SearchDocument
from tsunagaru.kernel.text import normalise
from tsunagaru.services.hearing.models import Inquiry, PublicAnswer
from tsunagaru.services.hearing.queries.setups import topic_name
from tsunagaru.services.hearing.rules.screening import Mark, Sender, marks_in

KIND = "public_answer"
MOST_WORDS = 5


def published() -> QuerySet[PublicAnswer]:
    """Return what is public, newest first."""
    return PublicAnswer.objects.filter(published_at__isnull=False)


def found(topic: str, words: str) -> QuerySet[PublicAnswer]:
    """Return what is public of a topic and holds every word (探す)."""
    rows = published().filter(topic=topic) if topic else published()
    for word in normalise(words).split()[:MOST_WORDS]:
        said = Q(title__icontains=word) | Q(question__icontains=word) | Q(answer__icontains=word)
        rows = rows.filter(said)
    return rows


def document(row: PublicAnswer) -> SearchDocument:
    """Return a public answer as the search finds it."""
    return SearchDocument(
        kind=KIND,
        ref=str(row.number),
        title=row.title,
        url=reverse("hearing:answer", args=[row.number]),
        body=f"{row.question}\n{row.answer}",
        keywords=topic_name(row.topic),
    )


def documents() -> Iterable[SearchDocument]:
    """Yield every public answer."""
    return map(document, published())


def sender_of(row: Inquiry, at: datetime) -> Sender:
    """Return what is known of who sent an inquiry, to look for it in public words."""
    known = Sender(
        names=(row.name,) if row.name else (),
        phone=row.phone or "",
        email=row.email or "",
        address=row.address or "",
    )
    return with_record(known, row.resident, at)


def with_record(known: Sender, resident: UUID | None, at: datetime) -> Sender:
    """Add what the town knows of a sender who signed in (住民の記録)."""
    one = people.residents([resident], day=day_of(at)).get(resident) if resident else None
    if one is None:
        return known
    parts = one.address_parts
    return Sender(
        names=(*known.names, *(name for name in (one.name, one.kana) if name)),
        phone=known.phone or one.phone,
        email=known.email or one.email,
        address=known.address or f"{parts.get('town', '')}{parts.get('street', '')}",
    )


def marks_of(public: PublicAnswer, row: Inquiry, at: datetime) -> Sequence[tuple[str, list[Mark]]]:
    """Return each public text with what in it may tell who somebody is (個人情報の疑い)."""
    sender = sender_of(row, at)
    texts = (public.title, public.question, public.answer)
    return [(text, marks_in(text, sender)) for text in texts]
