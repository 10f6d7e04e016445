"""The test run (試しの入力): the draft filled in as a resident does, and nothing is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.phrases import JAPANESE
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.queries import Editing, trying
from tsunagaru.services.procedures.queries.trying_money import money_workings
from tsunagaru.services.procedures.rules.scopes import scopes_of
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page
from tsunagaru.services.procedures.views.editor.preview import SPEECHES

SALT = "procedures.trial"


@dataclass(frozen=True)
class Step:
    """Where a trial has come to (試しの入力の途中)."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    raw: Mapping[str, list[str]] | None = None
    errors: tuple[questionnaires.FieldProblem, ...] = ()
    note: str = ""
    where: str = ""


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def trial(request: PageRequest, found: Editing) -> HttpResponse:
    """Ask page by page; show what conditions, calculations and the fee come to."""
    speech = request.POST.get("speech") or request.GET.get("speech") or JAPANESE
    request.language = speech if speech in dict(SPEECHES) else JAPANESE
    scope = (request.POST.get("form") or request.GET.get("form") or "")[:60]
    found = replace(found, scope=scope)
    form, today = applications.form_from(found.definition), clock.day_of(clock.now())
    asked = trying.form_of(form, scope)
    step = _next(request, asked, found) if request.method == "POST" else Step()
    pages = questionnaires.visible_pages(asked, step.answers, today)
    where = step.where if step.where in pages or step.where == "end" else pages[0]
    context: dict[str, Any] = {
        "where": where,
        "note": step.note,
        "speeches": SPEECHES,
        "speech": request.language,
        "state": signing.dumps(dict(step.answers), salt=SALT, compress=True),
        "scope": scope,
        "scopes": scopes_of(found.tree).items(),
        "workings": trying.workings(found.form_tree, asked, step.answers, today)
        + ([] if scope else money_workings(form, step.answers, today)),
        "files": trying.file_fields(found.form_tree),
        "previous": _previous(pages, where),
    }
    if where == "end":
        context |= trying.ending(form, asked, scope, step.answers, request.language, today)
    else:
        context["sheet"] = questionnaires.page_view(
            asked,
            where,
            step.answers,
            language=request.language,
            today=today,
            raw=step.raw,
            errors=step.errors,
            left_out=trying.file_fields(found.form_tree),
        )
    answer = page(request, "trial", found, context)
    answer.status_code = UNUSABLE if questionnaires.mistakes(step.errors) else 200
    return answer


def _next(request: PageRequest, asked: questionnaires.Questionnaire, found: Editing) -> Step:
    request.number_place = ""  # what is typed here goes into no definition
    answers, today = _answers_in(request), clock.day_of(clock.now())
    where = request.POST.get("where", "")[:60]
    back = request.POST.get("back", "")[:60]
    if asked.page(where) is None:
        return Step(answers, where=back)
    raw = {name: request.POST.getlist(name) for name in request.POST}
    language = request.language
    filled = questionnaires.fill_page(asked, where, raw, answers, language=language, today=today)
    pressed = questionnaires.press(asked, where, raw, language=language, today=today)
    if pressed and not back:
        return Step(filled.answers, pressed.raw, pressed.errors, pressed.note, where)
    errors = tuple(trying.only_real(filled.errors, trying.file_fields(found.form_tree)))
    if errors and not back:
        return Step(filled.answers, raw, errors, where=where)
    pages = filled.pages
    later = pages[pages.index(where) + 1 :] if where in pages else []
    return Step(filled.answers, where=back or (later[0] if later else "end"))


def _answers_in(request: PageRequest) -> dict[str, Any]:
    """Return the answers that travel with the page itself; a forged or old page begins anew."""
    try:
        found = signing.loads(request.POST.get("state", ""), salt=SALT, max_age=12 * 3600)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def _previous(pages: list[str], where: str) -> str:
    if where == "end":
        return pages[-1]
    place = pages.index(where)
    return pages[place - 1] if place else ""
