"""Every answer before it is handed in (確認)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.cosigning import came_back, was_whole
from tsunagaru.engines.applications.queries.fees import FEE, fee_rows
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.identifying import signing_of
from tsunagaru.engines.applications.views.means import means_of
from tsunagaru.engines.applications.views.opening import on_open_draft
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_open_draft
def confirm(request: PageRequest, row: Draft) -> HttpResponse:
    """Show every answer before it is handed in; what is missing comes first."""
    page = reads.unready_page(row, row.pressed_at or clock.now(), request.language)
    if page:
        return redirect("applications:page", row.pk, page)
    return show_confirmation(request, row)


def show_confirmation(
    request: PageRequest, row: Draft, problems: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    """Show every answer with where it is changed, the fee, and what proves who applies."""
    form, now = form_of(row.version_id), clock.now()
    titles = [page.title for page in form.questionnaire.pages]
    pages = questionnaires.visible_pages(form.questionnaire, row.answers, clock.day_of(now))
    sections = [
        (section.title, _rows(row, section))
        for section in reads.review_of(form, row.answers, request.language, now)
    ]
    context = frame(
        request,
        procedure=form.definition,
        draft=row,
        sections=[*sections, (FEE, _fee(row, form, request.language))],
        signing=signing_of(request, row, form.definition),
        means=means_of([(row, form.definition)], request.POST.get("document", "")),
        problems=problems,
        came_back=came_back(row),
        was_whole=was_whole(row),
        steps=[t for t, p in zip(titles, form.questionnaire.pages, strict=True) if p.code in pages]
        + ["内容の確認"],
        previous=pages[-1],
    )
    return render(request, "applications/confirm.html", context, status=status)


def _rows(row: Draft, section: questionnaires.ReviewSection) -> list[SummaryRow]:
    address = reverse("applications:page", args=[row.pk, section.page])
    return section.in_full(lambda code: f"{address}?to=confirm#{code}")


def _fee(row: Draft, form: Form, language: str) -> list[SummaryRow]:
    rows = fee_rows(form, row.answers, clock.day_of(clock.now()), language)
    return [SummaryRow(label, text) for label, text in rows]
