"""One page of filling in (ページの入力): kept on the server, safe to go back to."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import CannotFind, Form, form_of
from tsunagaru.engines.applications.services import saving, uploads
from tsunagaru.engines.applications.views.answers import closed, missing, refuse
from tsunagaru.engines.applications.views.drawing import AS_KEPT, Raw, Shown, lead_away
from tsunagaru.engines.applications.views.filling import Sheet, fill_in
from tsunagaru.engines.applications.views.opening import open_draft
from tsunagaru.engines.applications.views.sheet import show_page
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PageRequest, draft: UUID, code: str) -> HttpResponse:
    """Show a page as kept; on POST keep it and go on."""
    if request.method != "POST":
        return _open(request, draft, code)
    with transaction.atomic():
        return lead_away(request, _open(request, draft, code))


def _open(request: PageRequest, draft: UUID, code: str) -> HttpResponse:
    opened = open_draft(request, draft, lock=request.method == "POST")
    may_save = opened.access is Access.SAVE_ONLY and request.method == "POST"
    if opened.draft is None or not (may_save or opened.access is Access.FULL):
        return refuse(request, opened.access)
    if opened.draft.state != rules.Ending.OPEN:
        return closed(request, opened.draft)
    try:
        return _answer(request, opened.draft, code, only_save=may_save)
    except CannotFind:
        return missing(request)


def _answer(request: PageRequest, row: Draft, code: str, *, only_save: bool) -> HttpResponse:
    form = form_of(row.version_id)
    visible = questionnaires.visible_pages(
        form.questionnaire, row.answers, clock.day_of(clock.now())
    )
    if code not in visible:
        raise CannotFind(code)
    return fill_in(request, OwnSheet(row, form, code), only_save=only_save)


class OwnSheet(Sheet):
    """A page of one application filled in alone (申請のページ)."""

    def __init__(self, draft: Draft, form: Form, code: str) -> None:
        self.draft, self.form, self.code = draft, form, code
        self.paused = reverse("applications:paused", args=[draft.pk])
        self.confirm = reverse("applications:confirm", args=[draft.pk])

    def show(self, request: PageRequest, shown: Shown = AS_KEPT) -> HttpResponse:
        """Draw the page among those of its form."""
        return show_page(request, self.draft, self.form, self.code, shown)

    def keep(self, raw: Raw, **how: Any) -> tuple[saving.Saved, str]:  # noqa: ANN401 - as ``save`` takes it
        """Keep the page in its draft."""
        saved = uploads.save_page_with_files(self.draft, self.code, raw, **how)
        if not saved.next_page:
            return saved, self.confirm
        return saved, reverse("applications:page", args=[self.draft.pk, saved.next_page])
