"""Every component on one page (部品見本), for developers, tests and screenshots."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui import samples
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_safe
def gallery(request: PageRequest) -> HttpResponse:
    """Show each component with sample values."""
    context = {
        "breadcrumbs": samples.CRUMBS,
        "fields": samples.FIELDS,
        "wrong_fields": samples.WRONG_FIELDS,
        "steps": samples.STEPS,
        "headers": samples.HEADERS,
        "rows": samples.ROWS,
        "summary": samples.SUMMARY,
        "entries": samples.TIMELINE,
        "page": Paginator(range(200), 20).page(4),
        "charts": samples.example_charts(),
        "spark": samples.example_spark(),
        "map": samples.example_map(),
    }
    return render(request, "ui/gallery.html", context)
