"""The life of an idea round (アイデア募集), of one idea, and the order in which ideas stand."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions

MOST_INITIATIVES = 35


class Phase(StrEnum):
    """How far a round has come (段階); worked out from its days, never stored."""

    DRAFT = "draft"
    BEFORE = "before"
    COLLECTING = "collecting"
    CHECKING = "checking"
    VOTING = "voting"
    COUNTING = "counting"
    ANSWERING = "answering"
    DONE = "done"
    CALLED_OFF = "called_off"


PHASE_NAMES = {
    Phase.DRAFT: "準備中",
    Phase.BEFORE: "募集前",
    Phase.COLLECTING: "アイデアを募集しています",
    Phase.CHECKING: "町が確認しています",
    Phase.VOTING: "投票を受け付けています",
    Phase.COUNTING: "集計しています",
    Phase.ANSWERING: "町が回答を準備しています",
    Phase.DONE: "回答を公開しました",
    Phase.CALLED_OFF: "中止しました",
}
UNSEEN = frozenset({Phase.DRAFT})
"""Nobody but the staff sees these (公開前)."""
BEFORE_VOTES = frozenset({Phase.BEFORE, Phase.COLLECTING, Phase.CHECKING})
"""Words may still be changed, ideas joined and withdrawn (投票の前)."""
COUNTED = frozenset({Phase.ANSWERING, Phase.DONE})
"""Votes were counted, and lead back to nobody any more (集計のあと)."""


@dataclass(frozen=True)
class Days:
    """When ideas are taken, and when votes (期間); each day counts in full, in Japan."""

    ideas_from: date
    ideas_until: date
    votes_from: date
    votes_until: date

    @property
    def in_order(self) -> bool:
        """Tell whether they follow one another: votes begin when no ideas come any more."""
        return self.ideas_from <= self.ideas_until < self.votes_from <= self.votes_until


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What has happened to a round (経過の事実)."""

    published: bool = False
    called_off: bool = False
    closed: bool = False
    answered: bool = False


def phase_of(days: Days, facts: Facts, today: date) -> Phase:
    """Return where a round stands on a day (段階)."""
    stages = (
        (facts.called_off, Phase.CALLED_OFF),
        (not facts.published, Phase.DRAFT),
        (facts.closed and facts.answered, Phase.DONE),
        (facts.closed, Phase.ANSWERING),
        (today < days.ideas_from, Phase.BEFORE),
        (today <= days.ideas_until, Phase.COLLECTING),
        (today < days.votes_from, Phase.CHECKING),
        (today <= days.votes_until, Phase.VOTING),
    )
    return next((phase for holds, phase in stages if holds), Phase.COUNTING)


class IdeaState(StrEnum):
    """How an idea stands (アイデアの状態)."""

    RECEIVED = "received"
    LISTED = "listed"
    MERGED = "merged"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


IDEA_STATE_NAMES = {
    IdeaState.RECEIVED: "確認待ち",
    IdeaState.LISTED: "掲載",
    IdeaState.MERGED: "似たアイデアとまとめた",
    IdeaState.SET_ASIDE: "載せない",
    IdeaState.WITHDRAWN: "取り下げ",
}
AUTHOR_NAMES = {
    IdeaState.RECEIVED: "町が確認しています",
    IdeaState.LISTED: "載っています",
    IdeaState.MERGED: "似たアイデアとまとめました",
    IdeaState.SET_ASIDE: "載せないことにしました",
    IdeaState.WITHDRAWN: "取り下げました。",
}


class IdeaAct(StrEnum):
    """What can be done with an idea (操作)."""

    REWORD = "reword"
    LIST = "list"
    MERGE = "merge"
    SET_ASIDE = "set_aside"
    RESTORE = "restore"
    WITHDRAW = "withdraw"


class CannotMoveIdea(CannotTransition):
    """The idea does not stand where this can be done (この操作はできません)."""


IDEA_LIFE = Transitions(
    {
        (IdeaState.RECEIVED, IdeaAct.REWORD): IdeaState.RECEIVED,
        (IdeaState.RECEIVED, IdeaAct.LIST): IdeaState.LISTED,
        (IdeaState.RECEIVED, IdeaAct.MERGE): IdeaState.MERGED,
        (IdeaState.RECEIVED, IdeaAct.SET_ASIDE): IdeaState.SET_ASIDE,
        (IdeaState.RECEIVED, IdeaAct.WITHDRAW): IdeaState.WITHDRAWN,
        (IdeaState.LISTED, IdeaAct.REWORD): IdeaState.RECEIVED,
        (IdeaState.LISTED, IdeaAct.MERGE): IdeaState.MERGED,
        (IdeaState.LISTED, IdeaAct.SET_ASIDE): IdeaState.SET_ASIDE,
        (IdeaState.LISTED, IdeaAct.WITHDRAW): IdeaState.WITHDRAWN,
        (IdeaState.MERGED, IdeaAct.RESTORE): IdeaState.RECEIVED,
        (IdeaState.MERGED, IdeaAct.WITHDRAW): IdeaState.WITHDRAWN,
        (IdeaState.SET_ASIDE, IdeaAct.RESTORE): IdeaState.RECEIVED,
    },
    refusal=CannotMoveIdea,
)


class Answer(StrEnum):
    """What the town does with an idea (町の回答)."""

    WILL = "will"
    PARTLY = "partly"
    NOT_NOW = "not_now"
    NO = "no"


ANSWER_NAMES = {
    Answer.WILL: "行います",
    Answer.PARTLY: "一部を行います",
    Answer.NOT_NOW: "今は行いません",
    Answer.NO: "行いません",
}


def in_drawn_order(round_id: str, day: date, numbers: Iterable[int]) -> list[int]:
    """Return idea numbers in the order of a day (掲載の順): drawn, so that nobody is always first.

    The SHA-256 of ``round|day|number`` puts them in order, so that anybody can check it.
    """
    return sorted(
        numbers, key=lambda n: hashlib.sha256(f"{round_id}|{day}|{n}".encode()).hexdigest()
    )
