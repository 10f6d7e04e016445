"""An application for account transfers that came on paper (書面の申込み), entered by accounts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import PaperForm, PostalPaperForm
from tsunagaru.engines.payments.queries.setup import keeps_the_books
from tsunagaru.engines.payments.services.agreements import CannotAgree
from tsunagaru.engines.payments.views.agreement import at_post
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

UNFIT = 422


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def on_paper(request: PageRequest) -> HttpResponse:
    """Enter an application that came on paper."""
    keeper = keeps_the_books(request.actor)
    post = at_post(request)
    form = _form(request, post=post)
    status = 200
    if request.method == "POST":
        status = UNFIT
        made = _enter(request, form) if keeper and form.is_valid() else None
        if made is not None:
            messages.success(request, "書面の申込みを登録しました。")
            return redirect("payments:staff_agreement", made)
    context = {"form": form, "keeper": keeper, "post": post}
    return render(request, "payments/staff/agreement_new.html", context, status=status)


def _form(request: PageRequest, *, post: bool) -> PaperForm | PostalPaperForm:
    """Return the form for the bank that was chosen, with what was sent."""
    if post:
        return PostalPaperForm(request.POST if request.method == "POST" else None)
    return PaperForm(request.POST if request.method == "POST" else None)


def _enter(request: PageRequest, form: PaperForm | PostalPaperForm) -> UUID | None:
    """Return the new application; None with the mistake added to the form."""
    kana, birth_on = form.cleaned_data["name_kana"], form.cleaned_data["birth_on"]
    now = clock.now()
    found = people.search_residents(
        by=request.actor, at=now, kana=kana, birth_on=birth_on, page="transfers"
    )
    if len(found) != 1:
        words = "ひとりに決まりません" if found else "見つかりません"
        form.add_error("name_kana", f"このフリガナと生年月日の住民が{words}。")
        return None
    try:
        return services.ask_for_transfers(
            found[0].id, form.account, channel="paper", at=now, by=request.actor
        )
    except CannotAgree as refusal:
        form.add_error(None, refusal.sentence)
        return None
