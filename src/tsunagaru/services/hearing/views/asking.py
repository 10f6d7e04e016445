"""The form by which people write to the town (意見・質問・要望のフォーム)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.hearing.forms import AskForm
from tsunagaru.services.hearing.queries.own import path_of
from tsunagaru.services.hearing.queries.setups import rules
from tsunagaru.services.hearing.services.receiving import receive
from tsunagaru.services.hearing.views.flooding import (
    TOO_MANY,
    TOO_MANY_REQUESTS,
    UNFIT,
    may_send,
)


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest) -> HttpResponse:
    """Take in an opinion, a question or a request; signed in or not."""
    if rules() is None:
        raise Http404
    resident, language = request.actor.resident, request.language
    if request.method != "POST":
        return _show(request, AskForm(resident=resident, language=language))
    form = AskForm(request.POST, resident=resident, language=language)
    if not form.is_valid():
        return _show(request, form, status=UNFIT)
    if not may_send(request):
        return _show(request, form, status=TOO_MANY_REQUESTS, messages=[TOO_MANY])
    at, more = clock.now(), {}
    if resident is not None:
        more["district"] = people.resident(resident, day=clock.day_of(at)).district
    asked = form.asked(
        resident=resident,
        language=language,
        suspicious=bool(form.cleaned_data["website"]),
        **more,
    )
    made = receive(asked, at=at)
    page = reverse("hearing:own", args=[made]) if resident else path_of(made)
    return redirect(f"{page}?done=received")


def _show(
    request: PageRequest, form: AskForm, *, status: int = 200, messages: list[str] | None = None
) -> HttpResponse:
    found = rules()
    context = {
        "form": form,
        "guide": found.guide.text if found else "",
        "problems": messages or [],
    }
    return render(request, "hearing/ask.html", context, status=status)
