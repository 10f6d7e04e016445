"""What may be added to a form (追加できる項目の種類)."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules.kinds import KINDS
from tsunagaru.services.procedures.rules.scopes import CHECK, CHECK_KINDS
from tsunagaru.services.procedures.rules.trees import CannotEdit, label_of, pages_of, place_of_page
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD"])
@on_form
def kinds(request: PageRequest, found: Editing, where: str) -> HttpResponse:
    """Choose the kind of a new field, each explained."""
    page_of(found, where)
    inside = request.GET.get("group", "")[:60]
    listed = [one for one in kinds_of(found).items() if not (inside and one[0] == "group")]
    return page(request, "kinds", found, {"kinds": listed, "where": where, "group": inside})


def kinds_of(found: Editing) -> dict[str, tuple[str, str]]:
    """Return the kinds that the form may have: the check asks nothing personal."""
    return {one: told for one, told in KINDS.items() if found.scope != CHECK or one in CHECK_KINDS}


def page_of(found: Editing, where: str) -> str:
    """Return what a page is called; Http404 when there is none."""
    try:
        return label_of(pages_of(found.form_tree)[place_of_page(found.form_tree, where)])
    except CannotEdit as error:
        raise Http404 from error
