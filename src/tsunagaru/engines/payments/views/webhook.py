"""Where providers notify us (通知の受け口): signed, small, answered at once."""

from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.configured import NoSuchProvider
from tsunagaru.engines.payments.gateways.protocol import CannotBelieve
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

LARGEST = 65_536
REFUSED, TOO_LARGE = 400, 413


@csrf_exempt
@open_to(ANYONE)
@require_POST
def webhook(request: PageRequest, provider: str) -> HttpResponse:
    """Take a notification in; its signature is what lets it in, so no CSRF token is asked for."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    try:
        services.receive(provider, request.headers, request.body, at=clock.now())
    except NoSuchProvider:
        raise Http404 from None
    except CannotBelieve:
        return HttpResponse(status=REFUSED)
    return HttpResponse(status=200)
