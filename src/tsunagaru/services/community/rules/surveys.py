"""Surveys to the households of a district (会員アンケート): their life, and how answers add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tsunagaru.kernel.suppression import SMALLEST
from tsunagaru.kernel.transitions import CannotTransition, Transitions

MOST_QUESTIONS, LEAST_CHOICES, MOST_CHOICES = 10, 2, 10
MOST_NUMBER, MOST_WORDS = 999_999, 1000
SECRET = "secret"  # noqa: S105 - stands for the way of an answer without a name
Value = list[int] | int | str
Values = Mapping[str, Value]
"""Answers by the question's number; for choices their places, from 0. JSON as it is stored."""


class State(StrEnum):
    """How far a survey has come (アンケートの状態)."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


LABELS = {
    State.DRAFT: "下書き",
    State.OPEN: "回答を受付中",
    State.CLOSED: "回答は締め切りました",
    State.WITHDRAWN: "取り下げられました",
    State.DROPPED: "取りやめた",
}


class Act(StrEnum):
    """What can be done with a survey (アンケートの操作)."""

    EDIT = "edit"
    PUBLISH = "publish"
    DROP = "drop"
    EXTEND = "extend"
    REMIND = "remind"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    SUMMARISE = "summarise"


class CannotMove(CannotTransition):
    """The survey does not stand where this can be done (この操作はできません)."""


LIFE = Transitions(
    {
        (State.DRAFT, Act.EDIT): State.DRAFT,
        (State.DRAFT, Act.PUBLISH): State.OPEN,
        (State.DRAFT, Act.DROP): State.DROPPED,
        (State.OPEN, Act.EXTEND): State.OPEN,
        (State.OPEN, Act.REMIND): State.OPEN,
        (State.OPEN, Act.CLOSE): State.CLOSED,
        (State.OPEN, Act.WITHDRAW): State.WITHDRAWN,
        (State.CLOSED, Act.SUMMARISE): State.CLOSED,
    },
    refusal=CannotMove,
)
"""What was published is asked as it stands, and never opened again after its result was seen."""


class Kind(StrEnum):
    """How a question is answered (質問の種類)."""

    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    WORDS = "words"


KIND_NAMES = {
    Kind.ONE: "1つ選ぶ",
    Kind.SEVERAL: "いくつでも選ぶ",
    Kind.NUMBER: "数で答える",
    Kind.WORDS: "文で答える",
}
WITH_CHOICES = frozenset({Kind.ONE, Kind.SEVERAL})


class Way(StrEnum):
    """By which way a household answered (回答の方法); all but the first the head enters."""

    ONLINE = "online"
    PHONE = "phone"
    PAPER = "paper"


WAY_NAMES = {Way.ONLINE: "スマートフォンなど", Way.PHONE: "電話・口頭", Way.PAPER: "紙"}


@dataclass(frozen=True)
class Question:
    """One question (質問). ``choices`` where one or several are chosen."""

    kind: Kind
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """How one question was answered by all together (1つの質問の集計).

    Args:
        answered: households that answered it.
        counts: of each choice.
        total: of all numbers.
        words: in the order of the alphabet, so that nothing tells which came first.
    """

    answered: int = 0
    counts: tuple[int, ...] = ()
    total: int = 0
    words: tuple[str, ...] = ()


def nothing(questions: Iterable[Question]) -> list[Tally]:
    """Return how questions stand that nobody has answered (集計の初め)."""
    return [Tally(counts=(0,) * len(one.choices)) for one in questions]


def add(tallies: Sequence[Tally], values: Values) -> list[Tally]:
    """Add one household's answers, each to its own question (集計に加える).

    Nothing is kept of which answers came together, or in which order: any order gives the same.
    """
    return [_add(tally, values.get(str(n))) for n, tally in enumerate(tallies, start=1)]


def _add(tally: Tally, value: Value | None) -> Tally:
    if value is None:
        return tally
    more = replace(tally, answered=tally.answered + 1)
    if isinstance(value, list):
        return replace(
            more, counts=tuple(n + (place in value) for place, n in enumerate(tally.counts))
        )
    if isinstance(value, int):
        return replace(more, total=tally.total + value)
    return replace(more, words=tuple(sorted((*tally.words, value))))


def percent(count: int, of: int) -> int:
    """Return a share in whole per cent, half rounded up (割合)."""
    return (200 * count + of) // (2 * of) if of else 0


def may_show(households: int) -> bool:
    """Tell whether so many answers may be broken down (内訳を示せるか): fewer would name people."""
    return households >= SMALLEST


def takes_answers(state: State, due_on: date, day: date) -> bool:
    """Tell whether a survey is answered on a day (受付中): until its last day is over."""
    return state is State.OPEN and day <= due_on


def said(question: Question, value: Value | None) -> str:
    """Return an answer in words (答えの文); empty where there is none."""
    if isinstance(value, list):
        return "、".join(question.choices[place] for place in value)
    return "" if value is None else str(value)
