"""What residents find (入口・検索・マイページ)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import coming, path_of
from tsunagaru.engines.bookings.queries.resources import bookable, resources
from tsunagaru.engines.bookings.rules.states import LABELS, State
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.offers import CardLine, CardView, SearchDocument

LANGUAGES = ("ja", "ja-easy", "en")
MOST = 3
CANCELLING = (
    "サインインして予約したときは、自分の予約の一覧から選びます。",
    "サインインせずに予約したときは、予約のときに表示されたページか、届いたメールのリンクを開きます。",
    "ページが分からないときは、予約番号を確かめて、担当課へお電話ください。",
)
CANCEL_WORDS = (
    "予約の取り消し 予約の取消し 予約の取消 予約取消 予約を取り消す 予約取り消し 予約のキャンセル "
    "予約をキャンセルする 予約をやめる 予約の変更 予約を変える 予約の確認 予約番号 "
    "予約を取り消したい 予約をキャンセルしたい 予約を変えたい "
    "よやくのとりけし よやくをやめる cancel booking cancellation change"
)


def ways_in(language: str) -> Sequence[CardLine]:
    """Return the two ways in: to the town hall, and to halls and courts (予約する)."""
    known = resources()
    groups = (
        ("visit", say("役場の窓口を予約する", language)),
        ("facility", say("体育館・会議室などを予約する", language)),
    )
    lines = []
    for kind, text in groups:
        names = [
            one.definition.name.text.in_language(language)
            for one in known
            if one.definition.kind == kind
        ]
        if names:
            note = say("・", language).join(names)
            lines.append(CardLine(text, f"{reverse('bookings:resources')}#{kind}", note))
    return lines


def documents() -> Iterable[SearchDocument]:
    """Return everything that can be booked in every language (検索対象)."""
    for one in resources():
        definition = one.definition
        for language in LANGUAGES:
            texts = (definition.about, definition.place)
            yield SearchDocument(
                kind="bookable",
                ref=one.code,
                title=definition.name.text.in_language(language),
                url=reverse("bookings:resource", args=[one.code]),
                body="\n".join(words.text.in_language(language) for words in texts),
                keywords=f"予約 よやく booking {definition.name.ja} {definition.name.en}",
                language=language,
            )


def ways_to_cancel() -> Iterable[SearchDocument]:
    """Return where a booking is looked at, changed and cancelled (検索対象)."""
    if not resources():
        return
    for language in LANGUAGES:
        yield SearchDocument(
            kind="own-booking",
            ref="own",
            title=say("予約の確認・変更・取消し", language),
            url=f"{reverse('bookings:resources')}#own",
            body="\n".join(say(one, language) for one in CANCELLING),
            keywords=CANCEL_WORDS,
            language=language,
        )


def read_card(actor: Actor, language: str, at: datetime) -> CardView | None:
    """Return a resident's next bookings (マイページの予約)."""
    if actor.resident is None:
        return None
    rows = coming(actor.resident, at)[:MOST]
    lines = [_line(row, language) for row in rows]
    if not lines:
        lines = [CardLine(say("これからの予約はありません。", language))]
    more = say("予約をすべて見る", language)
    return CardView(say("予約", language), lines, reverse("bookings:mine"), more)


def _line(row: Booking, language: str) -> CardLine:
    begins = local(row.starts_at)
    name = bookable(row.resource).definition.name.text.in_language(language)
    state = State(row.state)
    note = "" if state is State.CONFIRMED else say(LABELS[state], language)
    text = f"{begins.month}/{begins.day} {begins:%H:%M} {name}"
    return CardLine(text, path_of(row.pk), note)
