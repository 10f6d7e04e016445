"""What an application costs (手数料), worked out from the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.phrases import say

FEE, FREE = "手数料", "無料"
YEN = "{amount}円"
LESS = "{name}：{amount}円の減額"


@dataclass(frozen=True)
class Assessed:
    """What is to be paid (手数料の額).

    Args:
        yen: the amount, or None where nobody can say it before the examination.
        reductions: what was taken off and why, as (name in the reader's language, yen).
    """

    yen: int | None
    reductions: tuple[tuple[str, int], ...] = ()


def assess(form: Form, answers: Mapping[str, Any], today: date, language: str) -> Assessed:
    """Return what is to be paid for these answers (手数料を計算する)."""
    fee, asked = form.definition.fee, form.questionnaire
    left = questionnaires.amount(asked, fee.rule, answers, today) if fee.rule else fee.yen
    if left is None:
        return Assessed(None)
    left, less = max(0, left), []
    for one in fee.reductions:
        off = questionnaires.amount(asked, one.off, answers, today) or 0
        if questionnaires.fits(asked, one.when, answers, today) and (off := min(left, off)) > 0:
            left -= off
            less.append((one.name.in_language(language), off))
    return Assessed(left, tuple(less))


def fee_yen(form: Form, answers: Mapping[str, Any], today: date) -> int | None:
    """Return the amount alone, as it is kept with the application (手数料の額)."""
    return assess(form, answers, today, "ja").yen


def yen_words(yen: int, language: str) -> str:
    """Return an amount as papers say it (金額の表示)."""
    return say(YEN, language, amount=f"{yen:,}") if yen else say(FREE, language)


def fee_rows(
    form: Form, answers: Mapping[str, Any], today: date, language: str
) -> list[tuple[str, str]]:
    """Return the fee as people read it, with what was taken off (手数料の表示)."""
    assessed = assess(form, answers, today, language)
    if assessed.yen is None:
        return [(say(FEE, language), form.definition.fee.text.in_language(language))]
    text = yen_words(assessed.yen, language)
    less = [say(LESS, language, name=name, amount=f"{yen:,}") for name, yen in assessed.reductions]
    return [(say(FEE, language), "\n".join([text, *less]))]
