"""What a person should know about an answer that is taken all the same (お知らせ)."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import Page, PersonField, Questionnaire
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem, Kind
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
    for page, field, answer in _persons(Standing(form, answers, today)):
        name = "".join(str(answer.get(part) or "") for part in NAMES)
        signs = "".join(filter(_is_no_letter, report_characters(name).outside_0213))[:MOST_SIGNS]
        if signs:
            message = say(RARE_SIGNS, language, label=field.label, signs=signs)
            found.append(FieldProblem(field.code, message, page=page.code, kind=Kind.RULE))
    return found


def _persons(standing: Standing) -> Iterator[tuple[Page, PersonField, dict[str, Any]]]:
    """Yield the persons among the answers (氏名), those of entries as well."""
    for page, field in standing.form.placed():
        if isinstance(field, PersonField):
            answer = standing.answers.get(field.code)
            if isinstance(answer, dict):
                yield page, field, answer
        for entry in standing.entries.get(field.code, ()):
            for member in entry.group.asked:
                question = entry.group.placed(entry.number, member)
                answer = entry.answers.get(member.code)
                if isinstance(question, PersonField) and isinstance(answer, dict):
                    yield page, question, answer
