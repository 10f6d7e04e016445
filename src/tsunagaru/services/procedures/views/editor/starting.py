"""A new procedure (新しい手続き): begun from the blank form, or as a copy of another."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.forms.starting import StartForm
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE, Attempt, attempt
from tsunagaru.services.procedures.views.editor.opening import EDITORS


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PageRequest) -> HttpResponse:
    """Ask for code and head of a new procedure; on POST begin its draft."""
    source = (request.POST if request.method == "POST" else request.GET).get("from", "")[:60]
    try:
        form = _form(request, source)
    except applications.CannotFind as error:
        raise Http404 from error
    went = Attempt()
    if request.method == "POST":
        went = _make(request, form, source) if form.is_valid() else Attempt(status=UNUSABLE)
        if went.done:
            messages.success(request, "下書きを作りました。公開するまで、町民には見えません。")
            return redirect("procedures:form", code=form.cleaned_data["code"])
    names = sorted((one.name.ja, one.code) for one in applications.procedures())
    context = {"form": form, "wrong": went.wrong, "source": source, "names": names}
    return render(request, "procedures/editor/new.html", context, status=went.status)


def _form(request: PageRequest, source: str) -> StartForm:
    return StartForm(
        request.POST if request.method == "POST" else None,
        tree=queries.plain(queries.text_to_start(source)),
        sections=queries.sections_of(request.actor),
        events=[(one.code, one.name.ja) for one in applications.life_events()],
        blank=not source,
        fees=queries.starting()["fees"],
        appeal=queries.appeal(),
    )


def _make(request: PageRequest, form: StartForm, source: str) -> Attempt:
    code, now = form.cleaned_data["code"], clock.now()
    return attempt(lambda: services.make(source, form.write, code=code, by=request.actor, at=now))
