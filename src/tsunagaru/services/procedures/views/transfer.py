"""The register as a spreadsheet, out and in (台帳の書き出しと取り込み)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.files import api as files
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, Role, open_to, staff_with
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.forms import UploadForm
from tsunagaru.services.procedures.queries import COLUMNS
from tsunagaru.services.procedures.queries.sheet import CannotReadSheet
from tsunagaru.services.procedures.services import Checked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PROBLEMS, MOST_CHANGES = 200, 500


@open_to(STAFF)
@require_http_methods(["GET", "HEAD"])
def export(request: PageRequest) -> HttpResponse:
    """Hand the whole register over as CSV or as a workbook."""
    sheet = queries.sheet(queries.rows())
    if request.GET.get("as") == "xlsx":
        answer = HttpResponse(files.write_xlsx(sheet, title="手続台帳"), content_type=XLSX)
        name = "register.xlsx"
    else:
        answer = HttpResponse(files.write_csv(sheet), content_type="text/csv; charset=utf-8")
        name = "register.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@open_to(staff_with(Role.DX_OFFICE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: PageRequest) -> HttpResponse:
    """Take a table, show what is wrong or what would change, and change it when confirmed."""
    if "confirm" in request.POST:
        return _confirm(request)
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    return _page(request, form, _checked(form) if form.is_valid() else None)


def _checked(form: UploadForm) -> Checked | None:
    """Return what the uploaded table says; None with the mistake added to the form."""
    try:
        text = queries.to_canonical(files.read_table(form.cleaned_data["table"].read()))
    except (files.CannotReadTable, CannotReadSheet) as error:
        form.add_error("table", str(error))
        return None
    return services.check(text, sections=_sections())


def _confirm(request: PageRequest) -> HttpResponse:
    text = request.POST.get("content", "")
    seen = request.POST.get("seen", "")
    try:
        changed = services.replace(text, seen=seen, sections=_sections(), at=clock.now())
    except services.CannotChange:
        wrong = "確かめたあとで台帳が変わりました。もう一度、違いを確かめてください。"
        found = services.check(text, sections=_sections())
        return _page(request, UploadForm(), found, wrong=wrong)
    messages.success(request, f"台帳を更新しました（{changed}か所）。")
    return redirect("procedures:register")


def _sections() -> Sequence[str]:
    return list(queries.section_names())


def _page(
    request: PageRequest, form: UploadForm, found: Checked | None = None, *, wrong: str = ""
) -> HttpResponse:
    problems = found.problems if found else ()
    context = {
        "form": form,
        "found": found,
        "problems": [
            (one.line, COLUMNS.get(str(one.path[0]), str(one.path[0])) if one.path else "", one.ja)
            for one in problems[:MOST_PROBLEMS]
        ],
        "changes": list(found.changes[:MOST_CHANGES]) if found else [],
        "columns": list(COLUMNS.values()),
        "wrong": [wrong] if wrong else [],
    }
    bad = request.method == "POST" and (found is None or bool(problems) or bool(wrong))
    return render(request, "procedures/staff/bring_in.html", context, status=400 if bad else 200)
