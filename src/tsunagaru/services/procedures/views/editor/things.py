"""One outcome, verdict, part, check and so on (決定・結果・記入・確認の編集)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.folder import Problem
from tsunagaru.services.procedures.forms.conditions import Typed, typed_in
from tsunagaru.services.procedures.forms.items import GROUPS, NOUNS
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import items
from tsunagaru.services.procedures.rules.conditions import CannotCompose
from tsunagaru.services.procedures.rules.items import Shelf
from tsunagaru.services.procedures.rules.trees import Tree
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE, Attempt, change
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page
from tsunagaru.services.procedures.views.editor.thing_forms import Thing, form_of, thing_of
from tsunagaru.services.procedures.views.editor.thing_page import beside, context_of, wanted_of


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def thing(request: PageRequest, found: Editing, what: str, key: str) -> HttpResponse:
    """Change one thing of a row, or add one."""
    group = next((one for one, (_, whats) in GROUPS.items() if what in whats), "")
    if not group:
        raise Http404
    back = reverse("procedures:form_things", args=[found.code, group])
    return _answer(request, found, thing_of(found, Shelf(what), key), back)


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def check(request: PageRequest, found: Editing, field: str, key: str) -> HttpResponse:
    """Change one check of a question, or add one."""
    back = reverse("procedures:form_field", args=[found.address, field])
    return _answer(request, found, thing_of(found, Shelf(items.CHECK, field), key), back)


def _answer(request: PageRequest, found: Editing, one: Thing, back: str) -> HttpResponse:
    typed = typed_in(request.POST) if request.method == "POST" else one.read()
    form = form_of(found, one, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(request, "thing", found, context_of(found, one, form, typed))
    seen = request.POST.get("seen", "")[:16]
    if "refresh" in request.POST:
        form = form_of(found, one, None, initial=request.POST)
        return page(request, "thing", found, context_of(found, one, form, typed.more(), seen))
    if "remove" in request.POST:
        went = change(request, found, lambda tree: items.remove(tree, one.shelf, seen))
    else:
        went, typed = _save(request, found, one, typed, seen)
    if went.done:
        done = "削除しました。" if "remove" in request.POST else "保存しました。"
        messages.success(request, f"{NOUNS[one.shelf.what]}を下書きに{done}")
        return redirect(back)
    form = form_of(found, one, request.POST)
    told, went = beside(form, one, went)
    return page(request, "thing", found, context_of(found, one, form, typed, seen, told), went)


def _save(
    request: PageRequest, found: Editing, one: Thing, typed: Typed, seen: str
) -> tuple[Attempt, Typed]:
    form = form_of(found, one, request.POST)
    try:
        wanted = wanted_of(form, typed)
    except CannotCompose as error:
        path = (one.shelf.key, one.place, form.condition)
        told = Problem("", 0, path, str(error), "The boxes make no condition.")
        return Attempt((told.ja,), UNUSABLE, problems=(told,)), typed
    if not form.is_valid():
        return Attempt(status=UNUSABLE), typed

    def write(item: Tree) -> None:
        form.write(item, wanted)

    if one.new:
        went = change(request, found, lambda tree: items.add(tree, one.shelf, write))
    else:
        went = change(request, found, lambda tree: items.change(tree, one.shelf, seen, write))
    return went, typed.as_text(wanted)
