"""What shelters offer upwards (避難所の提供物)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem, WorkQueue
from tsunagaru.kernel.offers import (
    Card,
    CardLine,
    CardView,
    Entrance,
    Offers,
    PrivacyOffer,
    SimulatedAct,
    Stock,
    StockRow,
)
from tsunagaru.kernel.papers import Papers
from tsunagaru.services.shelters.models import Opening
from tsunagaru.services.shelters.offers.acts import live_at_shelters
from tsunagaru.services.shelters.offers.refuges import refuges
from tsunagaru.services.shelters.offers.situation import PART
from tsunagaru.services.shelters.queries import finished, people, reports, sites, supplies
from tsunagaru.services.shelters.rules.supplies import RequestState
from tsunagaru.services.shelters.services.disposing import dispose
from tsunagaru.services.shelters.services.privacy import erase, export

MOST = 100
SITE_AND_DRILL = ("site", "drill")


def _checking(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the shelters of an actor where somebody must look at people or entries."""
    found = []
    for one in sites.openings_for(actor):
        many = len(people.doubtful(one)) + people.aside(one).count()
        if many:
            found.append(_item(one, f"確かめる人・記録が{many}件あります", at))
    return found


def _reporting(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the shelters of an actor whose report is missing."""
    rows = [one for one in sites.openings_for(actor) if reports.is_late(one, at)]
    return [_item(one, "定時報告が出ていません", at) for one in rows]


def _asking(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return what shelters ask headquarters for."""
    if not sites.leads(actor):
        return []
    named = supplies.names()
    rows = supplies.waiting().filter(state=RequestState.ASKED).select_related("opening__run")
    return [
        _item(one.opening, f"要請　{named.get(one.item, one.item)} {one.quantity}", at)
        for one in rows[:MOST]
    ]


def _item(one: Opening, what: str, at: datetime) -> WorkItem:
    drill = one.run.drill
    name = sites.shape_of(one.site_id).name.ja
    return WorkItem(
        title=f"{'【訓練】' if drill else ''}{name}：{what}",
        url=reverse("shelters:desk", args=[one.pk]),
        state=one.get_state_display(),
        received_at=one.opened_at,
        section="",
        due_on=day_of(at),
        urgent=not drill,
    )


def _people(_at: datetime) -> Iterable[StockRow]:
    """Return how many people each open shelter has (避難者数)."""
    return [StockRow(_codes(one), sites.view(one).held) for one in sites.running()]


def _capacity(_at: datetime) -> Iterable[StockRow]:
    """Return how many people each open shelter takes (開設中の定員)."""
    return [StockRow(_codes(one), sites.view(one).shape.capacity) for one in sites.running()]


def _codes(one: Opening) -> dict[str, str]:
    return {"site": one.site_id, "drill": "yes" if one.run.drill else "no"}


def _card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return the way to a resident's own code."""
    if actor.kind is not Kind.RESIDENT or sites.setup() is None:
        return None
    line = CardLine(say("避難所の受付コードを見る", language), reverse("shelters:mine"))
    return CardView(say("災害にそなえる", language), [line])


def _ways_in(language: str) -> Sequence[CardLine]:
    if sites.setup() is None:
        return ()
    return (CardLine(say("避難所の場所と空きを見る", language), reverse("shelters:shelters")),)


OFFERS = Offers(
    package="services.shelters",
    stocks=(
        Stock("shelter_people", "避難者の数", SITE_AND_DRILL, _people),
        Stock("shelter_capacity", "開いている避難所の定員", SITE_AND_DRILL, _capacity),
    ),
    work=(
        WorkQueue(name="shelter_reports", title="避難所の定時報告", items=_reporting),
        WorkQueue(name="shelter_requests", title="避難所からの要請", items=_asking),
        WorkQueue(name="shelters", title="避難所の確かめ", items=_checking),
    ),
    situations=(PART,),
    refuges=refuges,
    acts=(SimulatedAct("避難", 60, live_at_shelters),),
    cards=(Card("shelters", 80, _card),),
    entrances=(Entrance("災害のとき", 40, _ways_in),),
    papers=(
        Papers(
            kind=finished.KIND,
            code=finished.CODE,
            finished=finished.finished,
            find=finished.find,
            dispose=dispose,
        ),
    ),
    privacy=(
        PrivacyOffer(
            "shelters", "避難所の記録", ("shelters.Evacuee", "shelters.Entry"), export, erase
        ),
    ),
)
