"""Writing down what came by letter, telephone or at the counter (代わりの入力)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.hearing.forms import EntryForm
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.queries import access
from tsunagaru.services.hearing.queries.setups import rules
from tsunagaru.services.hearing.services.receiving import receive
from tsunagaru.services.hearing.views.acting import CLERKS
from tsunagaru.services.hearing.views.flooding import UNFIT


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PageRequest) -> HttpResponse:
    """Write down for somebody; every section may, the desk gives it on."""
    if rules() is None:
        raise Http404
    form = EntryForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = UNFIT if form.is_bound else 200
        return render(request, "hearing/staff/enter.html", {"form": form}, status=status)
    at = clock.now()
    row = Inquiry.objects.get(pk=receive(form.entered(), by=request.actor, at=at))
    messages.success(request, f"受付番号 {row.number} で受け付けました。")
    if access.readable_by(request.actor, at).filter(pk=row.pk).exists():
        return redirect("hearing:inquiry", row.pk)
    return redirect("hearing:staff_list")
