"""What happens to a person at a shelter (外出・戻り・退所・まとめる)."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.rules.states import Kind
from tsunagaru.services.shelters.services import desk
from tsunagaru.services.shelters.views.staff import CLERKS
from tsunagaru.services.shelters.views.staff_people import TWO, person_for

DONE = {
    Kind.OUT: "外出を記録しました。",
    Kind.BACK: "戻りを記録しました。",
    Kind.LEAVE: "退所を記録しました。",
}


@open_to(CLERKS)
@require_POST
def move(request: PageRequest, evacuee: UUID, kind: str) -> HttpResponse:
    """Note that somebody went out, came back or left; a form sent twice counts once."""
    row = person_for(request, evacuee)
    wanted = next((one for one in DONE if one.value == kind), None)
    if wanted is None:
        raise Http404
    key = _uuid(request.POST.get("key", "")) or uuid4()
    desk.move(row.pk, wanted, key=key, by=request.actor, at=clock.now())
    messages.success(request, DONE[wanted])
    return redirect("shelters:person", row.pk)


@open_to(CLERKS)
@require_POST
def merge(request: PageRequest, evacuee: UUID) -> HttpResponse:
    """Say that two entered people are one."""
    row = person_for(request, evacuee)
    other = _uuid(request.POST.get("other", ""))
    if other is None:
        raise Http404
    person_for(request, other)
    try:
        desk.merge(row.pk, other, by=request.actor, at=clock.now())
    except desk.CannotMerge:
        messages.warning(request, TWO)
    else:
        messages.success(request, "一人にまとめました。両方の記録が下に残っています。")
    return redirect("shelters:person", row.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
