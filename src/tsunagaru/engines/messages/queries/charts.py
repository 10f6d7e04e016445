"""The result of a broadcast as a chart, a table and a sentence (配信の結果の図)."""

from dataclasses import dataclass

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.queries.results import HEADERS, results_of
from tsunagaru.ground.ui.charts import Chart, bar


@dataclass(frozen=True)
class Result:
    """What became of a broadcast (配信の結果).

    Args:
        charts: for each state that anybody is in, how many by channel.
    """

    sentence: str
    charts: tuple[Chart, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = (1, 2, 3, 4, 5, 6)


def result_of(row: Broadcast) -> Result:
    """Return the result of a broadcast that was let go."""
    *ways, total = results_of(row)
    if not total.planned:
        return Result("送信先はありませんでした。", (), (), ())
    sentence = (
        f"予定 {total.planned:,}件のうち、引渡し {total.handed_off:,}件、"
        f"拒否・失敗 {total.refused:,}件、送信待ち {total.waiting:,}件です。"
        f"到達が分かったのは {total.delivered:,}件、本人が確認したのは {total.confirmed:,}件です。"
    )
    values = {
        "予定": total.planned,
        "引渡し": total.handed_off,
        "拒否・失敗": total.refused,
        "到達": total.delivered,
        "本人の確認": total.confirmed,
    }
    charts = [bar("配信の結果", list(values.items()), unit="件", name=f"result-{row.pk}")]
    if len(ways) > 1:
        handed = [(one.name, one.handed_off) for one in ways]
        charts.append(bar("経路ごとの引渡し", handed, unit="件", name=f"ways-{row.pk}"))
    rows = tuple(one.cells for one in (*ways, total))
    return Result(sentence, tuple(charts), HEADERS, rows)
