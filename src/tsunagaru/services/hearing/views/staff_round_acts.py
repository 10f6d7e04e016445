"""What the buttons of a round do (アイデア募集の操作)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, open_to
from tsunagaru.services.hearing import forms
from tsunagaru.services.hearing.services import results, rounds
from tsunagaru.services.hearing.views.acting import CLERKS, attempt
from tsunagaru.services.hearing.views.flooding import UNFIT
from tsunagaru.services.hearing.views.staff_rounds import round_for, show

Data = dict[str, Any]
Do = Callable[[UUID, Data, Actor, datetime], object]
NO_SUCH = "その操作はありません。"
ROUND_ACTS: dict[str, tuple[Do, str]] = {
    "ask": (lambda key, _data, by, at: rounds.ask(key, by=by, at=at), "承認を求めました。"),
    "publish": (
        lambda key, _data, by, at: rounds.publish_round(key, by=by, at=at),
        "公開しました。",
    ),
    "call_off": (lambda key, _data, by, at: rounds.call_off(key, by=by, at=at), "中止しました。"),
    "result": (
        lambda key, data, by, at: results.write_result(key, data["result"], by=by, at=at),
        "結果のまとめを保存しました。まだ公開されていません。",
    ),
    "ask_result": (
        lambda key, _data, by, at: results.ask_result(key, by=by, at=at),
        "結果の承認を求めました。",
    ),
    "return_result": (
        lambda key, _data, by, at: results.give_result_back(key, by=by, at=at),
        "差し戻しました。",
    ),
    "publish_result": (
        lambda key, _data, by, at: results.publish_result(key, by=by, at=at),
        "結果と回答を公開し、提案した方に知らせます。",
    ),
}


@open_to(CLERKS)
@require_POST
def act(request: PageRequest, number: int) -> HttpResponse:
    """Do with a round what the pressed button says."""
    row, name = round_for(request, number), request.POST.get("act", "")
    if name not in ROUND_ACTS:
        messages.warning(request, NO_SUCH)
        return redirect("hearing:staff_round", row.number)
    form = forms.ResultForm(request.POST) if name == "result" else None
    if form is not None and not form.is_valid():
        return show(request, row, status=UNFIT, result=form)
    do, done = ROUND_ACTS[name]
    data = form.cleaned_data if form else {}
    attempt(request, lambda: do(row.pk, data, request.actor, clock.now()), done)
    return redirect("hearing:staff_round", row.number)
