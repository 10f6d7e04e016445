"""Formulas that others write over the answers of a form (様式の上の式): fees, conditions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import Questionnaire
from tsunagaru.engines.questionnaires.definitions.conditions import tree_of
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.kernel.expressions import BOOL, MONEY, NUMBER, CannotUnderstand, check, evaluate_yen


def amount(
    form: Questionnaire, formula: str, answers: Mapping[str, Any], today: date
) -> int | None:
    """Return what a formula comes to in yen (金額の計算), None when it cannot be worked out."""
    standing = Standing(form, answers, today)
    return evaluate_yen(tree_of(formula), standing.values, today=today)


def mistake_in_amount(form: Questionnaire, formula: str) -> str:
    """Return what is wrong with a formula for an amount (金額の式の誤り), in Japanese, or empty."""
    return _mistake(form, formula, {NUMBER, MONEY}, "金額")


def mistake_in_condition(form: Questionnaire, formula: str) -> str:
    """Return what is wrong with a condition (条件の誤り), in Japanese, or empty."""
    return _mistake(form, formula, {BOOL}, "「はい・いいえ」")


def _mistake(form: Questionnaire, formula: str, wanted: set[Any], name: str) -> str:
    try:
        kind = check(tree_of(formula), form.types)
    except CannotUnderstand as error:
        return str(error)
    return "" if kind in wanted else f"{name}になる式を書いてください（この式は「{kind}」です）。"
