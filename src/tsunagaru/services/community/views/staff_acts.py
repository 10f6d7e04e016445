"""What the buttons of a circular do (回覧の操作), for members of staff."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.community.forms import ReasonForm
from tsunagaru.services.community.services import correcting, paper, writing
from tsunagaru.services.community.views.acting import CLERKS, Known, attempt
from tsunagaru.services.community.views.staff_circular import row_for, show

WITH_REASON = frozenset({"return", "withdraw", "refuse_correction"})


@open_to(CLERKS)
@require_POST
def act(request: PageRequest, circular: UUID) -> HttpResponse:
    """Do what the pressed button says."""
    row, at = row_for(request, circular), clock.now()
    name = request.POST.get("act", "")
    form = ReasonForm(request.POST)
    if name in WITH_REASON and not form.is_valid():
        return show(request, row, form, status=422)
    reason = form.cleaned_data["reason"] if name in WITH_REASON else ""
    known = _acts(request, row.pk, reason, at)
    if name not in known:
        messages.warning(request, "その操作はありません。")
    else:
        attempt(request, *known[name])
    return redirect("community:staff_circular", row.pk)


def _acts(request: PageRequest, key: UUID, reason: str, at: datetime) -> Known:
    by = request.actor
    return {
        "ask": (lambda: writing.ask(key, by=by, at=at), "承認を求めました。"),
        "approve": (
            lambda: writing.approve(key, by=by, at=at),
            "承認しました。回覧を始めました。",
        ),
        "return": (
            lambda: writing.give_back(key, reason, by=by, at=at),
            "差し戻しました。",
        ),
        "drop": (lambda: writing.drop(key, by=by, at=at), "取りやめました。"),
        "withdraw": (
            lambda: writing.withdraw(key, reason, by=by, at=at),
            "取り下げました。読んだ世帯に知らせます。紙は回収してください。",
        ),
        "approve_correction": (
            lambda: correcting.approve_correction(key, by=by, at=at),
            "訂正を承認しました。前に読んだ世帯に知らせます。",
        ),
        "refuse_correction": (
            lambda: correcting.refuse_correction(key, reason, by=by, at=at),
            "訂正を差し戻しました。もとの文のままです。",
        ),
        "printed": (
            lambda: paper.record_print(key, by=by, at=at),
            "印刷した部数を記録しました。",
        ),
    }
