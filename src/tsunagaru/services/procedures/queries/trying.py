"""Trying a form out (試しの入力): nothing is kept, no case is made, nobody is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.api import ProcedureDefinition
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.services.procedures.rules.kinds import name_of_kind
from tsunagaru.services.procedures.rules.trees import label_of, pages_of, spots


@dataclass(frozen=True)
class Working:
    """One moving part of a form and where it stands now (しくみの動き).

    Args:
        expression: the condition or calculation as written.
        now: what it comes to with the answers so far, in words.
    """

    label: str
    what: str
    expression: str
    now: str


def form_without_conditions(definition: ProcedureDefinition) -> questionnaires.Questionnaire:
    """Return a form in which everything is shown (すべてを表示する様式), to look at."""
    pages = [_always(page) for page in definition.pages]
    return questionnaires.read_questionnaire({"pages": pages})


def _always(holder: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: value for key, value in holder.items() if key != "when"}
    if "fields" in shown:
        shown["fields"] = [_always(one) for one in shown["fields"]]
    return shown


def file_fields(tree: Mapping[str, Any]) -> frozenset[str]:
    """Return the codes of the fields that take files: a trial keeps none (ファイルの項目)."""
    found = (spot.field for spot in spots(tree))
    return frozenset(str(one["code"]) for one in found if one["kind"] == "file")


def workings(
    tree: Mapping[str, Any],
    form: applications.Form,
    answers: Mapping[str, Any],
    today: date,
) -> list[Working]:
    """Return every condition, calculation and the fee with what they come to now."""
    asked = form.questionnaire
    found = []
    for page in pages_of(tree):
        if when := page.get("when"):
            now = _shown(questionnaires.fits(asked, when, answers, today))
            found.append(Working(label_of(page), "ページを表示する条件", when, now))
    for spot in spots(tree):
        if not spot.group:
            found += _of_field(spot.field, asked, answers, today)
    for label, text in applications.fee_rows(form, answers, today, "ja"):
        found.append(Working(label, "手数料", form.definition.fee.rule or "", text))
    return found


def _of_field(
    field: Mapping[str, Any],
    asked: questionnaires.Questionnaire,
    answers: Mapping[str, Any],
    today: date,
) -> list[Working]:
    found, label = [], label_of(field)
    if when := field.get("when"):
        now = _shown(questionnaires.fits(asked, when, answers, today))
        found.append(Working(label, "表示する条件", when, now))
    if isinstance(required := field.get("required"), str):
        must = questionnaires.fits(asked, required, answers, today)
        found.append(Working(label, "必須になる条件", required, "必須" if must else "任意"))
    if compute := field.get("compute"):
        value = questionnaires.computed(asked, answers, today).get(field["code"])
        said = "まだ計算できません" if value is None else _told(value)
        found.append(Working(label, name_of_kind("computed"), compute, said))
    return found


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _shown(holds: bool) -> str:  # noqa: FBT001 - one answer of a condition
    return "表示する" if holds else "表示しない"


def only_real(
    problems: Sequence[questionnaires.FieldProblem], files: frozenset[str]
) -> list[questionnaires.FieldProblem]:
    """Return the problems without those about files (ファイルのほかの誤り)."""
    return [one for one in problems if one.field.rpartition("-")[2] not in files]
