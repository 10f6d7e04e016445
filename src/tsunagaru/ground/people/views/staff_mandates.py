"""Recording at the counter who may act for a resident (窓口での代理の登録)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import CounterMandateForm
from tsunagaru.ground.people.models import Mandate, Resident
from tsunagaru.ground.people.models.mandates import DOCUMENTS, GROUNDS
from tsunagaru.ground.people.rules.mandates import Ground
from tsunagaru.ground.people.views.mandates import procedure_choices
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with

CLERKS = staff_with(Role.CLERK, Role.HEAD)
UNFIT = (
    "この内容では登録できません。保護者は未成年の人についてだけ登録できます。"
    "代理人の期間は今日から5年以内です。二人とも町に住んでいることを確かめてください。"
)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resident_mandates(request: PageRequest, resident: UUID) -> HttpResponse:
    """List a resident's mandates; with ``resident=ID`` of another person, record one."""
    at = clock.now()
    person, other = _seen(request, resident), _chosen(request, resident)
    form = CounterMandateForm(
        request.POST or None,
        day=clock.day_of(at),
        procedures=procedure_choices("ja"),
        every="すべての手続き",
    )
    if request.method == "POST" and other and form.is_valid():
        told = services.CounterMandate(
            principal=resident,
            proxy=other.id,
            ground=Ground(form.cleaned_data["ground"]),
            document=form.cleaned_data["document"],
            terms=form.terms(),
        )
        try:
            services.record_mandate(told, by=request.actor, at=at)
        except services.CannotMandate:
            form.add_error("ground", UNFIT)
        else:
            messages.success(request, "代理を登録しました。")
            return redirect("people:resident_mandates", resident=resident)
    page = {
        "person": person,
        "other": other,
        "form": form,
        "rows": [
            (row, GROUNDS[Ground(row.ground)], DOCUMENTS.get(row.document, "オンラインでの確認"))
            for row in queries.mandates_of(resident, at)
        ],
        "household": list(queries.household_of(resident, day=clock.day_of(at))),
    }
    return render(request, "people/staff_mandates.html", page, status=400 if form.errors else 200)


def _seen(request: PageRequest, resident: UUID) -> queries.ResidentView:
    try:
        return services.view_resident(resident, by=request.actor, at=clock.now())
    except Resident.DoesNotExist:
        raise Http404 from None


def _chosen(request: PageRequest, resident: UUID) -> queries.ResidentView | None:
    """Return who was chosen as proxy on the page of the search."""
    text = request.POST.get("resident", request.GET.get("resident", ""))
    if not text or text == str(resident):
        return None
    try:
        return _seen(request, UUID(text))
    except ValueError:
        raise Http404 from None


@open_to(CLERKS)
@require_POST
def end_resident_mandate(request: PageRequest, mandate: UUID) -> HttpResponse:
    """Take a mandate back at the counter."""
    row = Mandate.objects.filter(pk=mandate).first()
    try:
        services.end_mandate(mandate, by=request.actor, at=clock.now())
    except services.CannotMandate:
        raise Http404 from None
    messages.success(request, "代理を取り消しました。")
    side = row.principal_id or row.proxy_id if row else None
    return redirect("people:resident_mandates", resident=side)
