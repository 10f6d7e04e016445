"""What the buttons of an inquiry do (広聴の操作), for members of staff."""

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
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.services import answering, publishing, triage
from tsunagaru.services.hearing.views.acting import CLERKS, attempt
from tsunagaru.services.hearing.views.flooding import UNFIT
from tsunagaru.services.hearing.views.staff_inquiry import SIMPLE, row_for, show

Data = dict[str, Any]
Do = Callable[[UUID, Data, Actor, datetime], object]
ACTS: dict[str, tuple[Do, str]] = {
    "assign": (
        lambda key, data, by, at: triage.assign(
            key, data["section"], data["due_on"], by=by, at=at, text=data["handing"]
        ),
        "担当と期限を決めました。",
    ),
    "note": (
        lambda key, data, by, at: triage.add_note(key, data["memo"], by=by, at=at),
        "メモを残しました。",
    ),
    "merge": (
        lambda key, data, by, at: triage.merge(key, data["number"], by=by, at=at),
        "同じ内容にまとめました。まとめ先の回答が、この方にも届きます。",
    ),
    "set_aside": (
        lambda key, data, by, at: triage.set_aside(key, data["reason"], by=by, at=at),
        "取り扱わないこととしました。",
    ),
    "restore": (
        lambda key, _data, by, at: triage.restore(key, by=by, at=at),
        "受付に戻しました。",
    ),
    "draft": (
        lambda key, data, by, at: answering.draft(key, data["text"], by=by, at=at),
        "回答を保存しました。まだ、だれにも届いていません。",
    ),
    "ask": (lambda key, _data, by, at: answering.ask(key, by=by, at=at), "承認を求めました。"),
    "return": (
        lambda key, data, by, at: answering.give_back(key, data["reason"], by=by, at=at),
        "差し戻しました。",
    ),
    "approve": (
        lambda key, _data, by, at: answering.approve(key, by=by, at=at),
        "承認しました。",
    ),
    "given": (
        lambda key, data, by, at: answering.note_given(key, by=by, at=at, text=data["said"]),
        "返事をしたことを記録しました。",
    ),
    "finish": (
        lambda key, data, by, at: answering.finish(key, by=by, at=at, text=data["done"]),
        "返事なしで終えました。",
    ),
    "unpublish": (
        lambda key, _data, by, at: publishing.unpublish(key, by=by, at=at),
        "公開をやめました。",
    ),
}


@open_to(CLERKS)
@require_POST
def act(request: PageRequest, inquiry: UUID) -> HttpResponse:
    """Do what the pressed button says."""
    row, at = row_for(request, inquiry), clock.now()
    name = request.POST.get("act", "")
    if name not in ACTS:
        messages.warning(request, "その操作はありません。")
        return redirect("hearing:inquiry", row.pk)
    form = _form(request, name, row, at)
    if form is not None and not form.is_valid():
        return show(request, row, {name: form}, status=UNFIT)
    do, done = ACTS[name]
    data = form.cleaned_data if form is not None else {}
    attempt(request, lambda: do(row.pk, data, request.actor, at), done)
    return redirect("hearing:inquiry", row.pk)


def _form(request: PageRequest, name: str, row: Inquiry, at: datetime) -> Any:  # noqa: ANN401 - a form, or None
    if name == "assign":
        return forms.AssignForm(request.POST, row=row, day=clock.day_of(at))
    if name == "draft":
        return forms.DraftForm(request.POST)
    return SIMPLE[name](request.POST) if name in SIMPLE else None
