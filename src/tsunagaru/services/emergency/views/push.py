"""Where others push telegrams and CAP to us (電文の受け口): signed, and judged like any other."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.emergency.gateways.push import CannotTrust, check
from tsunagaru.services.emergency.gateways.xml import CannotRead
from tsunagaru.services.emergency.services.ingesting import CannotJudge, ingest

TAKEN, TOO_LARGE = 202, 413
REFUSALS: dict[type[Exception], tuple[int, str]] = {
    CannotTrust: (403, "署名がないか、正しくないか、古いものです。"),
    CannotRead: (400, ""),
    CannotJudge: (503, ""),
}
"""Status and sentence of each refusal; an empty sentence is the error's own."""
SOURCE = "push"
MOST_BYTES = 1_000_000


@csrf_exempt  # the signature is what lets it in
@open_to(ANYONE)
@require_POST
def push(request: PageRequest) -> JsonResponse:
    """Take in one telegram; the same again is taken in once. A town without a secret has none."""
    secret = settings.TSUNAGARU_PUSH_SECRET
    if not secret:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _said(TOO_LARGE, "大きすぎます。")
    try:
        return JsonResponse(_taken(request, secret), status=TAKEN)
    except tuple(REFUSALS) as error:
        status, sentence = REFUSALS[type(error)]
        return _said(status, sentence or str(error))


def _taken(request: PageRequest, secret: str) -> dict[str, object]:
    given, stamp = (request.headers.get(f"X-Tsunagaru-{one}", "") for one in ("Signature", "Time"))
    at = clock.now()
    check(request.body, given, stamp, secret=secret, at=at)
    found = ingest(request.body, source=SOURCE, at=at)
    return {"action": found.decision.action.value, "again": found.again}


def _said(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
