"""What became of two wordings (文面の比較の結果): counts that point at nobody, and a sentence."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Sum

from tsunagaru.engines.messages.models import Comparison, Measure, Opening
from tsunagaru.engines.messages.queries.openings import FEW
from tsunagaru.engines.messages.queries.ways import KINDS
from tsunagaru.engines.messages.rules.audience import shown
from tsunagaru.engines.messages.rules.comparing import Arm, Verdict, Wording, judge
from tsunagaru.engines.messages.rules.tracking import PAGE

COUNTS = """
SELECT t.wording, COUNT(*), SUM(CASE WHEN o.result = 'accepted' THEN 1 ELSE 0 END)
FROM messaging_target t LEFT JOIN messaging_outcome o
  ON o.broadcast = t.broadcast AND o.seq = t.seq AND o.stage = 1
WHERE t.broadcast = %s AND t.wording IS NOT NULL GROUP BY t.wording
"""
HEADERS = ("文面", "予定", "引渡し", "開かれた回数", "リンクが押された回数")
NAMES = {Wording.FIRST: "1つ目の文面", Wording.SECOND: "2つ目の文面", Wording.REST: "残りの人"}
SIDES = (Wording.FIRST, Wording.SECOND)
TEST = (
    "2つの回数の差が偶然の範囲かどうかを、統計の計算で確かめています"
    "（方法は、手引き「お知らせを配信する」にあります）。"
    "人数ではなく回数なので、同じ人が何度も開くと、差が実際より確かに見えます。"
)


@dataclass(frozen=True)
class Compared:
    """Two wordings side by side (文面の比較).

    Args:
        sentence: which did better, and whether that can be told from chance.
    """

    sentence: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = TEST
    numeric: tuple[int, ...] = (1, 2, 3, 4)


def compared(row: Comparison) -> Compared:
    """Return the results of both wordings, those of the rest without openings (比較の結果).

    Where one count of openings is too small to be shown, its neighbour is not shown either: the
    sum stands in another table.
    """
    targets = _targets(row.pk)
    opened, clicked = _times(row.pk, Measure.OPENED), _times(row.pk, Measure.CLICKED)
    rows = [
        (
            NAMES[side],
            *_numbers(targets.get(side, (0, 0))),
            _said(opened, side),
            _said(clicked, side),
        )
        for side in SIDES
    ]
    if Wording.REST in targets:
        rows.append((NAMES[Wording.REST], *_numbers(targets[Wording.REST]), "—", "—"))
    return Compared(_sentence(row, verdict_of(row)), HEADERS, tuple(rows))


def verdict_of(row: Comparison) -> Verdict:
    """Return which wording did better so far (判定)."""
    targets, times = _targets(row.pk), _times(row.pk, row.measure)
    first, second = (
        Arm(targets.get(side, (0, 0))[1], times.get(side, 0)) for side in SIDES
    )  # fmt: skip
    return judge(first, second)


def _targets(broadcast: int) -> dict[int, tuple[int, int]]:
    """Return planned and handed over by wording; letters on paper have 4 and 5, and are left."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [broadcast])
        return {wording: (planned, handed or 0) for wording, planned, handed in cursor.fetchall()}


def _times(broadcast: int, measure: str) -> dict[int, int]:
    """Return how often each wording was opened, or its links, by way of what was sent."""
    rows = Opening.objects.filter(broadcast=broadcast, wording__in=SIDES)
    if measure == Measure.OPENED:
        rows = rows.filter(number=PAGE, kind__in=[kind for kind in KINDS if kind])
    else:
        rows = rows.exclude(number=PAGE)
    return dict(rows.values_list("wording").annotate(sum=Sum("n")).order_by())


def _numbers(found: tuple[int, int]) -> tuple[str, str]:
    return f"{found[0]:,}", f"{found[1]:,}"


def _said(times: dict[int, int], side: Wording) -> str:
    if any(shown(times.get(one, 0)) is None for one in SIDES):
        return FEW if times.get(side, 0) else "示しません"
    return f"{times.get(side, 0):,}"


def _sentence(row: Comparison, verdict: Verdict) -> str:
    what = Measure(row.measure).label
    if verdict.few:
        return f"{what}がまだ少ないため、比べられません。"
    per_cent = f"{100 * verdict.chance:.1f}"
    if not verdict.is_clear:
        return (
            f"{what}の差は、どちらも同じだったとしても{per_cent}％の見込みで出る程度です。"
            "偶然と区別できず、どちらがよいとは言えません。"
        )
    said = "0.1％より小さく" if verdict.chance < 0.001 else f"{per_cent}％で"  # noqa: PLR2004 - of a per cent
    return (
        f"{NAMES[Wording(verdict.better)]}の方が、{what}の割合が大きくなりました。"
        f"これだけの差が偶然に出る見込みは{said}、偶然とは考えにくい差です。"
    )
