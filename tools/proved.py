"""Writes what works (動くもの) into the README, from what the walks proved.

``python -m tools.proved`` writes the section between the markers; ``tests/test_initiatives.py``
fails when it is stale.
"""

import json
import sys
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PROVED = ROOT / "src" / "tsunagaru" / "conf" / "data" / "initiatives.json"
TITLES = ROOT / "towns" / "oyama" / "plan" / "initiatives.yaml"
STARTS, ENDS = "<!-- works:start -->", "<!-- works:end -->"
STATES = (("works", "動いています / works"), ("partly", "一部が動いています / works in part"))


def titles() -> dict[int, str]:
    """Return the titles of the initiatives, with their stars, by number."""
    rows = YAML(typ="safe").load(TITLES)["initiatives"]
    return {row["number"]: ("★ " if row["priority"] else "") + row["title"] for row in rows}


def section(proved: dict[str, list[int]]) -> str:
    """Return the README's section."""
    names = titles()
    done = sum(len(proved[state]) for state, _ in STATES)
    lines = [
        f"ガイドラインの35の取組のうち、通し試験で確かめたもの：{done}。残りは、まだありません。",
        f"*Of the 35 initiatives, {done} are proved by walks; the others do not exist yet.*",
        "",
        "| No. | 取組 / Initiative | |",
        "|---|---|---|",
    ]
    for state, words in STATES:
        lines += [f"| {number:02d} | {names[number]} | {words} |" for number in proved[state]]
    return "\n".join(lines)


def written(readme: str, proved: dict[str, list[int]]) -> str:
    """Return the README with its section brought up to date."""
    before, _, rest = readme.partition(STARTS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{STARTS}\n{section(proved)}\n{ENDS}{after}"


def main() -> int:
    """Bring the README up to date."""
    proved = json.loads(PROVED.read_text(encoding="utf-8"))
    README.write_text(written(README.read_text(encoding="utf-8"), proved), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
