"""Writes the generated pages of docs/ (生成される文書): ``python -m tools.documents``."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def pages() -> dict[str, str]:
    """Return each generated page's text by its name."""
    return {"events.md": events_page(), "indicators.md": indicators_page()}


def events_page() -> str:
    """Return the catalogue of events."""
    from tsunagaru.ground.ledger.api import describe_events  # noqa: PLC0415 - after Django's set-up

    return describe_events()


def indicators_page() -> str:
    """Return the list of the demo town's indicators."""
    from tsunagaru.kernel.folder import Folder  # noqa: PLC0415 - after Django's set-up
    from tsunagaru.plan.definitions.indicators import read  # noqa: PLC0415 - after Django's set-up

    parsed = read(Folder(ROOT / "towns" / "oyama"))
    rows = parsed.indicators if parsed else ()
    lines = [
        "# 指標の一覧 / Indicators",
        "",
        "`towns/oyama/indicators.yaml` から、`python -m tools.documents` で作ったページです。",
        "",
        "| 番号 | 取組 | 指標 | 単位 | 計算のしかた | 式 |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.id} | No.{r.initiative:02d} | {r.name} | {r.unit} | {r.formula_words} |"
        f" `{r.formula.replace('|', '')}` |"
        for r in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagaru.conf.settings")
    import django

    django.setup()
    main()
