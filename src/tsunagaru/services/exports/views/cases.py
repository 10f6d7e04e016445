"""Taking the list of cases out as a table (案件の書き出し)."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.exports import queries
from tsunagaru.services.exports.forms import ExportForm
from tsunagaru.services.exports.gateways import sheets
from tsunagaru.services.exports.gateways.sheets import Cell
from tsunagaru.services.exports.services.taking import Asked, CannotExport, take_out

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCOPES = {"open": "処理中", "closed": "完結したもの", "all": "すべて"}
LONGEST_SEARCH = 40


@open_to(staff_with(Role.CLERK, Role.HEAD))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: PageRequest) -> HttpResponseBase:
    """Ask what is to be taken out; on POST record it and hand it over."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    which = request.GET.get("which", "")
    which = which if which in SCOPES else "open"
    form = ExportForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form, words, which)
    asked = form.asked(words, which)
    try:
        what = take_out(asked, by=request.actor, at=clock.now())
    except CannotExport:
        form.add_error("form", "5,000件を超えるときは、CSVを選んでください。")
        return _ask(request, form, words, which)
    return _hand_over(request, asked, what)


def _ask(request: PageRequest, form: ExportForm, words: str, which: str) -> HttpResponse:
    context = {
        "form": form,
        "words": words,
        "scope": SCOPES[which],
        "which": which,
        "count": len(cases.ids_in_queue(request.actor, words=words, which=which)),
        "columns": [column.header for column in queries.layout().cases],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "exports/staff/cases.html", context, status=status)


def _hand_over(request: PageRequest, asked: Asked, what: queries.Wanted) -> HttpResponseBase:
    today = clock.day_of(clock.now())
    shape = queries.layout()
    lines = queries.taken(request.actor, what, shape, today=today)
    headers = [column.header for column in shape.cases]
    answer: HttpResponseBase
    if asked.form == "xlsx":
        content = sheets.workbook(_sheets(headers, what, list(lines)))
        answer = HttpResponse(content, content_type=XLSX)
    else:
        rows = _flat(headers, what, lines)
        answer = StreamingHttpResponse(
            sheets.csv_lines(rows), content_type="text/csv; charset=utf-8"
        )
    name = f"cases-{today.isoformat()}.{asked.form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _flat(
    headers: list[str], what: queries.Wanted, lines: Iterator[queries.Taken]
) -> Iterator[Sequence[Cell]]:
    """Yield one table: the answers of each version stand in columns of their own."""
    places, width = {}, 0
    names: list[str] = []
    for one in what.columns:
        places[one.version] = width
        width += len(one.columns)
        names += [f"{one.mark} {label}（{code}）" for code, label in one.columns]
    yield [*headers, *names]
    for line in lines:
        before = places.get(line.version, 0) if line.version else 0
        after = max(0, width - before - len(line.answers))
        yield [*line.cells, *[""] * before, *line.answers, *[""] * after]


def _sheets(
    headers: list[str], what: queries.Wanted, lines: list[queries.Taken]
) -> dict[str, list[Sequence[Cell]]]:
    """Return a sheet of cases and one for the answers of each version."""
    found: dict[str, list[Sequence[Cell]]] = {"案件": [headers, *(line.cells for line in lines)]}
    for one in what.columns:
        titles = [headers[0], *(f"{label}（{code}）" for code, label in one.columns)]
        mine = [[line.cells[0], *line.answers] for line in lines if line.version == one.version]
        found[one.mark] = [titles, *mine]
    return found
