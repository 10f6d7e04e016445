"""Taking money at the counter, giving it back, no longer asking (収納・返金・請求取消し)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import CardForm, CashForm, RefundForm
from tsunagaru.engines.payments.queries.setup import paypoints
from tsunagaru.engines.payments.rules.cash import CannotTakeSoLittle, pieces_of
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.services.counter import CannotUseDrawer
from tsunagaru.engines.payments.services.refunding import CannotRefund
from tsunagaru.engines.payments.views.staff_invoices import (
    drawers_of,
    invoice_for,
    own_invoice_for,
    show,
)
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

CONFLICT, UNFIT = 409, 422
TOO_LATE = "この請求の状態が変わったため、操作できませんでした。今の状態をご確認ください。"

SENT = "{yen}円の返金を申し込みました。決済事業者を通して返金します。"
TO_HAND_OUT = "{yen}円の返金を決めました。お金を渡したら、この画面の「返金」に記録してください。"


@open_to(STAFF)
@require_POST
def cash(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Take cash and tell the change."""
    row, now = invoice_for(request, invoice), clock.now()
    form = CashForm(drawers_of(request), request.POST)
    if not form.is_valid():
        return show(request, row, UNFIT, cash_form=form)
    drawer, tendered = UUID(form.cleaned_data["drawer"]), form.cleaned_data["tendered"]
    try:
        if tendered >= row.amount_yen:
            services.halt_online(row.pk, at=now)
        paid = services.take_cash(
            row.pk, drawer=drawer, tendered_yen=tendered, by=request.actor, at=now
        )
    except CannotTakeSoLittle as short:
        form.add_error("tendered", f"お預かりが{short.missing_yen:,}円足りません。")
        return show(request, row, UNFIT, cash_form=form)
    except (CannotMove, CannotUseDrawer):
        row.refresh_from_db()
        return show(request, row, CONFLICT, problem=TOO_LATE)
    messages.success(request, f"現金を受け取りました。{_change(paid.change_yen)}")
    return redirect("payments:invoice", row.pk)


def _change(yen: int) -> str:
    if not yen:
        return "おつりはありません。"
    pieces = "、".join(f"{value:,}円×{count}" for value, count in pieces_of(yen).items())
    return f"おつりは{yen:,}円です（{pieces}）。"


@open_to(STAFF)
@require_POST
def card(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Write down a payment at the card terminal."""
    row, now, points = invoice_for(request, invoice), clock.now(), paypoints(request.actor)
    form = CardForm(points, request.POST)
    if not form.is_valid():
        return show(request, row, UNFIT, card_form=form)
    point = next(each for each in points if each.pk == form.cleaned_data["paypoint"])
    slip = form.cleaned_data["slip"]
    try:
        services.halt_online(row.pk, at=now)
        services.take_card(row.pk, paypoint=point, slip=slip, by=request.actor, at=now)
    except CannotMove:
        row.refresh_from_db()
        return show(request, row, CONFLICT, problem=TOO_LATE)
    messages.success(request, "カード端末での支払いを記録しました。")
    return redirect("payments:invoice", row.pk)


@open_to(STAFF)
@require_POST
def refund(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Decide that money goes back."""
    row = own_invoice_for(request, invoice)
    form = RefundForm(request.POST, most=row.refundable_yen)
    if not form.is_valid():
        return show(request, row, UNFIT, refund_form=form)
    yen, reason = form.cleaned_data["yen"], form.cleaned_data["reason"]
    try:
        made = services.refund(row.pk, yen=yen, reason=reason, by=request.actor, at=clock.now())
    except CannotRefund as refusal:
        form.add_error("yen", refusal.sentence)
        return show(request, row, UNFIT, refund_form=form)
    except CannotMove:
        return show(request, row, CONFLICT, problem=TOO_LATE)
    messages.success(request, (TO_HAND_OUT if made.waits else SENT).format(yen=f"{yen:,}"))
    return redirect("payments:invoice", row.pk)


@open_to(STAFF)
@require_POST
def cancel(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Ask no longer for an unpaid invoice."""
    row, now = own_invoice_for(request, invoice), clock.now()
    try:
        services.halt_online(row.pk, at=now)
        services.cancel(row.pk, at=now)
    except CannotMove:
        row.refresh_from_db()
        return show(request, row, CONFLICT, problem=TOO_LATE)
    return redirect("payments:invoice", row.pk)
