"""What everybody may read (公開の質問と回答)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

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
    names, phone, email, address = [row.name or ""], row.phone, row.email, row.address
    if row.resident is not None:
        views = people.residents([row.resident], day=day_of(at))
        one = views.get(row.resident)
        if one is not None:
            names += [one.name, one.kana]
            phone, email = phone or one.phone, email or one.email
            parts = one.address_parts
            address = address or f"{parts.get('town', '')}{parts.get('street', '')}"
    known = tuple(name for name in names if name)
    return Sender(names=known, phone=phone or "", email=email or "", address=address or "")


def marks_of(public: PublicAnswer, row: Inquiry, at: datetime) -> Sequence[tuple[str, list[Mark]]]:
    """Return each public text with what in it may tell who somebody is (個人情報の疑い)."""
    sender = sender_of(row, at)
    texts = (public.title, public.question, public.answer)
    return [(text, marks_in(text, sender)) for text in texts]
