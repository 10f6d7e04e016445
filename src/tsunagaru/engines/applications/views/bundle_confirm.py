"""Every answer of several applications before they are handed in (まとめて申請の確認)."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.forms import AgreementForm
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.views.agreeing import agreement_form
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.bundle import address_of, on_bundle, over
from tsunagaru.engines.applications.views.means import means_of
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.events import Channel


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def confirm(request: PageRequest, row: Bundle) -> HttpResponse:
    """Show every answer of every application; what is missing comes first."""
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    now = clock.now()
    parts = bundle_reads.parts_of(row, bundle_reads.drafts_in(row), clock.day_of(now))
    left = bundle_reads.open_stop(parts, clock.day_of(now), request.language)
    if left is not None:
        return redirect(address_of(row, left))
    return show_bundle(request, row, parts)


def show_bundle(
    request: PageRequest,
    row: Bundle,
    parts: list[bundle_reads.Part],
    problems: tuple[str, ...] = (),
    *,
    agreeing: AgreementForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show every answer of every application, what is agreed to, and where each is changed."""
    asked, alone = bundle_reads.count_questions(parts, clock.day_of(clock.now()))
    context = frame(
        request,
        bundle=row,
        name=bundle_reads.name_of(row),
        parts=[(part, _sections(request, row, part)) for part in parts],
        steps=[part.name for part in parts] + ["内容の確認"],
        current=len(parts) + 1,
        problems=problems,
        agreeing=agreeing or agreement_form(request, row, parts),
        means=means_of(
            [(one.draft, one.form.definition) for one in parts], request.POST.get("document", "")
        ),
        asked=asked,
        spared=alone - asked,
    )
    return render(request, "applications/bundle/confirm.html", context, status=status)


def _sections(
    request: PageRequest, row: Bundle, part: bundle_reads.Part
) -> list[tuple[str, list[SummaryRow]]]:
    """Return the answers in words; what was asked elsewhere is changed there.

    Online, what is agreed to stands below, with its boxes.
    """
    now, answers = clock.now(), part.draft.answers
    apart = part.agreed if row.channel == Channel.ONLINE else frozenset()
    found = [
        (section.title, section.in_full(partial(_change, row, part, section.page), apart))
        for section in reads.review_of(part.form, answers, request.language, now)
    ]
    return [(title, rows) for title, rows in found if rows]


def _change(row: Bundle, part: bundle_reads.Part, page: str, code: str) -> str:
    if code in part.left_out:
        return ""
    address = reverse("applications:bundle_stop", args=[row.pk, part.position, page])
    return f"{address}?to=confirm#{code}"
