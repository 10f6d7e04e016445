"""One request is one sitting: the town's settings are read once in it (一時の記憶)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tsunagaru.kernel.remembering import remembering


class SittingMiddleware:
    """Lets what was read of the settings be remembered until the answer stands (要求の間の記憶)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within a sitting of its own."""
        with remembering():
            return self.get_response(request)
