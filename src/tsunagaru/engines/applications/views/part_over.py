"""What a third party reads when there is nothing to fill in (記入できないときの画面)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries.access import is_theirs
from tsunagaru.engines.applications.queries.parts import over_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import Over
from tsunagaru.engines.applications.views import late
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import local

SENTENCES = {
    Over.GIVEN: "すでに受け取りました。内容を直したいときは、町の担当課にご連絡ください。",
    Over.DECLINED: (
        "「書けない」とのお返事を受け取っています。"
        "書けるようになったときは、依頼した方に新しいリンクをお求めください。"
    ),
    Over.REVOKED: "依頼した方が依頼を取り消しました。入力の必要はありません。",
    Over.REPLACED: (
        "新しいリンクが作られたため、このリンクとコードは使えません。"
        "新しいリンクから開いてください。途中まで入力した内容は残っています。"
    ),
    Over.LATE: (
        "期限の{day}を過ぎたため、入力できません。依頼した方に新しいリンクをお求めください。"
        "途中まで入力した内容は残っています。"
    ),
    Over.WITHDRAWN: "申請が取り下げられました。入力の必要はありません。",
    Over.DECIDED: "この申請の結果が出たため、入力の必要はありません。",
    Over.OWN: (
        "このリンクは、記入する方に送るためのものです。申請した方ご本人は記入できません。"
        "リンクをコピーして、記入する方に伝えてください。"
    ),
}


def sentence_of(row: Contribution, language: str, why: Over | None = None) -> str:
    """Return why a part takes nothing, in the reader's language; empty while it does."""
    why = why or over_of(row, clock.now())
    day = date_format(local(row.expires_at), "DATE_FORMAT")
    return say(SENTENCES[why], language, day=day) if why else ""


def is_applicant(request: PageRequest, row: Contribution) -> bool:
    """Tell whether it is the applicant, who passes the link on and fills nothing in."""
    about = row.application
    return is_theirs(about, request.actor, clock.now()) or bool(code_in(request, about.draft_id))


def _late(shape: PartShape | None) -> late.Late:
    return late.OFFICE_PART if shape and shape.by_office else late.PART


def part_over(request: PageRequest, row: Contribution, why: Over | None = None) -> HttpResponse:
    """Say why there is nothing to fill in, and whom to ask."""
    definition = form_of(row.application.version_id).definition
    why = why or over_of(row, clock.now())
    context = frame(
        request,
        row=row,
        procedure=definition,
        late=_late(definition.part(row.part)) if why is Over.LATE else None,
        part=definition.part(row.part),
        sentence=sentence_of(row, request.language, why),
        office=people.office_of(definition.section),
    )
    return render(request, "applications/part_over.html", context, status=404)
