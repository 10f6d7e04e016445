"""How everybody is, as clerks see it (安否確認の画面), and what is done for the silent."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.messages import api as outbox
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries as town
from tsunagaru.services.emergency.forms.support import HandForm
from tsunagaru.services.emergency.models import Round
from tsunagaru.services.emergency.queries import safety, support
from tsunagaru.services.emergency.queries.naming import areas_in_words
from tsunagaru.services.emergency.rules.safety import CannotDoInRound, RoundState
from tsunagaru.services.emergency.services import rounds
from tsunagaru.services.emergency.services.support import CannotDisclose, open_silent
from tsunagaru.services.emergency.views.proposing import CLERKS

UNFIT, CONFLICT = 422, 409
NOT_NOW = "名前を出せません。訓練では、同意のない方の名前は出せません。"
OVER = "この安否確認は終わっています。"


def row_of(request: PageRequest, round: UUID) -> Round:
    """Return a round that a clerk may open."""
    row = safety.rounds_for(request.actor).filter(pk=round).first()
    if row is None:
        raise Http404
    return row


@open_to(CLERKS)
@never_cache
@require_safe
def round_board(request: PageRequest, round: UUID) -> HttpResponse:
    """Show how everybody is; who needs help stands first, with names. Looking is audited."""
    return _show(request, row_of(request, round))


def _show(
    request: PageRequest, row: Round, status: int = 200, problem: str = "",
    hand: HandForm | None = None,
) -> HttpResponse:  # fmt: skip
    at, needs = clock.now(), safety.in_need(row)
    names, last = safety.named(needs, at), safety.newest(needs)
    audit(actor=request.actor, action="emergency.safety_viewed", subject=row.pk, at=at)
    setup, issuing = safety.safety_setup(), town.issuing()
    context = {
        "row": row,
        "problem": problem,
        "open": row.state == RoundState.OPEN,
        "areas": areas_in_words(issuing, row.districts)["ja"] if issuing else "",
        "counts": safety.whole(row),
        "others": safety.others(row),
        "lines": safety.by_district(row),
        "needs": [(one, names[one.pk], last.get(one.pk)) for one in needs],
        "districts": safety.district_names(),
        "steps": row.steps.all(),
        "now": at,
        "disclosed": row.disclosures.all(),
        "hand": hand or (HandForm(setup, silent=True) if setup and not row.drill else None),
        "may_list": support.may_open_list(request.actor),
        "sent": [one for key in row.messages if (one := outbox.sent_as(UUID(key)))],
    }
    return render(request, "emergency/staff/safety/board.html", context, status=status)


@open_to(CLERKS)
@require_POST
def round_step(request: PageRequest, round: UUID, step: int) -> HttpResponse:
    """Take a step now, or note that it was done."""
    row = row_of(request, round)
    if not row.steps.filter(pk=step).exists():
        raise Http404
    try:
        rounds.take_step(step, by=request.actor, at=clock.now())
    except CannotDoInRound:
        return _show(request, row, CONFLICT, OVER)
    messages.success(request, "記録しました。")
    return redirect("emergency:round", row.pk)


@open_to(CLERKS)
@require_POST
def round_close(request: PageRequest, round: UUID) -> HttpResponse:
    """Stop asking."""
    row = row_of(request, round)
    try:
        rounds.close_round(row.pk, by=request.actor, at=clock.now())
    except CannotDoInRound:
        return _show(request, row, CONFLICT, OVER)
    messages.success(request, "安否確認を終えました。これから届く返事も、記録されます。")
    return redirect("emergency:round", row.pk)


@open_to(CLERKS)
@require_POST
def round_disclose(request: PageRequest, round: UUID) -> HttpResponse:
    """Let district heads read names on a ground in law, which is written down."""
    row, setup = row_of(request, round), safety.safety_setup()
    if setup is None:
        raise Http404
    form = HandForm(setup, request.POST, silent=True)
    if not form.is_valid():
        return _show(request, row, UNFIT, hand=form)
    try:
        open_silent(row.pk, form.handing("district"), by=request.actor, at=clock.now())
    except CannotDisclose:
        return _show(
            request, row, CONFLICT, "名前を出せません。訓練では、同意のない方の名前は出せません。"
        )
    messages.success(request, "区長が、名前を見られるようになりました。記録に残りました。")
    return redirect("emergency:round", row.pk)
