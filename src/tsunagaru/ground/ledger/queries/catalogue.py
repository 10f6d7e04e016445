"""The list of events, for people (出来事の一覧)."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from inspect import getdoc

from django.apps import apps

from tsunagaru.ground.ledger.rules.facts import shape_of
from tsunagaru.kernel.events import BREAKDOWNS, Event, catalogue

HEAD = """# 出来事の一覧

この頁は `tsunagaru` の出来事カタログから生成しています。手で書き換えないでください。
指標の式では、区分で絞り込み、計量値を合計し、分布のある計量値から中央値を出せます。
どの出来事も、年齢層（`age_band`）と区（`district`）の内訳を別に集計します。
"""


def describe_events() -> str:
    """Return ``docs/events.md``: every event of the house with what may be asked of it."""
    for app in apps.get_app_configs():
        if app.name.startswith("tsunagaru.") and find_spec(f"{app.name}.events"):
            import_module(f"{app.name}.events")
    ours = [event for event in catalogue.values() if _is_shipped(event)]
    return HEAD + "".join(_section(event) for event in sorted(ours, key=lambda e: e.name))


def _is_shipped(event: type[Event]) -> bool:
    path = event.__module__.split(".")
    return path[0] == "tsunagaru" and not {"tests", "testing"} & set(path)


def _section(event: type[Event]) -> str:
    shape = shape_of(event)
    package = event.__module__.removeprefix("tsunagaru.").partition(".events")[0]
    lines = [
        "",
        f"## `{event.name}`",
        "",
        (getdoc(event) or "").strip(),
        "",
        f"- パッケージ: `{package}`",
        f"- 区分: {_listed(shape.codes)}",
        f"- 計量値: {_listed((*shape.sums, *(f'{m}（分布あり）' for m in shape.histograms)))}",
    ]
    if others := set(shape.facts) - {*shape.codes, *shape.sums, *shape.histograms, *BREAKDOWNS}:
        lines.append(f"- そのほかの事実: {_listed(sorted(others))}")
    return "\n".join(lines) + "\n"


def _listed(names: Iterable[str]) -> str:
    return "、".join(f"`{name}`" for name in names) or "なし"
