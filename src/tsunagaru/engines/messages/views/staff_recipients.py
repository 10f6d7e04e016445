"""Every recipient's outcome, without addresses (1件ごとの結果)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.queries.results import lines_of
from tsunagaru.engines.messages.views.staff_compose import CLERKS, draft_for
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to

MOST = 100
LARGEST = 2**31 - 1
RESULTS = {
    "": "送信待ち",
    "accepted": "引き渡しました",
    "refused": "拒否されました",
    "gone": "使えない宛先です",
    "failed": "送れませんでした",
    "stopped": "送らずに止めました",
}


@open_to(CLERKS)
@require_safe
def staff_recipients(request: PageRequest, number: int) -> HttpResponse:
    """Show the outcomes in the order of the recipients' numbers."""
    row = draft_for(request, number)
    asked = request.GET.get("after", "")
    after = min(int(asked), LARGEST) if asked.isascii() and asked.isdigit() else 0
    found = lines_of(row.pk, after, MOST + 1)
    lines = [(one, RESULTS.get(one.result, one.result)) for one in found[:MOST]]
    more = found[MOST - 1].seq if len(found) > MOST else 0
    context = {"row": row, "lines": lines, "more": more, "after": after}
    return render(request, "messages/staff/recipients.html", context)
