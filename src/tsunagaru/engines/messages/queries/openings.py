"""How often a message was opened, by link and way (開封の集計)."""

from dataclasses import dataclass

from django.db.models import Sum

from tsunagaru.engines.messages.models import Broadcast, Opening
from tsunagaru.engines.messages.queries.ways import KINDS
from tsunagaru.engines.messages.rules.audience import FEWEST
from tsunagaru.engines.messages.rules.tracking import LETTERS, PAGE

FEW = f"{FEWEST}回未満"


@dataclass(frozen=True)
class Openings:
    """A table of how often (開かれた回数)."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = (1, 2, 3, 4, 5, 6)


def openings_of(row: Broadcast) -> Openings | None:
    """Return how often page and links were opened; None for what is not counted.

    Few are not told apart: five openings might be five people one knows.
    """
    links = dict(row.links.order_by("number").values_list("number", "url"))
    found = Opening.objects.filter(broadcast=row.pk).values_list("number", "kind")
    counts = {(number, kind): n for number, kind, n in found.annotate(sum=Sum("n"))}
    if not counts and not links:
        return None
    names = {PAGE: "お知らせのページ", **links}
    rows = tuple((name, *_cells(number, counts)) for number, name in names.items())
    heads = [KINDS.get(kind, "このサイトの中") for kind in LETTERS]
    return Openings(("開かれたもの", *heads, "合計"), rows)


def _cells(number: int, counts: dict[tuple[int, str], int]) -> tuple[str, ...]:
    each = [counts.get((number, kind), 0) for kind in LETTERS]
    return tuple(_in_words(n) for n in (*each, sum(each)))


def _in_words(n: int) -> str:
    return FEW if 0 < n < FEWEST else f"{n:,}"
