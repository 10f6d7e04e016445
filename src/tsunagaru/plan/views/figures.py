"""Figures from outside, entered by staff and shown as entered (外部の統計)."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to, staff_with
from tsunagaru.plan.forms import Day
from tsunagaru.plan.models import ExternalFigure, PlannedSource
from tsunagaru.plan.queries.published import ENTERS, Source, sources
from tsunagaru.plan.rules.published import Found
from tsunagaru.plan.services.measuring import enter_figure

UNFIT = 422


class FigureForm(forms.Form):
    """One figure with its day and source (統計の入力)."""

    name = forms.ChoiceField(label="統計", error_messages={"required": "統計を選んでください。"})
    on = Day(
        label="時点",
        max_length=40,
        help_text="例：令和8年4月1日、2026-04-01",
        error_messages={
            "required": "時点を入力してください。",
            "invalid": "日付を正しく入力してください。",
        },
    )
    value = forms.DecimalField(
        label="値",
        help_text="数字だけを入力してください。例：17500",
        min_value=0,
        max_digits=17,
        decimal_places=3,
        error_messages={
            "required": "値を入力してください。",
            "invalid": "数字で入力してください。",
        },
    )
    note = Line(
        label="出典",
        help_text="例：住民基本台帳（令和8年4月1日現在）",
        max_length=200,
        needed="出典を入力してください。",
    )


@open_to(staff_with(*ENTERS))
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: PageRequest) -> HttpResponse:
    """List the figures and take a new one."""
    form = _form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        enter_figure(
            given["name"],
            on=given["on"],
            value=given["value"],
            note=given["note"],
            by=request.actor,
            at=clock.now(),
        )
        return redirect("plan:figures")
    return _page(request, form)


def show_found(request: PageRequest, source: Source, found: Found) -> HttpResponse:
    """Show a figure found in a table in the boxes, for somebody to check and to enter."""
    on = f"{found.on.year}年{found.on.month}月{found.on.day}日" if found.on else ""
    filled = {"name": source.name, "on": on, "value": found.value, "note": source.table.title}
    return _page(request, _form(None, filled), found=source)


def _form(sent: Mapping[str, object] | None, filled: dict[str, object] | None = None) -> FigureForm:
    form = FigureForm(sent, initial=filled)
    form.fields["name"].choices = list(_names().items())  # type: ignore[attr-defined]  # a ChoiceField
    return form


def _names() -> dict[str, str]:
    return {row.name: row.shape["description"] for row in PlannedSource.objects.filter(kind="ext")}


def _page(request: PageRequest, form: FigureForm, found: Source | None = None) -> HttpResponse:
    names = _names()
    rows = [(names.get(row.name, row.name), row) for row in ExternalFigure.objects.all()]
    context = {"form": form, "rows": rows, "found": found, "tables": sources()}
    status = UNFIT if form.errors else 200
    return render(request, "plan/staff/figures.html", context, status=status)
