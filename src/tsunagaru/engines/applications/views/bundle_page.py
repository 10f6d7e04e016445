"""Filling in several applications together (まとめて申請): page after page, each question once."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.engines.applications.services import bundles, drafts
from tsunagaru.engines.applications.services.saving import Saved
from tsunagaru.engines.applications.views.answers import missing, refuse
from tsunagaru.engines.applications.views.bundle import access_in, address_of, over
from tsunagaru.engines.applications.views.bundle_sheet import part_of, show_stop
from tsunagaru.engines.applications.views.drawing import AS_KEPT, Raw, Shown, lead_away
from tsunagaru.engines.applications.views.filling import Sheet, fill_in
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: PageRequest, bundle: UUID, position: int, code: str) -> HttpResponse:
    """Show a page with what is left to ask on it; on POST keep it and go on."""
    with transaction.atomic():
        row = reads.bundle_row(bundle, lock=request.method == "POST")
        access = access_in(request, row)
        may_save = access is Access.SAVE_ONLY and request.method == "POST"
        if row is None or not (may_save or access is Access.FULL):
            return refuse(request, access)
        try:
            answer = _answer(request, row, (position, code), only_save=may_save)
            return lead_away(request, answer)
        except drafts.CannotContinue:
            return over(request, row)
        except CannotFind:
            return missing(request)


def _answer(
    request: PageRequest, row: Bundle, stop: reads.Stop, *, only_save: bool
) -> HttpResponse:
    if row.state != rules.Ending.OPEN:
        raise drafts.CannotContinue(row.state)
    return fill_in(request, SharedSheet(row, stop), only_save=only_save)


class SharedSheet(Sheet):
    """A page of several applications filled in together (まとめて申請のページ)."""

    def __init__(self, row: Bundle, stop: reads.Stop) -> None:
        part = part_of(row, stop)
        self.row, self.stop = row, stop
        self.draft, self.form, self.code = part.draft, part.form, stop[1]
        self.paused = reverse("applications:bundle_paused", args=[row.pk])
        self.confirm = address_of(row, None)

    def show(self, request: PageRequest, shown: Shown = AS_KEPT) -> HttpResponse:
        """Draw what is left to ask on the page."""
        return show_stop(request, self.row, self.stop, shown)

    def keep(self, raw: Raw, **how: Any) -> tuple[Saved, str]:  # noqa: ANN401 - as ``save_stop`` takes it
        """Keep the page, and what it says for the other applications."""
        done = bundles.save_stop(self.row, self.stop, raw, **how)
        return done.saved, address_of(self.row, done.following)
