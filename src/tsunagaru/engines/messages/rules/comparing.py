"""Two wordings of one message (文面の比較): who gets which, and which did better. Pure rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from hashlib import md5
from math import exp, lgamma, log
from typing import Any

from tsunagaru.engines.messages.rules.audience import FEWEST

SHARES = (5, 10, 20, 25, 50)
"""Per cent of the recipients who get each wording first; 50 leaves nobody over."""
HALF = 50
LEVEL = 0.05
MARKS = {1: "a", 2: "b", 4: "c", 5: "d"}
"""One letter for each wording, so that a link says with which one it came."""
WORDINGS = {mark: wording for wording, mark in MARKS.items()}


class Wording(IntEnum):
    """Which wording a recipient gets (文面の区分).

    ``REST`` waits for the choice; ``REST_FIRST`` and ``REST_SECOND`` got what was chosen, and are
    no part of what is compared.
    """

    FIRST = 1
    SECOND = 2
    REST = 3
    REST_FIRST = 4
    REST_SECOND = 5


@dataclass(frozen=True)
class Arm:
    """What became of one wording (片方の結果).

    Args:
        handed: recipients whose provider took it.
        times: how often it was opened, or its links; times, not people.
    """

    handed: int
    times: int


@dataclass(frozen=True)
class Verdict:
    """Which wording did better (比較の判定).

    Args:
        better: 1 or 2; 1 where neither is.
        few: too few to be shown or compared.
        chance: how likely so large a difference is if neither is better; 1 where few.
    """

    better: int
    few: bool
    chance: float

    @property
    def is_clear(self) -> bool:
        """Tell whether the difference is hardly chance (偶然とは考えにくい)."""
        return not self.few and self.chance < LEVEL


def period_of(share: int) -> int:
    """Return after how many recipients, in the order of their hashes, the same wording comes."""
    return 100 // share


def rank_of(key: str, subscriber: str) -> str:
    """Return by what recipients of a channel and language are put in order (割り当ての順).

    Args:
        key, subscriber: 32 hexadecimal digits; nothing else is needed to work it out again.
    """
    return md5(f"{key}{subscriber}".encode(), usedforsecurity=False).hexdigest()


def wording_at(place: int, share: int) -> Wording:
    """Return the wording of whoever stands at a place, from 1, in the order of hashes (割り当て).

    Every so-many-th gets each wording: both are equally many, over all and in each channel and
    language, but for one recipient.
    """
    period = period_of(share)
    return {0: Wording.FIRST, period // 2: Wording.SECOND}.get((place - 1) % period, Wording.REST)


def settled(wording: int, chosen: int | None) -> int:
    """Return the wording of a target that leaves, or leaves again, once a wording is chosen."""
    if wording != Wording.REST or chosen is None:
        return wording
    return Wording.REST_SECOND if chosen == Wording.SECOND else Wording.REST_FIRST


def is_second(wording: int | None) -> bool:
    """Tell whether a recipient gets the second wording (2つ目の文面か)."""
    return wording in (Wording.SECOND, Wording.REST_SECOND)


def window_code(quiet_from: int | None, quiet_until: int | None) -> int:
    """Return somebody's quiet hours as one number, -1 for none (静かな時間の符号)."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return -1
    return quiet_from * 24 + quiet_until


def window_of(code: int) -> tuple[int | None, int | None]:
    """Return the quiet hours that a number stands for."""
    return divmod(code, 24) if code >= 0 else (None, None)


def judge(first: Arm, second: Arm) -> Verdict:
    """Return which of two wordings did better, and whether that can be told from chance (判定).

    The numbers are times, not people, so two rates are compared and not two shares. Whoever opens
    a message again and again makes a difference look surer than it is.

    Source:
        J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson
        series", Biometrika 31 (1940): given the sum of both, the first is binomial.
    """
    if _is_few(first) or _is_few(second) or not first.times + second.times:
        return Verdict(1, few=True, chance=1.0)
    better = 2 if second.times * first.handed > first.times * second.handed else 1
    share = first.handed / (first.handed + second.handed)
    chance = two_sided(first.times, first.times + second.times, share)
    return Verdict(better, few=False, chance=chance)


def _is_few(arm: Arm) -> bool:
    return arm.handed < FEWEST or 0 < arm.times < FEWEST


def two_sided(successes: int, trials: int, share: float) -> float:
    """Return the exact two-sided binomial probability: of all that is no likelier (両側確率)."""
    seen = _log_chance(successes, trials, share) + 1e-7
    each = (_log_chance(n, trials, share) for n in range(trials + 1))
    return min(1.0, sum(exp(one) for one in each if one <= seen))


def _log_chance(n: int, trials: int, share: float) -> float:
    ways = lgamma(trials + 1) - lgamma(n + 1) - lgamma(trials - n + 1)
    return ways + n * log(share) + (trials - n) * log(1 - share)


def texts_of(
    texts: Mapping[str, Any], other: Mapping[str, Any] | None, wording: int | None
) -> Mapping[str, Any]:
    """Return the texts of a recipient, by language (受信者の文面).

    Args:
        other: the second wording, or None where there is one only.
    """
    return other if other and is_second(wording) else texts
