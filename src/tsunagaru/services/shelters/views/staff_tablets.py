"""Tablets of a shelter, and what stopped ones still hand in (端末の管理)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.codes import qr_svg
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.forms import TabletForm
from tsunagaru.services.shelters.models import Entry, Tablet
from tsunagaru.services.shelters.rules import keys
from tsunagaru.services.shelters.services import desk, keeping, tablets
from tsunagaru.services.shelters.views.staff import CLERKS, CONFLICT, opening_for, show

UNPROCESSABLE = 422
NO_KEY = "開いている避難所だけに、名簿の鍵があります。訓練では、名簿を入れません。"
NO_MORE = "この避難所には、もう端末を登録できません。"


@open_to(CLERKS)
@never_cache
@require_POST
def prepare(request: PageRequest, opening: UUID) -> HttpResponse:
    """Make a code with which a tablet is enrolled, and show it this once."""
    row, form = opening_for(request, opening), TabletForm(request.POST)
    if not form.is_valid():
        return show(request, row, UNPROCESSABLE, form=form)
    name, lists, at = form.cleaned_data["name"], form.cleaned_data["lists"], clock.now()
    names = lists and not row.run.drill
    try:
        tablet, code = tablets.prepare(row.pk, name, by=request.actor, at=at, lists=lists)
    except tablets.CannotEnrol:
        return show(request, row, CONFLICT, problem=NO_MORE)
    address = request.build_absolute_uri(reverse("shelters:tablet"))
    made = {"tablet": tablet, "code": code, "address": address, "qr": qr_svg(f"{address}#{code}")}
    key = keeping.show_key(row.pk, anew=False, by=request.actor, at=at) if names else ""
    return show(request, row, made=made, names_key=_printed(key))


@open_to(CLERKS)
@never_cache
@require_POST
def names_key(request: PageRequest, opening: UUID) -> HttpResponse:
    """Show the key to the lists of names, or make it anew; it is shown this once."""
    row, anew = opening_for(request, opening), request.POST.get("act") == "renew"
    try:
        key = keeping.show_key(row.pk, anew=anew, by=request.actor, at=clock.now())
    except keeping.CannotShowKey:
        return show(request, row, CONFLICT, problem=NO_KEY)
    return show(request, row, names_key=_printed(key))


def _printed(key: str) -> dict[str, str] | None:
    return {"spaced": keys.spaced(key), "qr": qr_svg(key)} if key else None


@open_to(CLERKS)
@require_POST
def revoke(request: PageRequest, tablet: UUID) -> HttpResponse:
    """Stop a tablet."""
    row = Tablet.objects.filter(pk=tablet).first()
    if row is None:
        raise Http404
    opening = opening_for(request, row.opening_id)
    tablets.revoke(row.pk, by=request.actor, at=clock.now())
    messages.success(
        request, "端末を止めました。まだ送っていない記録は、届いたらここで確かめます。"
    )
    return redirect("shelters:desk", opening.pk)


@open_to(CLERKS)
@require_POST
def settle(request: PageRequest, entry: UUID, act: str) -> HttpResponse:
    """Take in, or drop, what a stopped tablet handed in."""
    row = Entry.objects.filter(pk=entry).first()
    if row is None or act not in {"accept", "drop"}:
        raise Http404
    opening = opening_for(request, row.opening_id)
    desk.settle(row.pk, accept=act == "accept", by=request.actor, at=clock.now())
    messages.success(
        request, "取り込みました。" if act == "accept" else "取り込まないことにしました。"
    )
    return redirect("shelters:desk", opening.pk)
