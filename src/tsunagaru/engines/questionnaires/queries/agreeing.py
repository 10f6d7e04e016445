"""Declarations that are agreed to at the end (宣誓・同意のまとめ), after all is filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import DeclarationField, Questionnaire
from tsunagaru.engines.questionnaires.definitions.formulas import referred_to
from tsunagaru.engines.questionnaires.queries.standing import Standing


def agreed_last(form: Questionnaire) -> frozenset[str]:
    """Return the declarations that can be agreed to at the end (最後に同意する項目).

    Whoever applies must agree to them in any case, and nothing else that is asked hangs on them.
    """
    free = frozenset(
        one.code
        for one in form.questions
        if isinstance(one, DeclarationField) and one.required is True
    )
    return free - referred_to(form)


def with_agreement(form: Questionnaire, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the answers with everything agreed to that can be at the end (同意した回答)."""
    visible = Standing(form, answers, today).visible
    return {**answers, **dict.fromkeys(filter(visible.get, agreed_last(form)), True)}
