"""What is wrong with an answer, said in the reader's language (誤りの文)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tsunagaru.engines.questionnaires.definitions import (
    BaseField,
    ChoiceField,
    DeclarationField,
    FileField,
    MultiField,
    PlaceField,
    Question,
)
from tsunagaru.engines.questionnaires.rules.dates import show_date
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.ui.phrases import ENGLISH, say, translate

MISSING = "「{label}」を入力してください。"
NOT_CHOSEN = "「{label}」を選んでください。"
NOT_ATTACHED = "「{label}」のファイルを付けてください。"
NOT_PLACED = "「{label}」を、地図を押すか、大字を選んで知らせてください。"
NOT_TICKED = "「{label}」を読んで、チェックを入れてください。"
REVEALED = "お答えに合わせて、質問が増えました。続けてお答えください。"
TRANSLATED = frozenset({"part", "missing", "era"})
_MISSING: Mapping[type, str] = {
    ChoiceField: NOT_CHOSEN,
    MultiField: NOT_CHOSEN,
    FileField: NOT_ATTACHED,
    DeclarationField: NOT_TICKED,
    PlaceField: NOT_PLACED,
}


class Kind(StrEnum):
    """What kind of problem holds a person up (誤りの種類)."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    RULE = "rule"
    REVEALED = "revealed"
    FILE = "file"


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one answer (回答の誤り).

    Args:
        field: code of the question.
        message: one sentence in the reader's language.
        parts: boxes of a composite question that are meant; empty means all of it.
        page: code of the page on which the question stands.
        kind: what kind of problem it is, a code for statistics.
    """

    field: str
    message: str
    parts: tuple[str, ...] = ()
    page: str = ""
    kind: str = Kind.UNREADABLE


def mistakes(problems: Iterable[FieldProblem]) -> list[FieldProblem]:
    """Return what is really wrong: a question asked for the first time is no mistake (誤り)."""
    return [one for one in problems if one.kind != Kind.REVEALED]


def problem_of(field: BaseField, error: CannotRead, language: str) -> FieldProblem:
    """Return why an answer cannot be taken, as a sentence (誤りの文)."""
    values = {name: _spoken(name, value, language) for name, value in error.values.items()}
    message = say(error.message, language, label=field.label, **values)
    return FieldProblem(field.code, message, error.parts)


def missing(field: Question, language: str) -> FieldProblem:
    """Return the sentence for an answer that is needed but not given (未入力)."""
    template = _MISSING.get(type(field), MISSING)
    sentence = say(template, language, label=field.label)
    return FieldProblem(field.code, sentence, kind=Kind.MISSING)


def revealed(field: Question, language: str) -> FieldProblem:
    """Return that a question is asked because of the answers just given; nobody is to blame."""
    return FieldProblem(field.code, say(REVEALED, language), kind=Kind.REVEALED)


def _spoken(name: str, value: object, language: str) -> object:
    if isinstance(value, date):
        return show_date(value, language)
    if name not in TRANSLATED:
        return value
    words = value if isinstance(value, tuple) else (value,)
    joint = ", " if language == ENGLISH else "・"
    return joint.join(translate(str(word), language) for word in words)
