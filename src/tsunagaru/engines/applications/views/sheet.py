"""A page of filling in, drawn (ページの表示)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.guarding import let_locate
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock

Raw = Mapping[str, list[str]]


def show_page(  # noqa: PLR0913 - whose page, which, and what was typed, wrong and done
    request: PageRequest,
    row: Draft,
    form: Form,
    code: str,
    *,
    raw: Raw | None = None,
    errors: Sequence[questionnaires.FieldProblem] = (),
    note: str = "",
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
        household=household_on(form, code, row, today),
    )
    pages = questionnaires.visible_pages(form.questionnaire, row.answers, today)
    titles = {one.code: one.title for one in form.questionnaire.pages}
    context = frame(
        request,
        procedure=form.definition,
        draft=row,
        page=view,
        note=note,
        steps=[titles[one] for one in pages] + ["内容の確認"],
        current=pages.index(code) + 1,
        previous=rules.previous_of(pages, code),
        to="confirm" if "confirm" in (request.GET.get("to"), request.POST.get("to")) else "",
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    template = "applications/fields.html" if is_part(request) else "applications/page.html"
    status = 422 if errors and not is_part(request) else 200
    response = render(request, template, context, status=status)
    return let_locate(response) if view.takes_places else response


def is_part(request: PageRequest) -> bool:
    """Tell whether only the questions are wanted again, in the page that is open (部分の更新)."""
    return "HX-Request" in request.headers


def lead_away(request: PageRequest, response: HttpResponse) -> HttpResponse:
    """Let an open page follow a redirect as a whole, not draw its target in itself."""
    if is_part(request) and response.has_header("Location"):
        away = HttpResponse()
        away["HX-Redirect"] = response["Location"]
        return away
    return response


def household_on(form: Form, code: str, row: Draft, today: date) -> Sequence[Mapping[str, Any]]:
    """Return the applicant's household where a group of the page offers it (世帯員)."""
    page = form.questionnaire.page(code)
    wanted = (
        any(isinstance(one, questionnaires.GroupField) and one.prefill for one in page.fields)
        if page
        else False
    )
    if not wanted or row.resident_id is None:
        return ()
    found: Sequence[Mapping[str, Any]] = people.profile_prefill(row.resident_id, day=today).get(
        "household", ()
    )
    return found
