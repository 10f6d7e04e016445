"""Agreements on account transfers for accounts (口座振替の契約): listed, confirmed, ended."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import AnswerForm, RefusalForm
from tsunagaru.engines.payments.models import Mandate
from tsunagaru.engines.payments.queries import transfers
from tsunagaru.engines.payments.queries.setup import keeps_the_books
from tsunagaru.engines.payments.rules.agreements import STANDING_LABELS, Standing
from tsunagaru.engines.payments.services.agreements import CannotAgree
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

UNFIT, CONFLICT, ROWS_A_PAGE = 422, 409, 50
DONE = {
    "confirm": "口座を登録しました。",
    "refuse": "登録できないことを記録しました。",
    "end": "口座振替を解約しました。",
}
TOLD = "本人にお知らせを送ります。"


@open_to(STAFF)
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the agreements of a standing; those that wait for the bank's answer first."""
    asked = request.GET.get("state", "")
    state = Standing(asked) if asked in set(Standing) else Standing.APPLIED
    rows = transfers.mandates(request.actor).filter(state=state)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    names = people.residents(
        [row.resident_id for row in page if row.resident_id], day=clock.day_of(clock.now())
    )
    context = {
        "page": page,
        "rows": [(row, row.resident_id and names.get(row.resident_id)) for row in page],
        "state": state.value,
        "states": [(one.value, label) for one, label in STANDING_LABELS.items()],
        "keeper": keeps_the_books(request.actor),
        "possible": transfers.setup_of() is not None,
    }
    return render(request, "payments/staff/agreements.html", context)


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def one(request: PageRequest, mandate: UUID) -> HttpResponse:
    """Show an agreement, which is recorded; write the bank's answer down, or end it."""
    row = get_object_or_404(transfers.mandates(request.actor), pk=mandate)
    act = request.POST.get("act", "")
    answer = AnswerForm(request.POST if act == "confirm" else None)
    refusal = RefusalForm(request.POST if act == "refuse" else None, prefix="refusal")
    status = 200
    if request.method == "POST":
        status = UNFIT
        try:
            if _act(request, row, act, (answer, refusal)):
                messages.success(request, _done(act, _who(row)))
                return redirect("payments:staff_agreement", row.pk)
        except CannotAgree as problem:
            messages.error(request, problem.sentence)
            row.refresh_from_db()
            status = CONFLICT
    audit(actor=request.actor, action="agreement.viewed", subject=row.pk, at=clock.now(), facts={})
    context = {"mandate": row, "answer": answer, "refusal": refusal, "who": _who(row)}
    return render(request, "payments/staff/agreement.html", context, status=status)


def _who(row: Mandate) -> people.ResidentView | None:
    if row.resident_id is None:
        return None
    return people.residents([row.resident_id], day=clock.day_of(clock.now())).get(row.resident_id)


def _done(act: str, who: people.ResidentView | None) -> str:
    """Say what was done, and whether the payer hears of it (結果の表示)."""
    told = act != "end" and who is not None and (who.has_account or who.email)
    return DONE[act] + (TOLD if told else "")


def _act(
    request: PageRequest, row: Mandate, act: str, forms: tuple[AnswerForm, RefusalForm]
) -> bool:
    """Do what was pressed; tell whether it was done."""
    now, (answer, refusal) = clock.now(), forms
    if act == "confirm" and answer.is_valid():
        day = answer.cleaned_data["answered_on"]
        services.confirm(row.pk, answered_on=day, by=request.actor, at=now)
        return True
    if act == "refuse" and refusal.is_valid():
        typed = refusal.cleaned_data
        services.refuse(
            row.pk,
            reason=typed["reason"],
            answered_on=typed["answered_on"],
            by=request.actor,
            at=now,
        )
        return True
    if act == "end":
        services.end(row.pk, at=now)
        return True
    return False
