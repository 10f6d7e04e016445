"""Filling in a page (ページの入力): the same steps for one application and for several together."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.applications.services.saving import Saved
from tsunagaru.engines.applications.views.answers import sign_in_again
from tsunagaru.engines.applications.views.drawing import AS_KEPT, Raw, Shown, is_part
from tsunagaru.engines.applications.views.sheet import household_on
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock


class Sheet(ABC):
    """A page that is being filled in (入力中のページ).

    Args:
        draft: the application it belongs to, which the caller has locked.
        code: of the page.
        paused, confirm: addresses of what follows a pause, and the last page.
    """

    draft: Draft
    form: Form
    code: str
    paused: str
    confirm: str

    @abstractmethod
    def show(self, request: PageRequest, shown: Shown = AS_KEPT) -> HttpResponse:
        """Draw the page (表示する)."""

    @abstractmethod
    def keep(self, raw: Raw, **how: Any) -> tuple[Saved, str]:  # noqa: ANN401 - as ``save`` takes it
        """Keep what was posted; return what came of it, and the address that follows (保存する)."""


def fill_in(request: PageRequest, sheet: Sheet, *, only_save: bool) -> HttpResponse:
    """Show a page; on POST keep it and go on, or stay after a button inside it.

    Args:
        only_save: the person's session is over; what was typed is kept, and nothing shown.
    """
    if request.method != "POST":
        return sheet.show(request)
    raw = {name: request.POST.getlist(name) for name in request.POST}
    today = clock.day_of(clock.now())
    pressed = questionnaires.press(
        sheet.form.questionnaire,
        sheet.code,
        raw,
        language=request.language,
        today=today,
        household=household_on(sheet.form, sheet.code, sheet.draft, today),
    )
    if pressed is not None and not only_save:
        return _stay(request, sheet, pressed)
    return _go_on(request, sheet, raw, only_save=only_save)


def _stay(request: PageRequest, sheet: Sheet, pressed: questionnaires.Pressed) -> HttpResponse:
    """Show the page again after a button inside it; what can be read is kept already.

    Questions that only follow the answers are drawn and nothing of it is kept: a browser sends
    one such request after another and waits for none, so an old one may be worked on after the
    page itself was handed in, and would put old answers over the new.
    """
    raw, errors = pressed.raw, [*pressed.errors]
    request.kept_answers = {}
    if not pressed.looks_up:
        saved, _ = sheet.keep(raw, **_sent(request), stays=True)
        raw, errors = {**raw, **saved.kept}, [*errors, *saved.refused]
        request.kept_answers = saved.answers
    answer = sheet.show(request, Shown(raw, errors, pressed.note))
    if is_part(request):
        transaction.set_rollback(True)
        request.kept_answers = {}
    return answer


def _go_on(request: PageRequest, sheet: Sheet, raw: Raw, *, only_save: bool) -> HttpResponse:
    saved, following = sheet.keep(raw, **_sent(request))
    request.kept_answers = saved.answers
    if only_save:
        return sign_in_again(request.path if saved.errors else following)
    if "pause" in raw:
        return redirect(sheet.paused)
    if saved.errors:
        return sheet.show(request, Shown({**raw, **saved.kept}, saved.errors))
    return redirect(sheet.confirm if raw.get("to") == ["confirm"] else following)


def _sent(request: PageRequest) -> Mapping[str, Any]:
    return {"sent": request.FILES, "language": request.language, "at": clock.now()}
