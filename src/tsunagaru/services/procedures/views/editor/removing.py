"""Taking a field away in the editor (項目の削除), after showing what uses it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import editing
from tsunagaru.services.procedures.rules.trees import CannotEdit, label_of, referrers, spot_of
from tsunagaru.services.procedures.views.editor.attempts import change
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page

USES = {
    "when": "表示する条件",
    "page": "ページを表示する条件",
    "required": "必須になる条件",
    "compute": "計算",
    "check": "答えの確認",
    "fee": "手数料",
    "part": "ほかの人の記入を求める条件",
    "cosigner": "連署を求める条件",
    "verdict": "対象の確認の結果",
    "visit": "条件",
    "payment": "条件",
}


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def remove(request: PageRequest, found: Editing, field: str) -> HttpResponse:
    """Show what uses a field; on POST take it away."""
    try:
        label = label_of(spot_of(found.form_tree, field).field)
    except CannotEdit as error:
        raise Http404 from error
    went = None
    if request.method == "POST":
        drop = "drop_conditions" in request.POST
        went = change(
            request,
            found,
            lambda tree: editing.remove_field(tree, field, drop_conditions=drop),
        )
        if went.done:
            messages.success(request, f"「{label}」を下書きから削除しました。")
            return redirect("procedures:form", code=found.address)
    used = referrers(found.form_tree, field)
    context = {
        "label": label,
        "used": [(one, USES[one.kind]) for one in used],
        "fixed": any(not one.may_be_dropped for one in used),
    }
    return page(request, "remove", found, context, went)
