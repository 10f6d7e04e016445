"""What asking whether everybody is safe offers upwards (安否確認の提供物)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.banners import Banner
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem
from tsunagaru.kernel.offers import CardLine, CardView, StockRow
from tsunagaru.services.emergency.models import Person, Supported
from tsunagaru.services.emergency.queries import safety as queries
from tsunagaru.services.emergency.queries import sharing
from tsunagaru.services.emergency.queries.showing import banners
from tsunagaru.services.emergency.queries.standing_above import stands_anything
from tsunagaru.services.emergency.rules.safety import RoundState, StepKind
from tsunagaru.services.emergency.services.telling import yes

MOST = 50
DRILL = "【訓練】"
ASKS = "町が安否をたずねています"


def steps_due(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the steps whose time has come and which need a person (安否確認の手順)."""
    mine = queries.rounds_for(actor).values("pk")
    rows = queries.due_steps(at).exclude(kind=StepKind.EVERY_WAY).filter(round__in=mine)
    return [
        WorkItem(
            title=f"{DRILL if one.round.drill else ''}{one.round.title}：{one.get_kind_display()}",
            url=reverse("emergency:round", args=[one.round_id]),
            state="時間です",
            received_at=one.due_at,
            section=one.round.section,
            due_on=day_of(at),
            urgent=not one.round.drill,
        )
        for one in rows[:MOST]
    ]


def calls_for_help(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the open rounds in which somebody needs help (助けが必要な方)."""
    return [
        WorkItem(
            title=f"{DRILL if row.drill else ''}{row.title}：助けが必要な方 {number}人",
            url=reverse("emergency:round", args=[row.pk]),
            state=row.get_state_display(),
            received_at=row.opened_at,
            section=row.section,
            due_on=day_of(at),
            urgent=not row.drill,
        )
        for row in queries.rounds_for(actor).filter(state=RoundState.OPEN)[:MOST]
        if (number := len(queries.in_need(row)))
    ]


def safety_banners(language: str, at: datetime) -> Sequence[Banner]:
    """Return alerts, and that the town asks; a drill stands above no page (緊急の表示)."""
    if not stands_anything(at):
        return []
    found = list(banners(language, at))
    if queries.open_rounds().filter(drill=False, closes_at__gt=at).exists():
        label, url = say("安否確認", language), reverse("emergency:safety")
        found.append(Banner(kind="warning", label=label, title=say(ASKS, language), url=url))
    return found


def safety_card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return how a resident and the family are, while the town asks (マイページの安否)."""
    if actor.resident is None:
        return None
    url, lines = reverse("emergency:safety_mine"), []
    for row in queries.open_rounds():
        mine = queries.mine(row, actor.resident)
        mark = say(DRILL, language) if row.drill else ""
        state = mine.get_state_display() if mine and mine.state else "返事なし"
        lines.append(CardLine(mark + say("あなた：", language) + say(state, language), url))
    if not lines and not sharing.districts_of(actor.resident):
        lines = [CardLine(say("今、町は安否をたずねていません。", language))]
    more = say("自分と家族の安否", language)
    return CardView(say("安否", language), lines, url, more)


def confirmed_safe(_at: datetime) -> Iterable[StockRow]:
    """Return how people are in the open rounds (安否の人数), drills apart."""
    rows = Person.objects.filter(round__state=RoundState.OPEN).values_list("round__drill", "state")
    for drill, state, number in rows.annotate(n=Count("pk")).order_by():
        yield StockRow({"drill": yes(of=drill), "state": state or "silent"}, number)


def supported(_at: datetime) -> Iterable[StockRow]:
    """Return how many are on the list of those who need support (名簿の人数)."""
    counts: dict[tuple[str, str], int] = {}
    rows = Supported.objects.filter(left_at=None).values_list("consent", "plan_at")
    for consent, plan_at in rows:
        key = (consent, yes(of=plan_at is not None))
        counts[key] = counts.get(key, 0) + 1
    for (consent, plan), number in sorted(counts.items()):
        yield StockRow({"consent": consent, "plan": plan}, number)
