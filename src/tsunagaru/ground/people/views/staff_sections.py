"""Sections, staff and their roles, for the staff (課と職員)."""

from collections.abc import Mapping

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import AbsenceForm, GrantForm
from tsunagaru.ground.people.models import Section
from tsunagaru.ground.people.models.staff import ROLE_NAMES
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, Actor, Role, open_to

TOWN = "town"


def roles_to_give(actor: Actor, code: str) -> list[tuple[str, str]]:
    """Return the roles an actor may give in a section, as choices of a form."""
    where = "" if code == TOWN else code
    fitting = [role for role in Role if (role in services.TOWN_WIDE) == (where == "")]
    return [(r.value, ROLE_NAMES[r]) for r in fitting if services.may_grant(actor, r, where)]


def staff_choices(code: str) -> list[tuple[str, str]]:
    """Return the members of a section, or of all, as choices of a form."""
    codes = [s.code for s in queries.sections()] if code == TOWN else [code]
    people = [person for one in codes for person in queries.staff_of(one)]
    return [(str(p.id), f"{p.name}（{p.section_name}）") for p in people]


def grant_form(actor: Actor, code: str, data: object = None) -> GrantForm | None:
    """Return the form to give a role in a section, or None for those who may not."""
    roles = roles_to_give(actor, code)
    if not roles:
        return None
    form = GrantForm(data or None, prefix="grant")  # type: ignore[arg-type]  # a QueryDict or nothing
    form.fields["role"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField
    form.fields["staff"].choices = staff_choices(code)  # type: ignore[attr-defined]  # likewise
    return form


def absence_form(actor: Actor, code: str, data: object = None) -> AbsenceForm | None:
    """Return the form to enter an absence; clerks see only themselves in it."""
    choices = staff_choices(code)
    if not actor.has(Role.DX_OFFICE) and code not in actor.sections(Role.HEAD):
        choices = [choice for choice in choices if choice[0] == str(actor.staff)]
    if not choices or code == TOWN:
        return None
    form = AbsenceForm(data or None, prefix="absence")  # type: ignore[arg-type]  # a QueryDict or nothing
    form.fields["staff"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
    return form


@open_to(STAFF)
@never_cache
@require_safe
def sections(request: PageRequest) -> HttpResponse:
    """List the sections with who heads them today."""
    today = clock.day_of(clock.now())
    rows = [(s, queries.acting_head(s.code, today)) for s in queries.sections()]
    page = {"rows": rows, "may_join": request.actor.has(Role.DX_OFFICE)}
    return render(request, "people/sections.html", page)


@open_to(STAFF)
@never_cache
@require_safe
def section(request: PageRequest, code: str) -> HttpResponse:
    """Show who works in a section, with which roles, and who is away."""
    forms = {
        "grants": grant_form(request.actor, code),
        "absences": absence_form(request.actor, code),
    }
    return show_section(request, code, forms)


def show_section(
    request: PageRequest, code: str, forms: Mapping[str, Form | None], status: int = 200
) -> HttpResponse:
    """Draw a section's page with these forms."""
    at = clock.now()
    try:
        shown = queries.SectionView(TOWN, "町全体") if code == TOWN else queries.section(code)
    except Section.DoesNotExist:
        raise Http404 from None
    day = clock.day_of(at)
    page = {
        "section": shown,
        "staff": queries.staff_of(code, day=day),
        "grants": [
            (
                grant,
                queries.staff(grant.staff_id, day=day),
                _may_take(request.actor, grant.role, code),
            )
            for grant in queries.grants_in("" if code == TOWN else code, at)
        ],
        "absences": queries.absences(code, day),
        "named": code != TOWN,
        "deputies": [queries.staff(id_, day=day) for id_ in queries.deputies_of(code)],
        "may_name": services.may_name_deputies(request.actor, code),
        "may_reset": request.actor.has(Role.DX_OFFICE),
        "forms": forms,
    }
    return render(request, "people/section.html", page, status=status)


def _may_take(actor: Actor, role: str, code: str) -> bool:
    return any(role == value for value, _ in roles_to_give(actor, code))
