"""A page of filling in, drawn (ページの表示)."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock

Raw = Mapping[str, list[str]]


def show_page(
    request: PageRequest,
    row: Draft,
    form: Form,
    code: str,
    *,
    raw: Raw | None = None,
    errors: Sequence[questionnaires.FieldProblem] = (),
) -> HttpResponse:
    """Draw a page with what is kept, or with what was just posted and what is wrong with it."""
    today = clock.day_of(clock.now())
    view = questionnaires.page_view(
        form.questionnaire,
        code,
        row.answers,
        language=request.language,
        today=today,
        raw=raw,
        errors=errors,
    )
    pages = questionnaires.visible_pages(form.questionnaire, row.answers, today)
    titles = {one.code: one.title for one in form.questionnaire.pages}
    context = frame(
        request,
        procedure=form.definition,
        draft=row,
        page=view,
        steps=[titles[one] for one in pages] + ["内容の確認"],
        current=pages.index(code) + 1,
        previous=rules.previous_of(pages, code),
        to="confirm" if "confirm" in (request.GET.get("to"), request.POST.get("to")) else "",
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    status = 422 if errors else 200
    return render(request, "applications/page.html", context, status=status)
