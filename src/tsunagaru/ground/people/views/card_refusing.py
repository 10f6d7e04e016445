"""Saying that the card provider's answer was not taken (カードで確認できなかったとき)."""

from django.http import HttpResponse
from django.shortcuts import render

from tsunagaru.ground.people.gateways.signing import kept_way
from tsunagaru.ground.people.rules.card import Why
from tsunagaru.ground.people.views.sign_in import TOO_MANY_REQUESTS
from tsunagaru.ground.ui.requests import PageRequest

OVER = "この画面は、もう使えません。はじめからやり直してください。"
DOUBT = "カードの確認の結果を確かめられなかったため、受け付けませんでした。もう一度お試しください。"
SENTENCES = {
    Why.CANCELLED: "カードの読み取りが中止されました。",
    Why.REACH: "カードの認証サーバーにつながりません。しばらく待ってからお試しください。",
    Why.LIMIT: "カードの読み取りが続いたため、しばらく受け付けられません。"
    "10分ほど待ってからお試しください。",
    **dict.fromkeys((Why.STATE, Why.BROWSER, Why.REPLAY, Why.LATE), OVER),
}
STATUSES = {Why.REACH: 503, Why.LIMIT: TOO_MANY_REQUESTS}
REFUSED = 400


def refuse(request: PageRequest, why: Why) -> HttpResponse:
    """Say that the answer was not taken, and what to do now."""
    page = {"sentence": SENTENCES.get(why, DOUBT), "back": kept_way(request)}
    return render(request, "people/card_refused.html", page, status=STATUSES.get(why, REFUSED))
