"""What procedures offer upwards (手続きの提供物)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.desk import WorkItem, WorkQueue
from tsunagaru.kernel.offers import (
    CardLine,
    Entrance,
    Offers,
    SearchDocument,
    SearchSource,
    Stock,
    StockRow,
)
from tsunagaru.services.procedures import queries

KIND, LISTED = "procedure", "procedure-listed"
NAMED = 4
LANGUAGES = ("ja", "ja-easy", "en")


def count(_at: datetime) -> Iterable[StockRow]:
    """Return the number of procedures by online, seal and section (手続数)."""
    for (online, seal, section), number in queries.count_by(queries.rows()).items():
        yield StockRow({"online": online, "seal": seal, "section": section}, number)


def documents() -> Iterable[SearchDocument]:
    """Return every procedure in every language (検索対象)."""
    for one in applications.procedures():
        address = reverse("procedures:detail", args=[one.code])
        for language in LANGUAGES:
            texts = (one.summary, one.who, one.fee.text, one.after)
            yield SearchDocument(
                kind=KIND,
                ref=one.code,
                title=one.name.in_language(language),
                url=address,
                body="\n".join(words.in_language(language) for words in texts),
                keywords=" ".join((*one.keywords, one.name.ja, one.name.easy, one.name.en)),
                language=language,
            )


def without_forms() -> Iterable[SearchDocument]:
    """Return what the register lists and no form stands for (様式のない手続き)."""
    known = {one.code for one in applications.procedures()}
    for row in queries.rows():
        if row.form in known or row.code in known:
            continue
        address = f"{reverse('procedures:everything')}?{urlencode({'q': row.name})}"
        yield SearchDocument(
            kind=LISTED, ref=row.code, title=row.name, url=address, body=f"{row.who}\n{row.law}"
        )


def turns_in_life(language: str) -> Sequence[CardLine]:
    """Return a way in for every turn in life that has procedures (できごとから探す)."""
    known, finder = applications.procedures(), reverse("procedures:finder")
    lines = []
    for event in applications.life_events():
        names = [one.name.in_language(language) for one in event.procedures(known)]
        if names:
            more = len(names) - NAMED
            note = say("ほか{count}件", language, count=more) if more > 0 else ""
            title, address = event.name.in_language(language), f"{finder}?life={event.code}"
            lines.append(CardLine(title, address, note, names[:NAMED]))
    everything = say("全部で{count}件あります。", language, count=len(known))
    listed = say("オンラインでできないものも載せています。", language)
    return [
        *lines,
        CardLine(say("すべての手続き", language), finder, everything),
        CardLine(say("手続きの一覧", language), reverse("procedures:everything"), listed),
    ]


def waiting(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return the forms that wait for an actor to publish them (公開待ちの様式)."""
    return [
        WorkItem(
            title=f"様式の公開：{one.name}",
            url=reverse("procedures:form_changes", args=[one.code]),
            state="公開待ち",
            received_at=one.asked_at,
            section=one.section,
        )
        for one in queries.asked_of(actor)
    ]


OFFERS = Offers(
    package="services.procedures",
    stocks=(Stock(KIND, "手続数", ("online", "seal", "section"), count),),
    work=(WorkQueue(name="forms", title="様式の公開", items=waiting),),
    search=(SearchSource(KIND, documents), SearchSource(LISTED, without_forms)),
    entrances=(Entrance("くらしのできごとから探す", 10, turns_in_life),),
)
