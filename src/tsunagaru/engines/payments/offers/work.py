"""Work of payments on the staff desk (業務キュー)."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.payments.models import Difference, Drawer
from tsunagaru.engines.payments.queries import books, invoices, settlements, transfers
from tsunagaru.engines.payments.queries.setup import (
    accounts_section,
    is_large_gap,
    keeps_the_books,
    paypoints,
)
from tsunagaru.engines.payments.rules.agreements import Standing
from tsunagaru.engines.payments.rules.cash import beside_books
from tsunagaru.engines.payments.rules.methods import RefundState
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.kernel.desk import WorkItem

MOST = 200


def refunds(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return refunds that wait for a person: to hand out, or refused by the provider."""
    rows = invoices.refunds_to_do(actor).select_related("payment__invoice")[:MOST]
    return [
        WorkItem(
            title=f"返金 {row.amount_yen:,}円（{row.payment.invoice.number}）",
            url=reverse("payments:invoice", args=[row.payment.invoice_id]),
            state=row.get_state_display(),
            received_at=row.requested_at,
            section=row.payment.invoice.section,
            urgent=row.state == RefundState.FAILED,
        )
        for row in rows
    ]


def drawers(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the drawers of earlier days that nobody has counted and closed (締め忘れのレジ)."""
    mine = Drawer.objects.filter(paypoint__in=paypoints(actor), closed_at=None)
    rows = mine.select_related("paypoint").order_by("opened_at")[:MOST]
    return [
        WorkItem(
            title=f"レジを締めていません：{row.paypoint.name}（{local(row.opened_at):%-m月%-d日}開設）",
            url=reverse("payments:drawer", args=[row.pk]),
            state="締め忘れ",
            received_at=row.opened_at,
            section=row.paypoint.section,
            due_on=day_of(row.opened_at),
            urgent=True,
        )
        for row in rows
        if day_of(row.opened_at) < day_of(at)
    ]


def gaps(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return the drawers closed with a gap, until accounts have seen it (レジの過不足)."""
    if not keeps_the_books(actor):
        return []
    rows = books.gaps_to_see().filter(paypoint__in=paypoints(actor))
    return [
        WorkItem(
            title=f"レジの過不足：{row.paypoint.name}（{beside_books(row.difference_yen)}）",
            url=reverse("payments:drawer", args=[row.pk]),
            state="確認待ち",
            received_at=row.closed_at or row.opened_at,
            section=accounts_section(),
            urgent=is_large_gap(row.difference_yen),
        )
        for row in rows.select_related("paypoint").order_by("closed_at")[:MOST]
    ]


def differences(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return what differs between our books and a provider's file."""
    rows = settlements.differences(actor).filter(resolved_at=None).order_by("found_at")[:MOST]
    return [_item(row) for row in rows]


def _item(row: Difference) -> WorkItem:
    return WorkItem(
        title=f"照合の差異：{row.get_kind_display()}（{row.settlement.day:%Y年%-m月%-d日}）",
        url=reverse("payments:difference", args=[row.pk]),
        state="未解消",
        received_at=row.found_at,
        section=row.section,
    )


def agreements(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return the applications for account transfers that wait for the bank's answer."""
    rows = transfers.mandates(actor).filter(state=Standing.APPLIED).order_by("recorded_at")[:MOST]
    return [
        WorkItem(
            title=f"口座振替の申込み（{row.get_channel_display()}）",
            url=reverse("payments:staff_agreement", args=[row.pk]),
            state=row.get_state_display(),
            received_at=row.recorded_at,
            section=accounts_section(),
        )
        for row in rows
    ]


def results(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the requests whose day has come and whose answer is not in yet."""
    rows = transfers.batches(actor).filter(answered_at=None, cancelled_at=None)
    return [
        WorkItem(
            title=f"口座振替の結果の取込み（{row.lines}件 {row.yen:,}円）",
            url=reverse("payments:transfer", args=[row.pk]),
            state="結果待ち",
            received_at=row.made_at,
            section=accounts_section(),
            due_on=row.withdrawn_on,
        )
        for row in rows.filter(withdrawn_on__lte=day_of(at)).order_by("withdrawn_on")[:MOST]
    ]
