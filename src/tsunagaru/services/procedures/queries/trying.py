"""Trying a form out (試しの入力): nothing is kept, no case is made, nobody is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.services.procedures.rules.kinds import name_of_kind, sample_of
from tsunagaru.services.procedures.rules.scopes import CHECK, PART
from tsunagaru.services.procedures.rules.trees import (
    CannotEdit,
    expressions_in,
    label_of,
    pages_of,
    spots,
)

GRANTED = "granted"
BESIDE = {
    "part": ("ほかの人の記入", "求める", "求めない"),
    "cosigner": ("連署", "求める", "求めない"),
    "verdict": ("対象の確認の結果", "知らせる", "知らせない"),
}
"""Conditions that stand beside the pages: what they are about, and what they come to."""


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


@dataclass(frozen=True)
class Told:
    """A sentence the check says (結果の文), and how it looks."""

    kind: str
    text: str


@dataclass(frozen=True)
class NoticeShown:
    """What a decision issues (決定のときに出すもの): notice, reasons to choose from, appeal."""

    code: str
    label: str
    title: str
    body: str
    lines: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    appeal: tuple[str, ...]


def form_without_conditions(tree: Mapping[str, Any]) -> questionnaires.Questionnaire:
    """Return a form in which everything is shown (すべてを表示する様式), to look at."""
    pages = [_always(page) for page in pages_of(tree)]
    return questionnaires.read_questionnaire({"pages": pages})


def form_of(form: applications.Form, scope: str) -> questionnaires.Questionnaire:
    """Return one of the forms of a procedure, ready to be tried (試す様式).

    Raises:
        CannotEdit: there is no such form.
    """
    found = form.questionnaire if not scope else form.parts.get(scope.removeprefix(PART))
    if scope == CHECK:
        found = form.check
    if found is None:
        raise CannotEdit(scope)
    return found


def verdicts(form: applications.Form, answers: Mapping[str, Any], today: date) -> list[Told]:
    """Return what the answers of the check mean, as it is told (対象の確認の結果)."""
    check, asked = form.definition.eligibility, form.check
    if check is None or asked is None:
        return []
    found = [one for one in check.verdicts if questionnaires.fits(asked, one.when, answers, today)]
    told = [Told("warning" if one.stops else "info", one.text.ja) for one in found]
    if not any(one.stops for one in found):
        told.append(Told("success", check.fits.ja))
    return told


def notices(
    form: applications.Form, answers: Mapping[str, Any], language: str, today: date
) -> list[NoticeShown]:
    """Return what each decision would issue for these answers (決定のときに出すもの)."""
    sections = questionnaires.review(form.questionnaire, answers, language, today)
    found = []
    for one in form.definition.outcomes:
        notice = one.notice
        shown = NoticeShown(
            code=one.code,
            label=one.label.in_language(language),
            title=notice.title.in_language(language),
            body=notice.body.in_language(language),
            lines=tuple(applications.notice_lines(notice, sections, language)),
            reasons=one.reasons,
            appeal=tuple(
                paragraph.in_language(language)
                for paragraph in form.definition.appeal
                if one.code != GRANTED
            ),
        )
        found.append(shown)
    return found


def sample(form: applications.Form, tree: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return sample answers (見本の答え): the town's example, else one made from the kinds."""
    made = ((str(spot.field["code"]), sample_of(spot.field)) for spot in spots(tree)
            if not spot.group)  # fmt: skip
    other = {code: answer for code, answer in made if answer is not None}
    return applications.sample_answers(form, other, at)


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
    asked: questionnaires.Questionnaire,
    answers: Mapping[str, Any],
    today: date,
) -> list[Working]:
    """Return every condition, calculation and check of a form with what they come to now."""
    found = []
    for page in pages_of(tree):
        if when := page.get("when"):
            now = _shown(questionnaires.fits(asked, when, answers, today))
            found.append(Working(label_of(page), "ページを表示する条件", when, now))
    for spot in spots(tree):
        if not spot.group:
            found += _of_field(spot.field, asked, answers, today)
    for one in expressions_in(tree):
        if one.kind in BESIDE:
            what, yes, no = BESIDE[one.kind]
            holds = questionnaires.fits(asked, one.text, answers, today)
            found.append(Working(one.label, what, one.text, yes if holds else no))
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
    for check in field.get("checks") or ():
        kept = questionnaires.fits(asked, check["rule"], answers, today)
        said = "守られています" if kept else "守られていません"
        now = said if answers.get(field["code"]) else "まだ答えがありません"
        found.append(Working(label, "答えの確認", check["rule"], now))
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


def ending(
    form: applications.Form,
    asked: questionnaires.Questionnaire,
    scope: str,
    answers: Mapping[str, Any],
    language: str,
    today: date,
) -> dict[str, Any]:
    """Return what the end of a trial shows: the answers, and what comes of them."""
    sections = questionnaires.review(asked, answers, language, today)
    return {
        "sections": [(one.title, one.summary) for one in sections],
        "verdicts": verdicts(form, answers, today) if scope == CHECK else (),
        "notices": notices(form, answers, language, today) if not scope else (),
    }
