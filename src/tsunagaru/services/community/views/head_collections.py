"""One row of what was collected (集金の1件): taken back, or printed as a receipt."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import ReasonForm
from tsunagaru.services.community.models import Collection
from tsunagaru.services.community.services import dues as collecting
from tsunagaru.services.community.views.acting import attempt
from tsunagaru.services.community.views.dues_paper import answer_receipt
from tsunagaru.services.community.views.head_due import own_due, show

CORRECTED = "集金を訂正しました。元の記録も残ります。"


@open_to(RESIDENTS)
@require_POST
def correct(request: PageRequest, collection: UUID) -> HttpResponse:
    """Take a mistaken row back; both stay."""
    one = _collection(request, collection)
    row, reach = own_due(request, one.due_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, row, reach, correcting=form)
    reason, by, at = form.cleaned_data["reason"], request.actor, clock.now()
    attempt(request, lambda: collecting.take_back(one.pk, reason, by=by, at=at), CORRECTED)
    return redirect("community:due", row.pk)


@open_to(RESIDENTS)
@never_cache
@require_safe
def receipt(request: PageRequest, collection: UUID) -> HttpResponse:
    """Give the receipt to be printed for who paid."""
    return answer_receipt(_collection(request, collection))


def _collection(request: PageRequest, collection: UUID) -> Collection:
    found = Collection.objects.select_related("due__member", "due__dues")
    one = found.filter(pk=collection).first()
    if one is None:
        raise Http404
    own_due(request, one.due_id)
    return one
