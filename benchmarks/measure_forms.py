"""Measures definitions and a large form (様式の性能の測定): run by ``forms`` in its own process."""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.template.loader import render_to_string

from benchmarks.bars import Bar
from tests.walks.town import ROOT
from tsunagaru.engines.applications.models import ProcedureVersion
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import publication, publishing
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel.folder import Folder

PROCEDURES, FIELDS, CONDITIONS = 500, 60, 40
ROUNDS = 30
TODAY = date(2026, 4, 1)
TOWN = ROOT / "towns" / "oyama"


def measure() -> list[Bar]:
    """Read many definitions; draw and evaluate a large form."""
    form, answers = large_form(), {f"f{number}": "a" for number in range(FIELDS)}
    note = f"{FIELDS} fields, {CONDITIONS} conditions, median of {ROUNDS}"
    return [
        *_loading(),
        Bar("large form drawn", _median(lambda: _draw(form, answers)), "ms", 30, note=note),
        Bar("large form evaluated", _median(lambda: _judge(form, answers)), "ms", 3, note=note),
    ]


def _loading() -> list[Bar]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(TOWN / "life_events.yaml", folder)
        (folder / "procedures").mkdir()
        for file in TOWN.glob("procedures/*.yaml"):
            shutil.copy(file, folder / "procedures")
        began = perf_counter()
        found = publication.read(Folder(folder)).procedures
        a_file = (perf_counter() - began) / len(found) * 1000
    written = [publishing.written(one) for one in found]
    versions = [
        ProcedureVersion(code=f"p{n}", definition=text.replace('"ja":"', f'"ja":"{n} ', 1))
        for n, text in zip(range(PROCEDURES), cycle(written), strict=False)
    ]
    began = perf_counter()
    for version in versions:
        form_of(version)
    taken = perf_counter() - began
    return [
        Bar("definitions in force read", taken, "s", 3, note=f"{PROCEDURES} procedures"),
        Bar("a procedure's file read and checked", a_file, "ms", None, note="YAML, with its lines"),
    ]


def large_form() -> questionnaires.Questionnaire:
    """Return a page of many questions, most asked under conditions (大きな様式)."""
    choices = [{"code": "a", "label": "あ"}, {"code": "b", "label": "い"}]
    fields: list[dict[str, Any]] = [
        {"code": f"f{n}", "kind": "choice", "label": f"質問{n}", "choices": choices}
        for n in range(FIELDS)
    ]
    for number in range(CONDITIONS):
        place = FIELDS - CONDITIONS + number
        fields[place]["when"] = f'f{place - 1} == "a" and f{number // 2} in ["a", "b"]'
    page = {"code": "main", "title": "大きな様式", "fields": fields}
    return questionnaires.read_questionnaire({"pages": [page]})


def _draw(form: questionnaires.Questionnaire, answers: dict[str, Any]) -> None:
    view = questionnaires.page_view(form, "main", answers, language="ja", today=TODAY)
    render_to_string(
        "questionnaires/page_fields.html", {"page": view, "language": "ja", "reacts": True}
    )


def _judge(form: questionnaires.Questionnaire, answers: dict[str, Any]) -> None:
    questionnaires.visible_pages(form, answers, TODAY)


def _median(run: Callable[[], None]) -> float:
    times = []
    for _ in range(ROUNDS + 1):
        began = perf_counter()
        run()
        times.append((perf_counter() - began) * 1000)
    return median(times[1:])


def main() -> None:
    """Print the bars for ``scratch.measured``."""
    print(json.dumps([asdict(bar) for bar in measure()]))
