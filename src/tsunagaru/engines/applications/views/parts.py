"""The applicant's side of a third party's part (第三者への依頼): ask, ask again, call back.

The form that asks carries a press, so that it makes one link however often it is sent.
"""

from collections.abc import Mapping, Sequence

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.part_forms import ASK, contact_form, contact_known
from tsunagaru.engines.applications.queries.parts import (
    may_ask,
    part_of_code,
    parts_wanted,
)
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.services import parts
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.engines.applications.views.part_asked import remember
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest, read_press
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

TOO_LATE = "受け取り済みか、申請が終わっているため、依頼できませんでした。"
OLDER = (
    "このリンクは取り消したか、あとから作ったものに替わっています。"
    "必要なときは、もう一度依頼してください。"
)
REVOKED = "依頼を取り消しました。前のリンクとコードは使えません。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@on_application
def part_ask(request: PageRequest, row: Application, part: str) -> HttpResponse:
    """Ask whom the link goes to; on POST make it, and show it once."""
    form = form_of(row.version_id)
    shape = form.definition.part(part)
    wanted = shape is not None and part in parts_wanted(form, row)
    if shape is None or not wanted or not may_ask(shape, row, request.actor):
        return missing(request)
    if request.method != "POST":
        return _show(request, row, shape, contact_known(row, shape))
    raw = {name: request.POST.getlist(name) for name in request.POST}
    language, today = request.language, clock.day_of(clock.now())
    filled = questionnaires.fill_page(
        contact_form(shape), ASK, raw, {}, language=language, today=today
    )
    if filled.errors:
        return _show(request, row, shape, filled.answers, raw, filled.errors)
    return _ask(request, row, shape, filled.answers)


def _show(
    request: PageRequest,
    row: Application,
    shape: PartShape,
    answers: Mapping[str, str],
    raw: Mapping[str, list[str]] | None = None,
    errors: Sequence[questionnaires.FieldProblem] = (),
) -> HttpResponse:
    today = clock.day_of(clock.now())
    language, asked = request.language, contact_form(shape)
    page = questionnaires.page_view(
        asked, ASK, answers, language=language, today=today, raw=raw, errors=errors
    )
    press = read_press(request.POST.get("press", ""))
    context = frame(request, application=reads.view_of(row), part=shape, page=page, press=press)
    status = 422 if questionnaires.mistakes(errors) else 200
    return render(request, "applications/part_ask.html", context, status=status)


def _ask(
    request: PageRequest, row: Application, shape: PartShape, answers: Mapping[str, str]
) -> HttpResponse:
    to = parts.Addressee(answers.get("recipient") or "", answers.get("email") or "")
    press = read_press(request.POST.get("press", ""))
    try:
        code = parts.ask_part(row.pk, shape.code, at=clock.now(), to=to, press=press)
    except CannotFind:
        return missing(request)
    except parts.CannotAsk as error:
        late = OLDER if isinstance(error, parts.CannotAskTwice) else TOO_LATE
        flash.error(request, say(late, request.language))
        return redirect("applications:status", row.pk)
    remember(request, part_of_code(code))
    return redirect("applications:part_asked", row.pk, shape.code)


@open_to(ANYONE)
@require_POST
@on_application
def part_revoke(request: PageRequest, row: Application, part: str) -> HttpResponse:
    """Call the link back."""
    shape = form_of(row.version_id).definition.part(part)
    if shape is None or not may_ask(shape, row, request.actor):
        return missing(request)
    parts.revoke_part(row.pk, part, at=clock.now())
    flash.success(request, say(REVOKED, request.language))
    return redirect("applications:status", row.pk)
