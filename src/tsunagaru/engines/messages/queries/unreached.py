"""Why a broadcast reaches nobody (届く人のいない配信): said before it leaves, and after."""

from datetime import datetime

from tsunagaru.engines.messages.gateways.fanning import addressed, recipients_of
from tsunagaru.engines.messages.models import Broadcast, Contact, Interest
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.queries.on_paper import wants_paper
from tsunagaru.engines.messages.rules.audience import read

NONE_YET = "none_yet"
WHY = {
    NONE_YET: "お知らせの受取りを登録した方が、まだいません。",
    "all_left": "登録した方の連絡先は、受取りをやめたか、届かなくなっています。",
    "topic": "この話題を選んだ方がいません。",
    "narrowed": "対象の条件（話題・区など）のすべてに当てはまる方がいません。",
    "weary": "対象の方は皆、今日のお知らせの上限に達しています。",
    "followed": "もとのお知らせを受け取った方がいません。",
    "answered": "返事を待っている方がいません。",
    "gone": "相手の方の連絡先が、使えなくなっています。",
}


def why_nobody(row: Broadcast, at: datetime) -> str:
    """Return why nobody would get a broadcast that left now, as a code; empty where somebody would.

    Those who want it on paper are no recipients of what leaves at once.
    """
    if recipients_of(row, at).exists():
        return ""
    audience = read(row.audience)
    named = {"followed": audience.follows, "answered": audience.silent, "gone": audience.only}
    code = next((code for code, chosen in named.items() if chosen), "")
    if not code and addressed(audience).exists():
        code = "weary"
    return code or _why_no_address(audience.topics)


def _why_no_address(topics: tuple[str, ...]) -> str:
    if not Contact.objects.exclude(confirmed_at=None).exists():
        return NONE_YET
    works = Contact.objects.filter(state="active", rank__gt=0)
    if not works.exists():
        return "all_left"
    wanted = Interest.objects.filter(topic__in=topics, subscriber__in=works.values("subscriber"))
    return "narrowed" if not topics or wanted.exists() else "topic"


def before_leaving(row: Broadcast, at: datetime) -> str:
    """Return in a sentence or two that nobody will get a draft, and why; empty where somebody will.

    Whoever wants paper gets the letter all the same, which staff print.
    """
    code = why_nobody(row, at)
    if not code:
        return ""
    said = f"このまま配信しても、だれにも届きません。{WHY[code]}"
    if row.lane > Lane.SAFETY and wants_paper(read(row.audience)).exists():
        said += "紙の手紙を希望する方には、配信のあとで手紙を印刷して送れます。"
    return said


def after_leaving(row: Broadcast) -> str:
    """Return in a sentence or two that nobody got what has left, and why; empty where some did."""
    if not row.reached_nobody:
        return ""
    if row.counts.get("targets"):
        return "だれにも届きませんでした。送信したものは、すべて拒否・失敗でした。"
    return f"だれにも届きませんでした。{WHY.get(row.counts.get('nobody', ''), '')}"
