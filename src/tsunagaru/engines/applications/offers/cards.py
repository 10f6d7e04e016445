"""The card on my page (マイページのカード)."""

from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.applications.queries.applications import DraftView, drafts_of
from tsunagaru.engines.applications.queries.standing import lines_of
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import CardLine, CardView

MOST = 3


def _standing(draft: DraftView) -> str:
    if draft.pressed_at:
        return "署名の確認を待っています"
    if draft.waits:
        return "署名を断られました" if draft.refused else "署名を待っています"
    return "署名の期限が過ぎました" if draft.late else "入力の途中"


def read_card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return the drafts and the latest applications of a resident."""
    if actor.resident is None:
        return None
    lines = [
        CardLine(
            text=draft.name.in_language(language),
            url=reverse("applications:draft", args=[draft.id]),
            note=say(_standing(draft), language),
        )
        for draft in drafts_of(actor.resident)[:MOST]
    ]
    lines += [
        CardLine(
            text=f"{line.application.name.in_language(language)}（{line.application.shown_number}）",
            url=reverse("applications:status", args=[line.application.id]),
            note=say(line.state, language) if line.state else "",
        )
        for line in lines_of(actor.resident)[:MOST]
    ]
    nothing = [
        CardLine(say("申請したものは、まだありません。", language)),
        CardLine(say("質問に答えて必要な手続きを見る", language), reverse("applications:guides")),
    ]
    return CardView(
        title=say("申請の一覧", language),
        lines=lines or nothing,
        more_url=reverse("applications:mine"),
        more_text=say("すべて見る", language),
    )
