"""Figures from outside, entered by staff and shown as entered (外部の統計)."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.plan.forms import Day
from tsunagaru.plan.models import ExternalFigure, PlannedSource
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


@open_to(staff_with(Role.DX_OFFICE, Role.CIO))
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: PageRequest) -> HttpResponse:
    """List the figures and take a new one."""
    names = {row.name: row.shape["description"] for row in PlannedSource.objects.filter(kind="ext")}
    form = FigureForm(request.POST or None)
    form.fields["name"].choices = list(names.items())  # type: ignore[attr-defined]  # a ChoiceField
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
    rows = [(names.get(row.name, row.name), row) for row in ExternalFigure.objects.all()]
    status = UNFIT if form.errors else 200
    context = {"form": form, "rows": rows}
    return render(request, "plan/staff/figures.html", context, status=status)
