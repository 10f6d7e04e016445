"""One procedure of the register (台帳の1件): entered and changed by staff."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.kernel.folder.tables import Table, read_table
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.definitions import RegisterRow, check_rows
from tsunagaru.services.procedures.forms import EntryForm
from tsunagaru.services.procedures.views.seal_page import may_decide

BLANK = {"kind": "application", "seal": "none", "seal_basis": "none", "volume_source": ""}


@open_to(staff_with(Role.DX_OFFICE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PageRequest) -> HttpResponse:
    """Enter a procedure the register does not have yet."""
    if request.method != "POST":
        return _page(request, EntryForm(initial=BLANK, has_form=False, new=True), None)
    form = EntryForm(request.POST, has_form=False, new=True)
    row = _read(form, {}) if form.is_valid() else None
    if row is not None and queries.row(row.code):
        form.add_error("code", f"「{row.code}」は、すでに台帳にあります。")
    if row is None or form.errors:
        return _page(request, form, None)
    services.change(row, at=clock.now())
    messages.success(request, f"「{row.name}」を台帳に登録しました。")
    return redirect("procedures:entry", code=row.code)


@open_to(staff_with(Role.HEAD, Role.DX_OFFICE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: PageRequest, code: str) -> HttpResponse:
    """Show one procedure with the history of its seal, and change it."""
    row = queries.row(code)
    if row is None or not may_decide(request.actor, row.section):
        raise Http404
    has_form = row.form == row.code
    known = _texts(row)
    if request.method != "POST":
        initial = known | {name: known[name].split() for name in ("channels", "seal_needs")}
        return _page(request, EntryForm(initial=initial, has_form=has_form, new=False), row)
    form = EntryForm(request.POST, has_form=has_form, new=False)
    changed = _read(form, known) if form.is_valid() else None
    if changed is not None and not may_decide(request.actor, changed.section):
        form.add_error("section", "ほかの課に移すときは、DX推進部門に依頼してください。")
    if changed is None or form.errors:
        return _page(request, form, row)
    number = services.change(changed, at=clock.now())
    messages.success(request, "変更しました。" if number else "変わったところはありません。")
    return redirect("procedures:entry", code=code)


def _texts(row: RegisterRow) -> dict[str, str]:
    values = row.model_dump(mode="json") | {"national": "true" if row.national else "false"}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _read(form: EntryForm, known: dict[str, str]) -> RegisterRow | None:
    """Return what was typed as a row; None with the mistakes added to the form."""
    values = known | form.texts()
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([list(values), list(values.values())])
    table: Table[RegisterRow] = read_table("台帳", out.getvalue().encode(), RegisterRow)
    check_rows(table)
    if (
        table.rows
        and (forms := table.rows[0].form)
        and not any(row.form == forms for row in queries.rows())
    ):
        table.refuse(0, "form", f"様式「{forms}」はありません。", "There is no such form.")
    for problem in table.problems:
        column = str(problem.path[0]) if problem.path else ""
        form.add_error(column if column in form.fields else None, problem.ja)
    return None if table.problems else table.rows[0]


def _page(request: PageRequest, form: EntryForm, row: RegisterRow | None) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "line": next((o for o in queries.register(at=clock.now()) if row and o.row == row), None),
        "history": queries.history(row.code) if row else [],
        "wrong": list(form.non_field_errors()),
    }
    status = 400 if form.errors else 200
    return render(request, "procedures/staff/entry.html", context, status=status)
