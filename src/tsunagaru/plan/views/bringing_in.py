"""Taking a figure from a published table (公表された表の取り込み): found, shown, then entered."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.files import api as files
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to, staff_with
from tsunagaru.plan.queries.published import ENTERS, Source, sources
from tsunagaru.plan.rules.published import CannotFindFigure, Found, find
from tsunagaru.plan.views.figures import UNFIT, show_found


class TableForm(forms.Form):
    """A published table and the figure wanted from it (公表された表)."""

    name = forms.ChoiceField(
        label="取り込む統計", error_messages={"required": "統計を選んでください。"}
    )
    table = forms.FileField(
        label="公表された表のファイル",
        help_text="Excelのブック（.xlsx）か、CSV。2MBまで。ブックは1枚目のシートを読みます。",
        error_messages={
            "required": "ファイルを選んでください。",
            "empty": "ファイルが空です。",
        },
    )

    def read(self, known: Sequence[Source]) -> tuple[Source, Found] | None:
        """Return the figure found; None with the mistake added to the form."""
        chosen = next(one for one in known if one.name == self.cleaned_data["name"])
        try:
            cells = files.read_table(self.cleaned_data["table"].read(), results=True)
            return chosen, find(cells, chosen.place)
        except (files.CannotReadTable, CannotFindFigure) as error:
            self.add_error("table", str(error))
            return None


@open_to(staff_with(*ENTERS))
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: PageRequest) -> HttpResponse:
    """Take a table; show the figure found in the form for entering it."""
    known = sources()
    choices = [(one.name, one.description) for one in known]
    only = {"name": known[0].name} if len(known) == 1 else {}
    asked = {**only, **request.GET.dict()}
    form = TableForm(request.POST or None, request.FILES or None, initial=asked)
    form.fields["name"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
    found = form.read(known) if form.is_valid() else None
    return show_found(request, *found) if found else _page(request, form, known)


def _page(request: PageRequest, form: TableForm, known: Sequence[Source]) -> HttpResponse:
    context = {"form": form, "known": known}
    status = UNFIT if request.method == "POST" else 200
    return render(request, "plan/staff/bring_in.html", context, status=status)
