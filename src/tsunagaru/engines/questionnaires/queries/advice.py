"""What a person should know about an answer that is taken all the same (お知らせ)."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import PersonField, Questionnaire
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.engines.questionnaires.rules.persons import NAMES
from tsunagaru.ground.ui.phrases import JAPANESE, say
from tsunagaru.kernel.text import report_characters

RARE_SIGNS = (
    "「{label}」の「{signs}」は、役場のほかのシステムで表示できないことがあります。"
    "このまま進めてかまいません。担当者が確認します。"
)
MOST_SIGNS = 10


def _is_no_letter(sign: str) -> bool:
    """Tell whether a sign is none of the kanji (文字情報基盤) that names are registered with."""
    return not unicodedata.category(sign).startswith("L")


def advice_on(
    form: Questionnaire, answers: Mapping[str, Any], today: date, language: str = JAPANESE
) -> list[FieldProblem]:
    """Return names whose characters other systems may not hold (文字の注意); nothing is refused."""
    found = []
    for code, answer in Standing(form, answers, today).answers.items():
        page, field = form.by_code[code]
        if not isinstance(field, PersonField) or not isinstance(answer, dict):
            continue
        name = "".join(str(answer.get(part) or "") for part in NAMES)
        signs = "".join(filter(_is_no_letter, report_characters(name).outside_0213))[:MOST_SIGNS]
        if signs:
            message = say(RARE_SIGNS, language, label=field.label, signs=signs)
            found.append(FieldProblem(code, message, page=page.code))
    return found
