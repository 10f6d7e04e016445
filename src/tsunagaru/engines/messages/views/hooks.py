"""Where providers of messages notify us (通知の受け口): signed, small, answered at once."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagaru.engines.messages.gateways import line_hook
from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.services.hooking import take_line_event
from tsunagaru.ground.ui.requests import PageRequest
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
    for told in hook.events:
        take_line_event(told)
    return HttpResponse(status=200)


def _secret(kind: Kind) -> str:
    contracts = settings.TSUNAGARU_CHANNELS
    return next((one.values.get("secret", "") for one in contracts if one.kind == kind), "")
