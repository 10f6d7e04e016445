"""Reads of the search (検索): rights, ranking and snippets."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tsunagaru.ground.search.gateways import tokens
from tsunagaru.ground.search.models import Entry
from tsunagaru.ground.search.rules import asking, snippets
from tsunagaru.ground.search.rules.asking import Mark, Question, code_of

# A title outweighs any number of keywords, a keyword any place in the body.
TITLE_IS_IT, TITLE_HAS_ALL, TITLE_WORD = 50_000, 20_000, 4_000
KEYWORDS_HAVE_ALL, KEYWORD = 500, 150
BODY_HAS_ALL = 20
_JAPANESE = "ja"


@dataclass(frozen=True)
class Hit:
    """One page found (検索結果). ``snippet`` is safe HTML with ``<mark>``; ``language`` of both."""

    title: str
    url: str
    snippet: SafeString
    kind: str
    ref: str
    language: str


def find(
    query: str,
    *,
    audiences: Collection[str],
    language: str = _JAPANESE,
    limit: int = 20,
    kinds: Collection[str] | None = None,
) -> list[Hit]:
    """Return the pages that answer a query, best first (検索する).

    Args:
        query: any text; spaces are AND, quotes hold words together.
        audiences: what the reader may see, such as ``{"public"}`` or ``{"public", "staff",
            "section:zeimu"}``; the database filters by it.
        language: pages in it come instead of the same pages in Japanese.
        limit: at most so many.
        kinds: only these kinds of pages.
    """
    question = asking.understand(query)
    if not question.tokens or not audiences or limit < 1 or (kinds is not None and not kinds):
        return []
    groups = [[code_of(Mark.SIGNS, token)] for token in question.tokens]
    groups.append([code_of(Mark.AUDIENCE, audience) for audience in audiences])
    groups.append([code_of(Mark.LANGUAGE, each) for each in {language, _JAPANESE}])
    if kinds is not None:
        groups.append([code_of(Mark.KIND, kind) for kind in kinds])
    found = _matching(groups, question).annotate(score=_score(question))
    ranked = found.order_by("-score", "title_length", "pk").values_list(
        "kind", "ref", "language", "pk"
    )
    # Each page may come in two languages, so twice as many rows are enough.
    best = _one_of_each(ranked[: limit * 2], language)[:limit]
    whole = Entry.objects.in_bulk(best)
    return [_hit(whole[number], question) for number in best]


def _matching(groups: list[list[str]], question: Question) -> QuerySet[Entry]:
    found = Entry.objects.filter(pk__in=tokens.having(groups))
    for phrase in question.phrases:
        found = found.filter(
            Q(title_key__contains=phrase)
            | Q(keywords_key__contains=phrase)
            | Q(body_key__contains=phrase)
        )
    return found


def _score(question: Question) -> Combinable:
    """Return the rank as one sum that both databases work out alike (順位)."""
    whole = question.whole
    score = _points(Q(title_key=whole), TITLE_IS_IT)
    score += _points(Q(title_key__contains=whole), TITLE_HAS_ALL)
    score += _points(Q(keywords_key__contains=whole), KEYWORDS_HAVE_ALL)
    if len(question.tokens) > 1 and question.words != question.phrases:
        score += _points(Q(body_key__contains=whole), BODY_HAS_ALL)
    for word in question.words:
        score += _points(Q(title_key__contains=word), TITLE_WORD)
        score += _points(Q(keywords_key__contains=word), KEYWORD)
    return score


def _points(condition: Q, points: int) -> Combinable:
    return Case(When(condition, then=Value(points)), default=0, output_field=IntegerField())


def _one_of_each(ranked: Iterable[tuple[str, str, str, int]], language: str) -> list[int]:
    """Return each page once, at its best place, in the reader's language where it has it."""
    best: dict[tuple[str, str], tuple[str, int]] = {}
    for kind, ref, spoken, number in ranked:
        known, _ = best.setdefault((kind, ref), (spoken, number))
        if known != language and spoken == language:
            best[kind, ref] = (spoken, number)
    return [number for _, number in best.values()]


def _hit(entry: Entry, question: Question) -> Hit:
    pieces = snippets.cut(entry.body, question.words)
    shown = "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text)
        for piece in pieces
    )
    snippet = mark_safe(shown)  # noqa: S308 - every piece is escaped above
    return Hit(entry.title, entry.url, snippet, entry.kind, entry.ref, entry.language)
