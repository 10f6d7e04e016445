"""What all pages with an e-mail and a link have in common (確認のメールの共通部分)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.models import Letter
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

SENT = "people.letter"
TOO_MANY_LETTERS = (
    "メールの依頼が続いたため、しばらく受け付けられません。1時間ほど待ってからお試しください。"
)
NOT_FOUND, GONE, UNAVAILABLE = 404, 410, 503


def visit_of(request: PageRequest, wanted: str = "") -> services.Visit:
    """Return how somebody came to the page, for the letter's link and language."""
    origin = f"{request.scheme}://{request.get_host()}"
    return services.Visit(origin=origin, language=request.language, wanted=wanted)


def go_to_sent(request: PageRequest, letter: UUID) -> HttpResponse:
    """Go on to the page that tells to look into the mailbox."""
    request.session[SENT] = str(letter)
    return redirect("people:sent")


def no_mail(request: PageRequest) -> HttpResponse:
    """Say that letters cannot be sent here, and how else to do it."""
    return render(request, "people/no_mail.html", status=UNAVAILABLE)


@open_to(ANYONE)
@never_cache
@require_safe
def sent(request: PageRequest) -> HttpResponse:
    """Tell to look into the mailbox; a demo without mail server shows the letter itself."""
    id_ = request.session.get(SENT)
    row = queries.letter_row(UUID(id_)) if id_ else None
    if row is None:
        return redirect("people:sign_in")
    shown = services.shows_letters()
    page = {
        "address": row.address,
        "purpose": row.purpose,
        "shown": shown,
        "letter": queries.shown_letter(row.pk, at=clock.now()) if shown else None,
    }
    return render(request, "people/sent.html", page)


def letter_behind(request: PageRequest, purpose: Purpose, token: str) -> Letter | HttpResponse:
    """Return the letter behind a link, or the page to answer with when the link is over."""
    try:
        id_ = queries.read_link(purpose, token)
    except queries.CannotReadLink:
        return over(request, purpose, status=NOT_FOUND)
    return queries.open_letter(id_, purpose, at=clock.now()) or over(request, purpose)


def over(request: PageRequest, purpose: Purpose, *, status: int = GONE) -> HttpResponse:
    """Say that a link does not work any more, and where to ask for a new one."""
    return render(request, "people/link_over.html", {"purpose": purpose.value}, status=status)
