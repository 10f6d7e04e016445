"""What the buttons of a district's circular do (区の回覧の操作)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import ReasonForm
from tsunagaru.services.community.services import writing
from tsunagaru.services.community.views.acting import Known, attempt
from tsunagaru.services.community.views.head_writing import own_row, show


@open_to(RESIDENTS)
@require_POST
def act(request: PageRequest, circular: UUID) -> HttpResponse:
    """Post it, drop it, or withdraw it with a reason."""
    row, at, by = own_row(request, circular), clock.now(), request.actor
    form, name = ReasonForm(request.POST), request.POST.get("act", "")
    if name == "withdraw" and not form.is_valid():
        return show(request, row, form, status=422)
    reason = form.cleaned_data["reason"] if name == "withdraw" else ""
    known: Known = {
        "post": (lambda: writing.post(row.pk, by=by, at=at), "回覧を始めました。"),
        "drop": (lambda: writing.drop(row.pk, by=by, at=at), "取りやめました。"),
        "withdraw": (
            lambda: writing.withdraw(row.pk, reason, by=by, at=at),
            "取り下げました。紙は回収してください。",
        ),
    }
    if name in known:
        attempt(request, *known[name])
    return redirect("community:head_circular", row.pk)
