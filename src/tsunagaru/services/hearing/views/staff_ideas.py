"""One idea, as the desk sees it (アイデアの確認と回答), and entering one for somebody."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.hearing import forms
from tsunagaru.services.hearing.models import Idea
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.rules.rounds import IDEA_LIFE, IdeaState
from tsunagaru.services.hearing.rules.screening import is_refused, parts_of
from tsunagaru.services.hearing.services.listing import IdeaWords
from tsunagaru.services.hearing.services.proposing import enter as enter_idea
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.views.acting import CLERKS
from tsunagaru.services.hearing.views.flooding import UNFIT
from tsunagaru.services.hearing.views.rounds import facts_of, round_or_404

Forms = dict[str, Any]
LABELS = ("題名", "内容")


def idea_for(request: PageRequest, idea: UUID) -> Idea:
    """Return an idea for who looks after it or approves, or answer that there is none."""
    row = Idea.objects.select_related("round", "main").filter(pk=idea).first()
    if row is None or not queries.may_see_rounds(request.actor, clock.now()):
        raise Http404
    return row


@open_to(CLERKS)
@never_cache
@require_safe
def one(request: PageRequest, idea: UUID) -> HttpResponse:
    """Show an idea with everything that can be done with it now."""
    return show(request, idea_for(request, idea), {})


def show(request: PageRequest, row: Idea, typed: Forms, *, status: int = 200) -> HttpResponse:
    """Show an idea, with what was typed wrongly. Its author is not named, to nobody."""
    at = clock.now()
    said = row.said or {}
    words = {"title": row.title or said.get("title"), "text": row.text or said.get("text")}
    usual: Forms = {
        "word": forms.IdeaForm(initial=words),
        "merge": forms.MergeIdeaForm(),
        "aside": forms.AsideForm(),
        "answer": forms.IdeaAnswerForm(initial={"answer": row.answer, "reason": row.reason}),
    }
    context = {
        **facts_of(row.round, row.round.phase(clock.day_of(at))),
        "idea": row,
        "forms": usual | typed,
        "wrong": next(iter(typed.values()), None),
        "allowed": IDEA_LIFE.allowed(IdeaState(row.state)),
        "runs": queries.runs(request.actor),
        **_checked(row),
    }
    audit(actor=request.actor, action="idea.viewed", subject=row.pk, at=at)
    return render(request, "hearing/staff/ideas/idea.html", context, status=status)


def _checked(row: Idea) -> dict[str, Any]:
    """Return the saved words piece by piece with their marks, and what they are known by."""
    if not row.title:
        return {}
    marked = queries.marks_of_idea(row, clock.now())
    every = [one for _, marks in marked for one in marks]
    texts = zip(LABELS, marked, strict=True)
    return {
        "texts": [(label, list(parts_of(text, marks))) for label, (text, marks) in texts],
        "marks": every,
        "refused": is_refused(every),
        "seen": IdeaWords(row.title, row.text).digest,
    }


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PageRequest, number: int) -> HttpResponse:
    """Write down for somebody; every section may, the desk looks at it."""
    row, problems = round_or_404(number), []
    form = forms.IdeaEntryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            enter_idea(row.pk, form.proposal(), by=request.actor, at=clock.now())
        except CannotRun as refusal:
            problems = [refusal.sentence]
        else:
            messages.success(request, "アイデアを受け付けました。")
            return redirect("hearing:staff_rounds")
    status = UNFIT if form.is_bound else 200
    context = {"form": form, "row": row, "problems": problems}
    return render(request, "hearing/staff/ideas/enter.html", context, status=status)
