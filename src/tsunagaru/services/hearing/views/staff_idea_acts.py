"""What the buttons of an idea do (アイデアの操作)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.hearing import forms
from tsunagaru.services.hearing.rules.rounds import Answer
from tsunagaru.services.hearing.services import listing, results
from tsunagaru.services.hearing.views.acting import CLERKS, attempt
from tsunagaru.services.hearing.views.flooding import UNFIT
from tsunagaru.services.hearing.views.staff_ideas import idea_for, show
from tsunagaru.services.hearing.views.staff_round_acts import NO_SUCH, Data, Do

IDEA_ACTS: dict[str, tuple[Do, str]] = {
    "word": (
        lambda key, data, by, at: listing.word(key, data["words"], by=by, at=at),
        "文を保存しました。印を確かめてから載せてください。",
    ),
    "list": (
        lambda key, data, by, at: listing.list_idea(
            key, seen=data["seen"], confirmed=data["confirmed"], by=by, at=at
        ),
        "載せました。提案した方に知らせます。",
    ),
    "merge": (
        lambda key, data, by, at: listing.merge_idea(key, data["number"], by=by, at=at),
        "まとめました。提案した方に知らせます。",
    ),
    "aside": (
        lambda key, data, by, at: listing.set_idea_aside(key, data["aside"], by=by, at=at),
        "載せないこととしました。提案した方に知らせます。",
    ),
    "restore": (
        lambda key, _data, by, at: listing.restore_idea(key, by=by, at=at),
        "確認待ちに戻しました。",
    ),
    "answer": (
        lambda key, data, by, at: results.answer_idea(
            key, Answer(data["answer"]), data["reason"], by=by, at=at
        ),
        "回答を保存しました。まだ公開されていません。",
    ),
}
IDEA_FORMS: dict[str, type[Any]] = {
    "word": forms.IdeaForm,
    "merge": forms.MergeIdeaForm,
    "aside": forms.AsideForm,
    "answer": forms.IdeaAnswerForm,
}


@open_to(CLERKS)
@require_POST
def act_on_idea(request: PageRequest, idea: UUID) -> HttpResponse:
    """Do with an idea what the pressed button says."""
    row, name = idea_for(request, idea), request.POST.get("act", "")
    if name not in IDEA_ACTS:
        messages.warning(request, NO_SUCH)
        return redirect("hearing:staff_idea", row.pk)
    form = IDEA_FORMS[name](request.POST) if name in IDEA_FORMS else None
    if form is not None and not form.is_valid():
        return show(request, row, {name: form}, status=UNFIT)
    do, done = IDEA_ACTS[name]
    data = _data(request, name, form)
    attempt(request, lambda: do(row.pk, data, request.actor, clock.now()), done)
    return redirect("hearing:staff_idea", row.pk)


def _data(request: PageRequest, name: str, form: Any) -> Data:  # noqa: ANN401 - a form, or None
    if name == "word":
        return {"words": form.words()}
    if name == "list":
        seen, confirmed = request.POST.get("seen", ""), request.POST.get("confirmed") == "yes"
        return {"seen": seen, "confirmed": confirmed}
    return form.cleaned_data if form is not None else {}
