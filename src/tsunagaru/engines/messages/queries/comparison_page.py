"""How a comparison stands, in words (文面の比較の様子)."""

from dataclasses import dataclass
from datetime import datetime

from tsunagaru.engines.messages.models import Broadcast, Comparison, Measure, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.queries.comparing import NAMES, Compared, compared
from tsunagaru.engines.messages.rules.comparing import Wording
from tsunagaru.kernel.clock import local


@dataclass(frozen=True)
class Seen:
    """A comparison as its page shows it (文面の比較).

    Args:
        how: what was set beforehand; empty where it went to nobody.
        result: None before it is let go.
        standing: what was chosen, or until when it can be.
        is_open: people still wait for the choice.
    """

    how: str
    result: Compared | None
    standing: str
    may_choose: bool


def comparison_seen(row: Broadcast, *, decides: bool) -> Seen | None:
    """Return how two wordings of a broadcast stand; None where there is one only.

    Args:
        decides: whether the reader may choose.
    """
    found = Comparison.objects.filter(pk=row.pk).first()
    if found is None:
        return None
    left, sent = row.released_at is not None, bool(row.counts.get("targets"))
    return Seen(
        how="" if left and not sent else _how(found),
        result=compared(found) if sent else None,
        standing=_standing(row, found) if left else "",
        may_choose=decides and found.is_open and row.state == BroadcastState.SENDING,
    )


def _how(one: Comparison) -> str:
    if one.is_half:
        return "2つの文面を、半分ずつの人に送ります。だれにどちらを送るかは、機械的に決まります。"
    what = Measure(one.measure).label
    who = (
        f"{what}の割合が大きい方を自動で送ります（比べられないときは、1つ目を送ります）。"
        if one.by_rule
        else f"職員が{what}を見て選んだ方を送ります"
        "（24時間たっても選ばれないときは、1つ目を送ります）。"
    )
    return (
        f"2つの文面を、{one.share}％ずつの人に送ります。残りの人には、{one.hours}時間後に、{who}"
        "だれにどちらを送るかは、機械的に決まります。"
    )


def _standing(row: Broadcast, one: Comparison) -> str:
    targets = Target.objects.filter(broadcast=row.pk).exclude(kind="paper")
    if not targets.exists():
        return "だれにも送っていないため、文面は比べられません。"
    if one.is_half:  # nobody is left over
        return ""
    waited = targets.filter(wording=Wording.REST).exists()
    return _rest(row, one) if waited else "対象の方が少ないため、残りの人はいません。"


def _rest(row: Broadcast, one: Comparison) -> str:
    if one.chosen and one.chosen_at:
        name = NAMES[Wording(one.chosen)]
        return f"{_when(one.chosen_at)}に、{name}を残りの人に送りました。"
    if row.state != BroadcastState.SENDING or one.waits_until is None:
        return "残りの人には送っていません。"
    return _open(one, _when(one.waits_until))


def _when(at: datetime) -> str:
    return f"{local(at):%-m月%-d日 %H:%M}"


def _open(one: Comparison, when: str) -> str:
    if one.by_rule:
        return f"残りの人には、{when}に自動で送ります。その前に、職員が選ぶこともできます。"
    return f"残りの人は、文面が選ばれるのを待っています。{when}までに選んでください。"
