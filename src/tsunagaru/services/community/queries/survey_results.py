"""What a survey found (会員アンケートの結果): counts for everybody, words for the head."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tsunagaru.ground.files import api as files
from tsunagaru.services.community.models import Survey, SurveyUrn
from tsunagaru.services.community.rules.surveys import (
    KIND_NAMES,
    Kind,
    Question,
    State,
    Tally,
    add,
    may_show,
    nothing,
    percent,
)

HEADER = ("質問", "質問の文", "種類", "答え", "世帯数", "割合（％）")


@dataclass(frozen=True)
class Bar:
    """One choice with its count (選択肢ごとの数)."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class Found:
    """What was answered to one question (質問ごとの結果)."""

    number: int
    question: Question
    answered: int
    bars: Sequence[Bar]
    total: int
    words: Sequence[str]

    @property
    def average(self) -> str:
        """Return the mean of the numbers, to one place (平均)."""
        return f"{self.total / self.answered:,.1f}" if self.answered else ""


def tallies_of(row: Survey) -> list[Tally]:
    """Return how a survey stands, added up (集計); nobody is shown it before the close."""
    if not row.anonymous:
        tallies = nothing(row.asks)
        for one in row.answers.all():
            tallies = add(tallies, one.values)
        return tallies
    urn = SurveyUrn.objects.filter(survey=row).first()
    return [read(one) for one in urn.content] if urn else nothing(row.asks)


def read(stored: dict[str, Any]) -> Tally:
    """Return a tally as it was stored (集計を読む)."""
    lists = {name: tuple(stored.get(name, ())) for name in ("counts", "words")}
    return Tally(answered=stored["answered"], total=stored["total"], **lists)


def stored(tallies: Sequence[Tally], *, words: bool) -> list[dict[str, Any]]:
    """Return tallies as JSON (集計の保存形), with what was written in words or without."""
    hidden = () if words else ("words",)
    return [
        {name: value for name, value in asdict(one).items() if name not in hidden}
        for one in tallies
    ]


def result_of(row: Survey, *, for_head: bool = False) -> Sequence[Found] | None:
    """Return what a closed survey found (結果); None where it may not be broken down.

    Args:
        for_head: with what was written in words, as long as it is kept.
    """
    if row.state != State.CLOSED or not may_show(row.households):
        return None
    words = tallies_of(row) if for_head and row.emptied_at is None else ()
    found = []
    for n, (question, one) in enumerate(zip(row.asks, map(read, row.result), strict=True)):
        bars = [
            Bar(label, count, percent(count, one.answered))
            for label, count in zip(question.choices, one.counts, strict=True)
        ]
        said = words[n].words if words else ()
        found.append(Found(n + 1, question, one.answered, bars, one.total, said))
    return found


def sheet(row: Survey) -> bytes:
    """Return the result as CSV (結果の表), for who leads the district."""
    lines: list[Sequence[str]] = [HEADER]
    for one in result_of(row, for_head=True) or ():
        start = (str(one.number), one.question.text, KIND_NAMES[one.question.kind])
        lines += [(*start, bar.label, str(bar.count), str(bar.percent)) for bar in one.bars]
        if one.question.kind is Kind.NUMBER:
            lines.append((*start, f"合計 {one.total}、平均 {one.average}", str(one.answered), ""))
        lines += [(*start, said, "", "") for said in one.words]
    lines.append(("", "答えた世帯", "", "", str(row.households), ""))
    lines.append(("", "尋ねた世帯", "", "", str(row.asked), ""))
    return files.write_csv(lines)
