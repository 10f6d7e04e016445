"""What the applicant hears of those who sign as well (連署のお知らせ)."""

from django.urls import reverse

from tsunagaru.engines.applications.events import (
    CosignatureAnswered,
    CosignaturesEnded,
    CosignaturesReminded,
    HandInStopped,
)
from tsunagaru.engines.applications.queries.applications import draft_row
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ui.phrases import say

News = CosignatureAnswered | CosignaturesReminded | CosignaturesEnded | HandInStopped
WORDS: dict[type[News], tuple[str, str]] = {
    CosignatureAnswered: (
        "署名を断られました",
        "このままでは申請されません。内容を直すか相談して、もう一度署名を依頼してください。",
    ),
    CosignaturesReminded: (
        "署名の期限が近づいています",
        "まだ署名していない方がいます。署名する方に声をかけてください。",
    ),
    CosignaturesEnded: (
        "署名の期限が過ぎました",
        "もう一度署名を依頼するか、申請をやめるかを選んでください。",
    ),
    HandInStopped: (
        "署名のあとに申請できませんでした",
        "署名はそろっています。状況を確かめて、申請してください。",
    ),
}
"""What happened, for the title, and what to do about it."""


def tell_of_cosigning(event: News) -> None:
    """Tell the applicant what happened and what to do; that it is not handed in yet (通知)."""
    row = draft_row(event.subject)
    told = getattr(event, "answer", "refused") == "refused"
    if row is None or not told or getattr(event, "outcome", "") == "changed":
        return
    definition = form_of(row.version_id).definition
    email = row.answers.get(definition.email_field or "") or ""
    if row.resident_id is None and not email:
        return
    news, advice = WORDS[type(event)]
    messages.send(
        event=event.id,
        template="application_cosigning",
        values={
            "procedure": definition.name.text.in_language(row.language),
            "news": say(news, row.language),
            "advice": say(advice, row.language),
        },
        about=row.pk,
        at=event.at,
        resident=row.resident_id,
        email=str(email),
        language=row.language,
        url=reverse("applications:draft", args=[row.pk]),
    )
