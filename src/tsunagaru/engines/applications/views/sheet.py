"""A page of filling in, drawn (ページの表示)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.applications.queries.unready import withheld_in
from tsunagaru.engines.applications.views.drawing import AS_KEPT, Shown, draw
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock


def show_page(
    request: PageRequest, row: Draft, form: Form, code: str, shown: Shown = AS_KEPT
) -> HttpResponse:
    """Draw a page with what is kept, or with what was just posted and what is wrong with it."""
    today = clock.day_of(clock.now())
    view = questionnaires.page_view(
        form.questionnaire,
        code,
        row.answers,
        language=request.language,
        today=today,
        raw=shown.raw,
        errors=[*shown.errors, *withheld_in(row, form, request.language, code)],
        household=household_on(form, code, row, today),
    )
    pages = questionnaires.visible_pages(form.questionnaire, row.answers, today)
    titles = {one.code: one.title for one in form.questionnaire.pages}
    context = {
        "procedure": form.definition,
        "draft": row,
        "page": view,
        "steps": [titles[one] for one in pages] + ["内容の確認"],
        "current": pages.index(code) + 1,
        "previous": rules.previous_of(pages, code),
    }
    return draw(request, "applications/page.html", shown, context, held=row.pk)


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
