"""What happens with surveys of districts (会員アンケートの出来事): ``subject`` is the survey.

Of surveys the town counts how often something happened: neither where, nor what was answered.
"""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveyDrafted(Event, name="survey.drafted"):
    """A head began to write a survey (会員アンケートの下書きを作った)."""


@dataclass(frozen=True, kw_only=True)
class SurveyPublished(Event, name="survey.published"):
    """The households of a district are asked (会員アンケートを始めた)."""


@dataclass(frozen=True, kw_only=True)
class SurveyDropped(Event, name="survey.dropped"):
    """A draft of a survey was dropped (会員アンケートの下書きを取りやめた)."""


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event, name="survey.answered"):
    """A household answered (会員アンケートに答えた).

    Args:
        way: "online", "phone" or "paper"; "secret" for every answer without a name.
    """

    way: str


@dataclass(frozen=True, kw_only=True)
class SurveyAnswerChanged(Event, name="survey.answer_changed"):
    """A household changed its answer with its name (会員アンケートの答えを変えた)."""


@dataclass(frozen=True, kw_only=True)
class SurveyHomeMatched(Event, name="survey.home_matched"):
    """A head said whether a household spelled otherwise is the same (同じ世帯かを判断した).

    Args:
        same: "yes" or "no".
        undone: "yes" where an earlier decision was taken back.
    """

    same: str
    undone: str


@dataclass(frozen=True, kw_only=True)
class SurveyExtended(Event, name="survey.extended"):
    """The last day to answer moved to a later one (会員アンケートの最後の日を延ばした)."""


@dataclass(frozen=True, kw_only=True)
class SurveyReminded(Event, name="survey.reminded"):
    """A head asks once more who has not answered (会員アンケートをもう一度知らせた)."""


@dataclass(frozen=True, kw_only=True)
class SurveyClosed(Event, name="survey.closed"):
    """A survey was closed (会員アンケートを締めた); ``early`` where it was before its last day."""

    early: str


@dataclass(frozen=True, kw_only=True)
class SurveyWithdrawn(Event, name="survey.withdrawn"):
    """A survey was taken back with a reason; its answers go (会員アンケートを取り下げた)."""


@dataclass(frozen=True, kw_only=True)
class SurveySummarised(Event, name="survey.summarised"):
    """A head wrote in words what was answered (会員アンケートのまとめを書いた)."""
