"""Checking a paper (書類の確認): a stranger learns that it is genuine, and nothing of anybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.documents import queries
from tsunagaru.ground.documents.rules import proofs
from tsunagaru.ground.documents.services import issuing
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

MAX_BYTES = 20 * 1024 * 1024
UNFIT = 422


@never_cache
@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: PageRequest, code: str) -> HttpResponse:
    """Say whether a paper is genuine; show more to whoever holds it."""
    context: dict[str, object] = {"paper": queries.paper(code)}
    status = 200 if context["paper"] else 404
    if context["paper"] and request.method == "POST":
        status = _answer(request, code, context)
    return render(request, "documents/verify.html", context, status=status)


def _answer(request: PageRequest, code: str, context: dict[str, object]) -> int:
    """Fill in what the word opens or what the file is, and return the status."""
    sent = request.FILES.get("file")
    if sent is not None:
        if (sent.size or 0) > MAX_BYTES:
            context["compared"] = "other"
            return 422
        context["compared"] = issuing.compare(code, sent.read(), at=clock.now())
        return 200
    try:
        context["shown"] = issuing.open_by_word(
            code, request.POST.get("word", "")[:40], at=clock.now()
        )
    except issuing.CannotTryAgain:
        context["too_many"] = True
        return 429
    context["wrong"] = context["shown"] is None
    return 422 if context["wrong"] else 200


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def find(request: PageRequest) -> HttpResponse:
    """Ask for the code printed on a paper, for those without a camera (確認番号の入力)."""
    typed = request.GET.get("code", "")[:60]
    if not typed:
        return render(request, "documents/find.html")
    if len(proofs.read(typed)) != proofs.CODE_LENGTH:
        return render(request, "documents/find.html", {"wrong": True, "typed": typed}, status=UNFIT)
    paper = queries.paper(typed)
    return render(request, "documents/verify.html", {"paper": paper}, status=200 if paper else 404)
