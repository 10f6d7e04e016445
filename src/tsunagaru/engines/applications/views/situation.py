"""What somebody's situation asks for (あてはまるもの): shared by the guide and the interview."""

from collections.abc import Mapping

from django.http import Http404

from tsunagaru.engines.applications.queries import guides as reads
from tsunagaru.engines.applications.queries.guides import GuideForm
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

Raw = Mapping[str, list[str]]


def plan_in(
    form: GuideForm, raw: Raw, channel: Channel, language: str
) -> tuple[reads.Plan, questionnaires.Filled]:
    """Return what follows from what was posted, and what could be read of it."""
    today = clock.day_of(clock.now())
    filled = questionnaires.fill_page(
        form.questionnaire, form.page, raw, {}, language=language, today=today
    )
    return reads.plan_of(form, filled.answers, channel, today), filled


def ticked(plan: reads.Plan, raw: Raw) -> list[str]:
    """Return the procedures that were ticked and may be filled in, in the guide's order."""
    wanted = frozenset(raw.get("procedure", ()))
    codes = [t.procedure.code for t in plan.fillable if t.procedure and t.procedure.code in wanted]
    return list(dict.fromkeys(codes))


def is_in(todo: reads.Todo, wanted: list[str]) -> bool:
    """Tell whether a thing to do is among the procedures wanted."""
    return todo.procedure is not None and todo.procedure.code in wanted


def posted(request: PageRequest) -> Raw:
    """Return what was posted, each name with all its values."""
    return {name: request.POST.getlist(name) for name in request.POST}


def guide_or_404(code: str) -> GuideForm:
    """Return a guide.

    Raises:
        Http404: there is none of this code.
    """
    try:
        return reads.guide(code)
    except CannotFind as error:
        raise Http404 from error
