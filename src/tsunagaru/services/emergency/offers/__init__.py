"""What emergency offers upwards (災害時の情報の提供物)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.messages.api import residents_by_ways
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.conversations import Conversation
from tsunagaru.kernel.desk import CheckResult, DeskCheck, WorkItem, WorkQueue
from tsunagaru.kernel.offers import (
    Card,
    Offers,
    PrivacyOffer,
    SimulatedAct,
    Stock,
    StockRow,
)
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.models import FeedState
from tsunagaru.services.emergency.offers import acts, privacy, safety
from tsunagaru.services.emergency.offers.headquarters import chronology_whole, tasks_open
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.rules.silence import SILENT_AFTER
from tsunagaru.services.emergency.services.talking import hear
from tsunagaru.services.emergency.services.telling import yes

MOST = 200


def _drafts(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the drafts that wait for a person; a drill is never pressing."""
    return [
        WorkItem(
            title=row.words["ja"]["title"],
            url=reverse("emergency:draft", args=[row.pk]),
            state=row.get_level_display(),
            received_at=row.drafted_at,
            section=row.section,
            due_on=day_of(at),
            at_once=not row.drill,
        )
        for row in queries.waiting(actor)[:MOST]
    ]


def _held(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the telegrams that a person must look at."""
    return [
        WorkItem(
            title=("【訓練・試験】" if row.drill else "") + row.title,
            url=reverse("emergency:telegram", args=[row.pk]),
            state=row.get_action_display(),
            received_at=row.received_at,
            section=row.section,
            due_on=day_of(at),
            at_once=not row.drill,
        )
        for row in queries.held(actor).defer("content")[:MOST]
    ]


def _asked(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return what waits for a second person; who asked does not find it."""
    return [
        WorkItem(
            title=row.words["ja"]["title"],
            url=reverse("emergency:announcement", args=[row.pk]),
            state=row.get_what_display(),
            received_at=row.asked_at,
            section=row.alert.section,
            due_on=day_of(at),
            at_once=not row.alert.drill,
        )
        for row in alerts.asked(actor)[:MOST]
        if alerts.may_confirm(actor, row, at)
    ]


def _reach(_at: datetime) -> Iterable[StockRow]:
    """Return how many residents alerts reach by two ways or more."""
    found = residents_by_ways()
    return [StockRow({"channels_ge2": yes(of=many)}, count) for many, count in found.items()]


def _feeds(_at: datetime) -> CheckResult:
    """Return whether every feed of telegrams comes (フィードの点検)."""
    silent = FeedState.objects.filter(failures__gte=SILENT_AFTER).count()
    if not silent:
        return CheckResult(holds=True, sentence="電文のフィードは届いています。")
    return CheckResult(
        holds=False,
        sentence=f"電文のフィードが{silent}件届いていません。気象庁のページなどで、直接確かめてください。",
    )


OFFERS = Offers(
    package="services.emergency",
    banners=safety.safety_banners,
    conversations=(Conversation(name="safety", hear=hear),),
    cards=(Card(name="safety", order=5, read=safety.safety_card),),
    acts=(SimulatedAct(name="安否確認の訓練", order=60, live=acts.drill_for_a_day),),
    privacy=(
        PrivacyOffer(
            name="safety",
            title="安否の返事と共有",
            tables=(
                "emergency.Person",
                "emergency.Answer",
                "emergency.Share",
                "emergency.DistrictHead",
                "emergency.Group",
            ),
            export=privacy.export_safety,
            erase=privacy.erase_safety,
        ),
        PrivacyOffer(
            name="headquarters",
            title="災害対策本部の記録",
            tables=("emergency.Entry", "emergency.Task"),
            export=privacy.export_headquarters,
            erase=privacy.erase_headquarters,
        ),
        PrivacyOffer(
            name="support",
            title="避難行動要支援者名簿",
            tables=("emergency.Supported", "emergency.Disclosure"),
            export=privacy.export_support,
            erase=privacy.erase_support,
        ),
    ),
    stocks=(
        Stock("resident_reach", "災害のお知らせが届く人の数", ("channels_ge2",), _reach),
        Stock("safety_people", "安否確認の人数", ("drill", "state"), safety.confirmed_safe),
        Stock("supported", "避難行動要支援者の人数", ("consent", "plan"), safety.supported),
    ),
    checks=(
        DeskCheck(name="feeds", title="電文のフィード", read=_feeds),
        DeskCheck(name="chronology", title="対応の記録（クロノロジー）", read=chronology_whole),
    ),
    work=(
        WorkQueue(name="help", title="助けが必要な方", items=safety.calls_for_help),
        WorkQueue(name="safety", title="安否確認の手順", items=safety.steps_due),
        WorkQueue(name="tasks", title="本部のタスク", items=tasks_open),
        WorkQueue(name="confirming", title="警報の確認", items=_asked),
        WorkQueue(name="alerts", title="警報の案", items=_drafts),
        WorkQueue(name="telegrams", title="確かめる電文", items=_held),
    ),
)
