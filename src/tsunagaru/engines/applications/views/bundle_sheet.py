"""A page of several applications filled in together, drawn (まとめて申請のページの表示)."""

from django.http import HttpResponse

from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.engines.applications.queries.unready import withheld_in
from tsunagaru.engines.applications.views.drawing import AS_KEPT, Shown, draw
from tsunagaru.engines.applications.views.sheet import household_on
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock


def part_of(row: Bundle, stop: reads.Stop) -> reads.Part:
    """Return the application a page belongs to.

    Raises:
        CannotFind: the bundle has no such application or page now.
    """
    today = clock.day_of(clock.now())
    parts = reads.parts_of(row, reads.drafts_in(row), today)
    if stop[0] >= len(parts):
        raise CannotFind(str(stop[0]))
    part = parts[stop[0]]
    visible = questionnaires.visible_pages(part.form.questionnaire, part.draft.answers, today)
    if stop[1] not in visible:
        raise CannotFind(stop[1])
    return part


def show_stop(
    request: PageRequest, row: Bundle, stop: reads.Stop, shown: Shown = AS_KEPT
) -> HttpResponse:
    """Draw a page with what is left to ask on it, as kept or as it was just posted."""
    today, part = clock.day_of(clock.now()), part_of(row, stop)
    errors = [*shown.errors, *withheld_in(part.draft, part.form, request.language, stop[1])]
    view = questionnaires.page_view(
        part.form.questionnaire,
        stop[1],
        part.draft.answers,
        language=request.language,
        today=today,
        raw=shown.raw,
        errors=errors,
        left_out=part.left_out - {problem.field for problem in errors},
        household=household_on(part.form, stop[1], part.draft, today),
    )
    names = [one.name for one in reads.parts_of(row, reads.drafts_in(row), today)]
    context = {
        "bundle": row,
        "name": reads.name_of(row),
        "part": part,
        "page": view,
        "steps": [*names, "内容の確認"],
        "current": part.position + 1,
        "left_out": bool(part.left_out - part.agreed),
    }
    return draw(request, "applications/bundle/page.html", shown, context, held=row.pk)
