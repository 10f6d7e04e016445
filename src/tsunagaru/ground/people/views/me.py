"""My page: what the town knows of me, and changing it (登録情報)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.people import queries, rules, services
from tsunagaru.ground.people.forms import ProfileForm
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to


def me_of(request: PageRequest) -> queries.ResidentView:
    """Return the resident behind the request."""
    if request.actor.resident is None:
        raise Http404
    return queries.resident(request.actor.resident, day=clock.day_of(clock.now()))


def contact_changes(form: ProfileForm, person: queries.ResidentView) -> dict[str, object]:
    """Return what a form changes of a person's contact data, the address as one piece."""
    changes = {name: value for name, value in form.cleaned_data.items() if name != "channel"}
    parts = {part: changes.pop(part) for part in person.address_parts}
    return changes | {"address": parts if any(parts.values()) else {}}


@open_to(RESIDENTS)
@never_cache
@require_safe
def me(request: PageRequest) -> HttpResponse:
    """Show the profile, the household and the consents."""
    mine = me_of(request)
    given = {row.code: row for row in queries.consents_of(mine.id)}
    return render(
        request,
        "people/me.html",
        {
            "me": mine,
            "household": queries.household_of(mine.id, day=clock.day_of(clock.now())),
            "consents": [(consent, given.get(consent.code)) for consent in rules.CONSENTS],
        },
    )


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest) -> HttpResponse:
    """Change address and telephone."""
    mine = me_of(request)
    known = {**mine.address_parts, **vars(mine)}
    form = ProfileForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        changes = contact_changes(form, mine)
        services.change_profile(mine.id, changes, at=clock.now(), channel="online")
        messages.success(request, say("登録情報を変更しました。", request.language))
        return redirect("people:me")
    status = 400 if form.errors else 200
    return render(request, "people/edit.html", {"form": form}, status=status)


@open_to(RESIDENTS)
@never_cache
@require_POST
def consent(request: PageRequest, code: str) -> HttpResponse:
    """Give a consent, or take it back."""
    if code not in {known.code for known in rules.CONSENTS}:
        raise Http404
    mine = me_of(request)
    change = services.give_consent if "give" in request.POST else services.withdraw_consent
    change(mine.id, code, at=clock.now())
    return redirect("people:me")
