"""The list of the cases of one's sections (案件の一覧)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.cases import queries
from tsunagaru.engines.cases.queries import Which
from tsunagaru.engines.cases.rules import PAYING_LABELS, Paying, read_number
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to
from tsunagaru.kernel.offers import installed

ROWS_A_PAGE = 50
LONGEST_SEARCH = 40
SCOPES = (
    (Which.OPEN.value, "処理中"),
    (Which.CLOSED.value, "完結したもの"),
    (Which.ALL.value, "すべて"),
)


PAYMENTS = tuple((one.value, PAYING_LABELS[one]) for one in Paying if one is not Paying.NONE)


@open_to(STAFF)
@require_safe
def queue(request: PageRequest) -> HttpResponse:
    """Show open cases, closed ones or all; a case's or receipt's number or a title narrows them."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    which = _which(request.GET.get("which", ""))
    asked = request.GET.get("payment", "")
    payment = asked if asked in dict(PAYMENTS) else ""
    known = queries.known_as(words)
    if known or read_number(words):
        which = Which.ALL  # a number names one case, finished or not
    rows = queries.queue(request.actor, words=words, which=which, subjects=known, payment=payment)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "which": which.value,
        "scopes": SCOPES,
        "payment": payment,
        "payments": PAYMENTS,
        "today": clock.day_of(clock.now()),
        "links": _links(words, which),
    }
    return render(request, "cases/staff/queue.html", context)


def _which(asked: str) -> Which:
    return Which(asked) if asked in set(Which) else Which.OPEN


def _links(words: str, which: Which) -> list[tuple[str, str]]:
    """Return what other packages can do with this list."""
    return [
        (link.text, link.url(words, which.value))
        for offers in installed()
        for link in offers.queue_links
    ]
