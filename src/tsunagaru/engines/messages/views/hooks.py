"""Where providers of messages notify us (通知の受け口): signed, small, answered at once."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagaru.engines.messages.gateways import line_hook, sms_answers, sms_receipts
from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.services.answering import answer_in_line
from tsunagaru.engines.messages.services.hearing import take_short_message
from tsunagaru.engines.messages.services.hooking import take_line_event
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

REFUSED, TOO_LARGE = 400, 413


@csrf_exempt  # the signature is what lets it in
@open_to(ANYONE)
@require_POST
def line(request: PageRequest) -> HttpResponse:
    """Take in what happened at LINE."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > line_hook.MOST_BYTES:
        return HttpResponse(status=TOO_LARGE)
    signature = request.headers.get("X-Line-Signature", "")
    try:
        hook = line_hook.read(request.body, signature, secret=_secret(Kind.LINE))
    except line_hook.CannotReadHook:
        return HttpResponse(status=REFUSED)
    answers = [(told, take_line_event(told)) for told in hook.events]
    answer_in_line([(told, text) for told, text in answers if text])
    return HttpResponse(status=200)


@csrf_exempt  # the signature is what lets it in
@open_to(ANYONE)
@require_POST
def sms(request: PageRequest) -> HttpResponse:
    """Take in what people answered by short message; the provider sends on what we say."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > sms_answers.MOST_BYTES:
        return HttpResponse(status=TOO_LARGE)
    signature, now = request.headers.get("X-Signature", ""), clock.now()
    try:
        heard = sms_answers.read(
            request.body, signature, secret=_secret(Kind.SMS), now=now.timestamp()
        )
    except sms_receipts.CannotReadReceipt:
        return HttpResponse(status=REFUSED)
    said = [{"id": one.key, "text": take_short_message(one)} for one in heard]
    return JsonResponse({"replies": [one for one in said if one["text"]]})


def _secret(kind: Kind) -> str:
    contracts = settings.TSUNAGARU_CHANNELS
    return next((one.values.get("secret", "") for one in contracts if one.kind == kind), "")
