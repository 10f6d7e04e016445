"""Whether people are safe (安否): what an answer means, and what is done where none came."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from tsunagaru.kernel.text import fold_width
from tsunagaru.kernel.transitions import CannotTransition, Transitions


class Safety(StrEnum):
    """What somebody says of themselves (安否)."""

    SAFE = "safe"
    HELP = "help"
    INJURED = "injured"


class Way(StrEnum):
    """How an answer came (返事の経路)."""

    ONLINE = "online"
    LINE = "line"
    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    COUNTER = "counter"
    NEIGHBOUR = "neighbour"


class StepKind(StrEnum):
    """What is done for those of whom nothing was heard (返事がないときの手順)."""

    EVERY_WAY = "every_way"
    CALL_LIST = "call_list"
    LOUDSPEAKER = "loudspeaker"


class RoundState(StrEnum):
    """Where a round of asking stands (安否確認の状態)."""

    OPEN = "open"
    CLOSED = "closed"


class RoundAct(StrEnum):
    """What can be done with a round."""

    ANSWER = "answer"
    ESCALATE = "escalate"
    CLOSE = "close"


class CannotDoInRound(CannotTransition):
    """The round is closed (終わった安否確認です)."""


ROUNDS = Transitions(
    {
        (RoundState.OPEN, RoundAct.ANSWER): RoundState.OPEN,
        (RoundState.OPEN, RoundAct.ESCALATE): RoundState.OPEN,
        (RoundState.OPEN, RoundAct.CLOSE): RoundState.CLOSED,
        # Somebody who answers late is still heard: nobody's call for help falls on a closed door.
        (RoundState.CLOSED, RoundAct.ANSWER): RoundState.CLOSED,
    },
    refusal=CannotDoInRound,
)
SAFETY_NAMES = {
    Safety.SAFE: "無事です",
    Safety.HELP: "助けが必要です",
    Safety.INJURED: "けがをしています",
}
URGENT = (Safety.INJURED, Safety.HELP)
BUTTONS: Mapping[str, Mapping[Safety, str]] = {
    "ja": SAFETY_NAMES,
    "ja-easy": {
        Safety.SAFE: "だいじょうぶ",
        Safety.HELP: "たすけて ください",
        Safety.INJURED: "けがを しました",
    },
    "en": {Safety.SAFE: "I am safe", Safety.HELP: "I need help", Safety.INJURED: "I am injured"},
}
DRILL_MARKS = {"ja": "【訓練】", "ja-easy": "【れんしゅう】", "en": "[DRILL] "}
PRESSED = "safety:"
WAY_NAMES = {
    Way.ONLINE: "ページ",
    Way.LINE: "LINE",
    Way.EMAIL: "メール",
    Way.SMS: "ショートメール",
    Way.PHONE: "電話（職員が入力）",
    Way.COUNTER: "対面（職員が入力）",
    Way.NEIGHBOUR: "区長・近所の方が入力",
}
STEP_NAMES = {
    StepKind.EVERY_WAY: "登録のあるすべての連絡先（ショートメールなど）へ、もう一度送る",
    StepKind.CALL_LIST: "区長の電話・訪問の名簿を刷る",
    StepKind.LOUDSPEAKER: "防災行政無線で呼びかける",
}
_DIGITS = {"1": Safety.SAFE, "2": Safety.HELP, "3": Safety.INJURED}
_NOT_SAFE = re.compile(
    r"(無事|ぶじ|大丈夫|だいじょうぶ|平気|安全)(に|で|じゃ|と|とは|では)*(は|も)?(な|言え|いえ|あり?ませ)|not\s+(safe|ok|fine)"
    r"|unsafe|(isn'?t|aren'?t|no[tn]?)\s+\w*\s*(safe|ok)"
)
_HELP = re.compile(
    r"助け|たすけ|救助|救急|動け|うごけ|閉じ込|とじこ|生き埋|流され|浸水|火事|火災|危な|あぶな|危険|こわい|怖い"
    r"|来て|きて|help|rescue|trapped|stuck|danger|fire\b"
)
_INJURED = re.compile(
    r"けが|ケガ|怪我|負傷|出血|血が|骨折|やけど|痛い|いたい|injur|bleed|hurt|wound"
)
_UNHURT = re.compile(
    r"(けが|ケガ|怪我|負傷)(人|にん)?(は|も)?(していない|してない|していません|してません|なし|ない|ありません|無し)"
    r"|(not|no|un)\s*-?(injur\w*|hurt)"
)
_SAFE = re.compile(r"無事|ぶじ|大丈夫|だいじょうぶ|平気|安全です|問題な|\bsafe\b|\bok\b|\bfine\b")
_NO_HELP = re.compile(
    r"(助け|たすけ|救助)(は|も)?(不要|いりません|いらない|要りません|必要ありません|必要ない)"
    r"|(危険|火災|火事|浸水)(は|も)?(なし|ない|ありません)|no\s+(help|danger)(\s+needed)?"
)


def read_text(text: str) -> Safety | None:
    """Return what somebody means by a few words, or None where that is not certain (返事の読取り).

    A doubt never becomes "safe": whoever says both is taken for somebody who needs help.
    """
    said = fold_width(text).strip().lower()
    if said.rstrip("。．.!！番 ") in _DIGITS:
        return _DIGITS[said.rstrip("。．.!！番 ")]
    said = _NO_HELP.sub(" ", _UNHURT.sub(" 無事 ", said))
    if _INJURED.search(said) and not _HELP.search(said):
        return Safety.INJURED
    if _HELP.search(said) or _NOT_SAFE.search(said):
        return Safety.HELP
    return Safety.SAFE if _SAFE.search(said) else None


def read_pressed(data: str) -> tuple[str, Safety] | None:
    """Return the round and the answer in what a button sends, or None (ボタンの読取り)."""
    word, _, rest = data.partition(":")
    key, _, state = rest.rpartition(":")
    if f"{word}:" != PRESSED or state not in set(Safety) or not key:
        return None
    return key, Safety(state)


def buttons(key: str, *, drill: bool) -> dict[str, list[tuple[str, str]]]:
    """Return the buttons of a round in each language; those of a drill say so (返事のボタン)."""
    return {
        language: [
            ((DRILL_MARKS[language] if drill else "") + name, f"{PRESSED}{key}:{state.value}")
            for state, name in names.items()
        ]
        for language, names in BUTTONS.items()
    }


def due_at(opened_at: datetime, after_min: int) -> datetime:
    """Return when a step is due (手順の時刻)."""
    return opened_at + timedelta(minutes=after_min)


def replaces(latest_at: datetime | None, at: datetime) -> bool:
    """Tell whether an answer replaces the one that counts, by when it was said (新しい返事か)."""
    return latest_at is None or at >= latest_at


def summed(states: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return how many answered how, of rows of a state and a number (集計).

    Returns:
        ``asked``, ``answered``, ``silent`` and each state.
    """
    counts = {one.value: 0 for one in Safety} | {"silent": 0}
    for state, number in states:
        counts[state or "silent"] += number
    answered = sum(counts[one.value] for one in Safety)
    return {**counts, "answered": answered, "all": answered + counts["silent"]}


def may_see_silent(consents: bool, bases: Sequence[str]) -> bool:  # noqa: FBT001 - a rule of two facts
    """Tell whether a district's head may read the name of somebody who has not answered.

    Source: 災害対策基本法 第49条の11、個人情報の保護に関する法律 第69条第2項
    """
    return consents or bool(bases)
