"""Writes of the search (索引の更新)."""

from collections.abc import Iterable

from django.db import transaction

from tsunagaru.ground.search.gateways import tokens
from tsunagaru.ground.search.models import Entry
from tsunagaru.ground.search.rules.asking import Mark, code_of, key_of
from tsunagaru.kernel.offers import SearchDocument, SearchSource
from tsunagaru.kernel.text import index_tokens, normalise, normalise_lines

LONGEST_BODY = 50_000
_BATCH = 200


@transaction.atomic
def index(documents: Iterable[SearchDocument]) -> int:
    """Enter pages, or their new versions, into the index (索引に入れる).

    Returns:
        How many were entered.
    """
    latest = {(each.kind, each.ref, each.language): each for each in documents}
    pages = list(latest.values())
    for start in range(0, len(pages), _BATCH):
        _index_batch(pages[start : start + _BATCH])
    return len(pages)


def _index_batch(pages: list[SearchDocument]) -> None:
    _forget_versions(pages)
    entries = Entry.objects.bulk_create(map(_entry, pages))
    tokens.write((entry.pk, _codes(page)) for entry, page in zip(entries, pages, strict=True))


def _entry(page: SearchDocument) -> Entry:
    title, body = normalise(page.title), normalise_lines(page.body[:LONGEST_BODY])
    return Entry(
        kind=page.kind,
        ref=page.ref,
        language=page.language,
        title=title[:300],
        url=page.url,
        body=body,
        title_key=key_of(title)[:600],
        keywords_key=key_of(page.keywords),
        body_key=key_of(body),
        title_length=len(title),
    )


def _codes(page: SearchDocument) -> dict[str, None]:
    """Return every code under which a page is found, each once."""
    parts = (page.title, page.keywords, page.body[:LONGEST_BODY])
    found = [code_of(Mark.SIGNS, token) for part in parts for token in index_tokens(part)]
    found += [code_of(Mark.AUDIENCE, audience) for audience in page.audiences]
    found += [code_of(Mark.KIND, page.kind), code_of(Mark.LANGUAGE, page.language)]
    return dict.fromkeys(found)


def _forget_versions(pages: list[SearchDocument]) -> None:
    wanted = {(page.kind, page.ref, page.language) for page in pages}
    known = Entry.objects.filter(
        kind__in={page.kind for page in pages}, ref__in={page.ref for page in pages}
    )
    _forget([e.pk for e in known.only("kind", "ref", "language") if _name(e) in wanted])


def _name(entry: Entry) -> tuple[str, str, str]:
    return entry.kind, entry.ref, entry.language


def _forget(numbers: list[int]) -> None:
    tokens.erase(numbers)
    for start in range(0, len(numbers), _BATCH):
        Entry.objects.filter(pk__in=numbers[start : start + _BATCH]).delete()


@transaction.atomic
def remove(kind: str, ref: str) -> None:
    """Take a page out of the index, in all its languages (索引から外す)."""
    _forget(list(Entry.objects.filter(kind=kind, ref=ref).values_list("pk", flat=True)))


@transaction.atomic
def rebuild(sources: Iterable[SearchSource]) -> int:
    """Make the index anew from its sources, kind by kind (索引を作り直す).

    Nobody sees a half-made index: it changes when the transaction ends.

    Returns:
        How many pages can be found now.
    """
    count = 0
    for source in sources:
        known = Entry.objects.filter(kind=source.kind)
        _forget(list(known.values_list("pk", flat=True)))
        count += index(source.documents())
    return count
