"""Making a question and its answer public (質問と回答の公開)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.hearing.forms import PublicForm
from tsunagaru.services.hearing.models import Inquiry, PublicAnswer
from tsunagaru.services.hearing.queries.public import marks_of
from tsunagaru.services.hearing.rules.screening import is_refused, parts_of
from tsunagaru.services.hearing.services import publishing
from tsunagaru.services.hearing.views.acting import CLERKS, attempt
from tsunagaru.services.hearing.views.flooding import UNFIT
from tsunagaru.services.hearing.views.staff_inquiry import row_for

SAVED = "公開の文を保存しました。印を確かめてから公開してください。"
LABELS = ("題名", "質問", "回答")


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public(request: PageRequest, inquiry: UUID) -> HttpResponse:
    """Write the words for the public, and see what in them may tell who somebody is."""
    row, at = row_for(request, inquiry), clock.now()
    found = PublicAnswer.objects.filter(inquiry=row).first()
    if request.method != "POST":
        return _show(request, row, PublicForm(initial=_initial(row, found)), found)
    form = PublicForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, found, status=UNFIT)

    def write() -> object:
        return publishing.write(row.pk, form.words(), by=request.actor, at=at)

    if not attempt(request, write, SAVED):
        return _show(request, row, form, found, status=UNFIT)
    return redirect("hearing:public", row.pk)


@open_to(CLERKS)
@require_POST
def publish(request: PageRequest, inquiry: UUID) -> HttpResponse:
    """Let everybody read what was confirmed."""
    row = row_for(request, inquiry)
    seen, confirmed = request.POST.get("seen", ""), request.POST.get("confirmed") == "yes"

    def let_out() -> object:
        return publishing.publish_answer(
            row.pk, seen=seen, confirmed=confirmed, by=request.actor, at=clock.now()
        )

    done = attempt(request, let_out, "公開しました。")
    return redirect("hearing:inquiry" if done else "hearing:public", row.pk)


def _initial(row: Inquiry, found: PublicAnswer | None) -> dict[str, str]:
    if found is not None:
        return {name: getattr(found, name) for name in ("title", "question", "answer")}
    reply = row.replies.order_by("turn").first()
    return {"answer": (reply.text or "") if reply else ""}


def _show(
    request: PageRequest,
    row: Inquiry,
    form: PublicForm,
    found: PublicAnswer | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"row": row, "form": form, "found": found, **_checked(row, found, clock.now())}
    return render(request, "hearing/staff/public.html", context, status=status)


def _checked(row: Inquiry, found: PublicAnswer | None, at: datetime) -> dict[str, Any]:
    """Return the saved words piece by piece with their marks, and what they are known by."""
    if found is None:
        return {}
    marked = marks_of(found, row, at)
    every = [one for _, marks in marked for one in marks]
    texts = zip(LABELS, marked, strict=True)
    return {
        "texts": [(label, list(parts_of(text, marks))) for label, (text, marks) in texts],
        "marks": every,
        "refused": is_refused(every),
        "seen": publishing.Words(found.title, found.question, found.answer).digest,
    }
