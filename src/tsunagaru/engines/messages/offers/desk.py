"""What the staff desk and indicators read (承認待ち・登録者の数・点検)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast, Comparison, MailboxState, What
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.queries.composing import to_choose, waiting_for
from tsunagaru.engines.messages.queries.results import is_balanced
from tsunagaru.engines.messages.queries.subscribers import by_activity
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.kernel.desk import CheckResult, WorkItem
from tsunagaru.kernel.offers import StockRow

FINISHED = 20
MAILBOX_PATIENCE = timedelta(minutes=10)
MAILBOX_TROUBLE = {
    "login": "受信箱に入れません（名前かパスワードを確かめてください）",
    "folder": "受信箱のフォルダが見つかりません",
    "tls": "受信箱のサーバーを信用できません（証明書を確かめてください）",
}


def items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the texts that wait for the actor's approval (承認待ち)."""
    return [_item(row) for row in waiting_for(actor, at)]


def _item(row: Broadcast) -> WorkItem:
    asked = row.steps.filter(what=What.ASKED).last()
    return WorkItem(
        title=f"お知らせの承認：{row.title}",
        url=reverse("messages:staff_broadcast", args=[row.pk]),
        state="承認待ち",
        received_at=asked.at if asked else row.made_at,
        section=row.section,
        due_on=day_of(row.send_at) if row.send_at else None,
        urgent=row.lane == Lane.SAFETY,
    )


def choices(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the messages of which the actor may choose the wording for the rest (文面の選択)."""
    return [_choice(row) for row in to_choose(actor, at)]


def _choice(row: Comparison) -> WorkItem:
    told = row.broadcast
    return WorkItem(
        title=f"文面の選択：{told.title}",
        url=reverse("messages:staff_broadcast", args=[told.pk]),
        state="選択待ち",
        received_at=row.judged_at or told.made_at,
        section=told.section,
        due_on=day_of(row.waits_until) if row.waits_until else None,
    )


def read_subscribers(_at: datetime) -> Iterable[StockRow]:
    """Return how many registrations can be reached, and how many cannot (登録者の数)."""
    for active, count in by_activity().items():
        yield StockRow({"active": "yes" if active else "no"}, count)


def check_mailbox(at: datetime) -> CheckResult:
    """Tell whether the mailbox of letters that come back is looked through (受信箱の点検)."""
    row = MailboxState.objects.filter(pk=1).first()
    if row is None:
        return CheckResult(holds=True, sentence="受信箱は使っていません")
    told = f"これまでに取り込んだ不達・返信 {row.taken:,}通"
    if row.failing_since is not None and at - row.failing_since >= MAILBOX_PATIENCE:
        since = f"{local(row.failing_since):%Y年%-m月%-d日 %H:%M}"
        why = MAILBOX_TROUBLE.get(row.trouble, "つながりません")
        return CheckResult(holds=False, sentence=f"{since}から、{why}。{told}")
    if row.failed:
        return CheckResult(
            holds=False, sentence=f"取り込めないメールが {row.failed:,}通あります。{told}"
        )
    large = f"、大きすぎて読まなかったもの {row.too_large:,}通" if row.too_large else ""
    return CheckResult(holds=True, sentence=f"{told}{large}")


def check_broadcasts(_at: datetime) -> CheckResult:
    """Tell whether every recipient of a broadcast has an outcome or still waits (点検)."""
    left = Broadcast.objects.exclude(released_at=None)
    leaving = list(left.filter(finished_at=None).order_by("released_at"))
    finished = list(left.exclude(finished_at=None).order_by("-finished_at")[:FINISHED])
    wrong = [row for row in (*leaving, *finished) if not is_balanced(row)]
    sentence = f"配信中 {len(leaving):,}件、最近終えた配信 {len(finished):,}件："
    if wrong:
        names = "、".join(f"「{row.title}」" for row in wrong)
        return CheckResult(
            holds=False, sentence=f"{sentence}{names}に、結果の分からない宛先があります"
        )
    return CheckResult(holds=True, sentence=f"{sentence}すべての宛先に、結果か送信の予定があります")
