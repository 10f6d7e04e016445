"""Whether the server is well (稼働状況): ``GET /healthz``."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

import tsunagaru
from tsunagaru.ground.ledger.api import queue_state
from tsunagaru.kernel.access import ANYONE, open_to

UNAVAILABLE = 503


@open_to(ANYONE)
def healthz(_request: HttpRequest) -> JsonResponse:
    """Tell version, database and depth of the queue; 503 when the database does not answer."""
    answer = {"version": tsunagaru.__version__, "database": connection.vendor}
    try:
        state = queue_state()
    except DatabaseError:
        return JsonResponse(answer | {"status": "unavailable"}, status=UNAVAILABLE)
    depth = {"waiting": state.queued + state.leased, "failed": state.dead}
    return JsonResponse(answer | {"status": "ok", "queue": depth})
