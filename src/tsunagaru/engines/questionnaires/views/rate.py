"""Rating a service with one tap (満足度の評価)."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.questionnaires import services
from tsunagaru.engines.questionnaires.queries.invitations import (
    CannotOpenInvitation,
    Invitation,
    open_invitation,
)
from tsunagaru.engines.questionnaires.queries.ratings import rating_of
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.ui.fields import FieldKind, FieldView
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.clock import now

COMMENT = "よかった点や、直してほしい点"
NO_NAMES = "お名前や電話番号は書かないでください。返信はできません。"
SCORES = (
    (5, "とてもよい"),
    (4, "よい"),
    (3, "ふつう"),
    (2, "よくない"),
    (1, "とてもよくない"),
)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: PageRequest, service: str, token: str) -> HttpResponse:
    """Show five buttons; a tap is kept at once, then a comment may be added."""
    try:
        invitation = open_invitation(service, token)
    except CannotOpenInvitation:
        raise Http404 from None
    error = _keep(request, invitation) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return HttpResponseRedirect(request.path)
    comment = _comment_box(request, error)
    context = {
        "rating": rating_of(invitation),
        "scores": SCORES,
        "comment": comment,
        "comments": [comment],
    }
    page = "questionnaires/rate.html"
    return render(request, page, context, status=422 if error else 200)


def _keep(request: PageRequest, invitation: Invitation) -> str:
    """Keep a tap or a comment; return what is wrong with it, or empty."""
    score = request.POST.get("score", "")
    try:
        if score in {str(number) for number, _ in SCORES}:
            services.rate(invitation, int(score), at=now())
        else:
            services.add_comment(invitation, request.POST.get("comment", ""))
    except services.CannotRateTwice:
        return ""
    except CannotRead as problem:
        return say(
            problem.message,
            request.language,
            label=say(COMMENT, request.language),
            **problem.values,
        )
    return ""


def _comment_box(request: PageRequest, error: str) -> FieldView:
    typed = request.POST.get("comment", "").encode("utf-8", "replace").decode()
    return FieldView(
        name="comment",
        kind=FieldKind.TEXTAREA,
        label=COMMENT,
        hint=NO_NAMES,
        value=typed,
        error=error,
        max_length=services.LONGEST_COMMENT,
        rows=4,
    )
