"""Opinions and questions by LINE, mail and short message (会話で届く広聴)."""

from uuid import UUID

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.conversations import Heard
from tsunagaru.kernel.individual_number import contains
from tsunagaru.kernel.text import normalise_lines
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.queries import own
from tsunagaru.services.hearing.queries.setups import need_rules, rules
from tsunagaru.services.hearing.rules.conversing import LONGEST, Told, names_a_kind, read_text
from tsunagaru.services.hearing.rules.states import Source
from tsunagaru.services.hearing.services.receiving import (
    Asked,
    CannotAskAgain,
    ask_again,
    receive,
)

SOURCES = {"line": Source.LINE, "email": Source.EMAIL, "sms": Source.SMS}
Words = dict[str, str]
KEPT: Words = {
    "ja": "受け付けました。受付番号は {number} です。{due} までにお返事します。",
    "ja-easy": "うけつけました。番号は {number} です。{due} までに 返事（へんじ）します。",
    "en": "We have received it as no. {number}. We will answer by {due}.",
}
AGAIN: Words = {
    "ja": "受付番号 {number} への続きの質問として受け付けました。{due} までにお返事します。",
    "ja-easy": "{number} の つづきの 質問（しつもん）です。{due} までに 返事（へんじ）します。",
    "en": "We have received your further question to no. {number}. We will answer by {due}.",
}
NUMBER: Words = {
    "ja": "個人番号（マイナンバー）と思われる数字があるため、受け付けていません。"
    "数字を消して、もう一度送ってください。",
    "ja-easy": "マイナンバーの 数字（すうじ）が あります。けして、もういちど 送って ください。",
    "en": "This seems to hold an Individual Number (My Number). Please send it again without it.",
}
HOW: Words = {
    "ja": "町への意見や質問は、「質問 ごみの日はいつですか」のように、"
    "「意見」「質問」「要望」のどれかで始めて送ってください。",
    "ja-easy": "町（まち）に 質問（しつもん）が あるときは、"
    "「質問 ごみの日は いつですか」の ように 書（か）いて ください。",
    "en": 'To ask the town, begin with the word "question", "opinion" or "request".',
}
TOO_LONG: Words = {
    "ja": "文が長すぎます。{most}字までに分けて送ってください。",
    "ja-easy": "ながすぎます。{most}字までに して ください。",
    "en": "This is too long. Please send no more than {most} characters at a time.",
}


def hear(heard: Heard) -> str | None:
    """Take what somebody wrote for an inquiry (会話を聞く); return what to answer, or None.

    A text that begins with one of our words is an inquiry; a reply to our answer is a further
    question. In LINE everybody else is told how to ask, since nobody reads what they wrote.

    Publishes:
        InquiryReceived
    """
    if rules() is None or heard.pressed:
        return None
    text = normalise_lines(heard.text).strip()
    earlier = own.answered_by(heard.about) if heard.about else None
    told = read_text(text)
    if told is None and earlier is None:
        asks_how = names_a_kind(text) or heard.way == "line"
        return _in(HOW, heard) if asks_how else None
    return _refused(text, heard) or _taken(told, earlier, text, heard)


def _taken(told: Told | None, earlier: Inquiry | None, text: str, heard: Heard) -> str | None:
    if told is not None:
        return _new(told, heard)
    return _again(earlier, text, heard) if earlier is not None else None


def _refused(text: str, heard: Heard) -> str:
    if contains(text):
        return _in(NUMBER, heard)
    return _in(TOO_LONG, heard).format(most=LONGEST) if len(text) > LONGEST else ""


def _new(told: Told, heard: Heard) -> str:
    district = heard.district
    if heard.resident is not None:
        found = people.residents([heard.resident], day=day_of(heard.at)).get(heard.resident)
        district = found.district if found else district
    asked = Asked(
        kind=told.kind,
        topic=need_rules().topics[-1].code,
        text=told.text,
        source=SOURCES[heard.way],
        district=district,
        language=heard.language,
        resident=heard.resident,
        subscriber=heard.subscriber,
        key=heard.key,
    )
    return _kept(KEPT, receive(asked, at=heard.at), heard)


def _again(row: Inquiry, text: str, heard: Heard) -> str | None:
    try:
        ask_again(row.pk, text, at=heard.at, source=SOURCES[heard.way], key=heard.key)
    except CannotAskAgain:
        return _in(HOW, heard)
    return _kept(AGAIN, row.pk, heard)


def _kept(words: Words, inquiry: UUID, heard: Heard) -> str:
    row = Inquiry.objects.get(pk=inquiry)
    day = f"{row.due_on.year}/{row.due_on.month}/{row.due_on.day}"
    return _in(words, heard).format(number=row.number, due=day)


def _in(words: Words, heard: Heard) -> str:
    return words.get(heard.language, words["ja"])
