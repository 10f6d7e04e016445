"""What is taken along of a booking (予約の持ち歩き): a calendar file, its number as a picture."""

from io import BytesIO

import segno
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tsunagaru.engines.bookings.queries.calendars import write_calendar
from tsunagaru.engines.bookings.views.booking import booking_or_404
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_safe
def calendar(request: PageRequest, token: str) -> HttpResponse:
    """Give the booking as a calendar file."""
    row = booking_or_404(token)
    text = write_calendar([row], language=request.language, at=clock.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="booking-{row.number}.ics"'
    return answer


@open_to(ANYONE)
@require_safe
def code_picture(_request: PageRequest, token: str) -> HttpResponse:
    """Draw the booking's number as a QR code, to show at the counter."""
    out = BytesIO()
    segno.make(booking_or_404(token).number, error="m", micro=False).save(
        out, kind="svg", scale=6, border=4
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
