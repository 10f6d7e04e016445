"""What letters about bookings say of money (お知らせの文): how much, until when, and how."""

from collections.abc import Mapping
from datetime import datetime

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.charges import Fee, fee_of
from tsunagaru.engines.bookings.queries.closures import closures_in
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.queries.traces import last_trace
from tsunagaru.engines.bookings.queries.unpaid import lapse_day
from tsunagaru.engines.bookings.rules.owing import ASKED, Standing
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.dates import day_words, span_words
from tsunagaru.ground.ui.phrases import LATIN, say, translate
from tsunagaru.kernel.clock import JST, local

PAY = "{yen}円を{day}までにお支払いください。支払いの画面は、予約のページから開けます。"
LATE = (
    "{yen}円の支払いの期限の{day}を過ぎています。できるだけ早くお支払いください。"
    "支払いの画面は、予約のページから開けます。"
)
COLLECTED = "{yen}円は、{day}に登録した口座から引き落とします。ほかの方法で支払う必要はありません。"
PLANNED = "{yen}円は、支払いの期限の{day}に、登録した口座から引き落とす予定です。"
BEFORE = "それより前に、ほかの方法で支払うこともできます。"
WAYS = "お支払いの方法："
HELD = "お支払い済みの額：{yen}円"
IF_GRANTED = "減免が認められると、取消料も変わります。"
PAID = "お支払いは済んでいます。"
BACK = "お支払いいただいた{paid}円のうち、{yen}円をお返しします。"
ALL_BACK = "お支払いいただいた{yen}円は、全額をお返しします。"
REVIEW = (
    "この決定に不服があるときは、この決定があったことを知った日の翌日から起算して3か月以内に、"
    "{town}長に対して審査請求をすることができます。ただし、この決定があった日の翌日から起算して"
    "1年を経過すると、審査請求をすることができなくなります。"
)
# 地方自治法 第229条: on charging fees a court is open only after the review; 行政事件訴訟法 第8条
# names the exceptions. Where a town's lawyers take the refusal of a reduction for another kind of
# decision, going through the review first is right all the same.
SUIT = (
    "この決定の取消しの訴えは、審査請求に対する裁決を経た後に、その裁決があったことを知った日の翌日から"
    "起算して6か月以内に、{town}を被告として提起することができます（{town}長が{town}を代表します）。"
    "ただし、裁決の日の翌日から起算して1年を経過すると、提起することができなくなります。審査請求をした日の"
    "翌日から起算して3か月を経過しても裁決がないときなどは、裁決を経ないで提起することができます。"
)
APPEAL = (REVIEW, SUIT)
NOTED = "%Y/%m/%d %H:%M"  # how a time is noted
LAPSES = "{day}までにお支払いがないときは、この予約を取り消します。"
SAID = {
    Standing.NONE: "お支払いいただくものはありません。",
    Standing.CHECKING: (
        "減免を確認しています。終わりましたら、金額とお支払いの方法をお知らせします。"
    ),
    Standing.ON_SITE: "使用料は、ご利用のときに施設でお支払いください。",
    Standing.TO_ASK: "お支払いの方法は、担当課からご案内します。",
    Standing.CALLED_OFF: "いま、お支払いいただくものはありません。",
}


def when_noted(start: datetime, end: datetime) -> str:
    """Return the time of a booking as it is noted, the same in every language (日時)."""
    return f"{local(start):{NOTED}}-{local(end):%H:%M}"


def noted_words(text: str, language: str) -> str:
    """Return a noted time as a sentence says it, in the reader's language (日時)."""
    try:
        first, _, last = text.partition("-")
        start = datetime.strptime(first, NOTED).replace(tzinfo=JST)
        until = datetime.strptime(last, "%H:%M").time()  # noqa: DTZ007 - a time of that day
    except ValueError:
        return text
    return span_words(start, datetime.combine(start, until, JST), language)


def pay_words(row: Booking, language: str) -> str:
    """Return what a letter says of the money of a booking (お支払いの文).

    Returns:
        One or several lines; nothing of what costs nothing anyway, such as a visit.
    """
    fee = fee_of(row)
    if not row.full_yen and fee.last is None:
        return ""
    lines = [_back(fee, language), *_now(fee, language), _lapse(row, fee, language)]
    if row.state == State.CANCELLED and row.kept_yen and row.reduction_state == ASKED:
        lines.append(say(IF_GRANTED, language))
    return "\n".join(line for line in lines if line)


def change_words(row: Booking) -> Mapping[str, str]:
    """Return what only the letter after a change of time says (変更の通知の文)."""
    moved, held, language = last_trace(row, Step.CHANGED), fee_of(row).held_yen, row.language
    paid = say(HELD, language, yen=f"{held:,}") if held else ""
    lines = (paid, pay_words(row, language))
    return {
        "before": noted_words(moved.text, language) if moved else "",
        "pay": "\n".join(line for line in lines if line),
    }


def refusal_words(row: Booking) -> Mapping[str, str]:
    """Return why a reduction was not granted, and whom to ask about it (減免を認めない理由)."""
    judged = last_trace(row, Step.REFUSED)
    return {
        "why": judged.text if judged else "",
        "ask": _section(row.resource.section, row.language),
        "appeal": appeal_words(row.language),
    }


def closing_words(row: Booking) -> Mapping[str, str]:
    """Return why the town closed the time of a booking, where it did (休止の理由)."""
    found = closures_in(bookable(row.resource), Slot(row.starts_at, row.ends_at)).first()
    colon = say("：", row.language)
    cause = f"{say('理由', row.language)}{colon}{found.why}" if found else ""
    return {"cause": cause}


def appeal_words(language: str) -> str:
    """Return how to object to a reduction that was not granted (教示).

    Source:
        行政不服審査法 第82条, 行政事件訴訟法 第46条
    """
    name = translate(town.current().name, language)
    return "\n".join(say(one, language, town=name) for one in APPEAL)


def _section(code: str, language: str) -> str:
    office = people.office_of(code)
    name, gap = translate(office["name"], language), " " if language in LATIN else "　"
    return gap.join(part for part in (name, office.get("phone")) if part)


def _lapse(row: Booking, fee: Fee, language: str) -> str:
    """Return until when an unpaid booking stands, where the town lets it lapse.

    Nothing while it is to be collected from the payer's account.
    """
    day = None if fee.collection else lapse_day(row, fee)
    return say(LAPSES, language, day=day_words(day, language)) if day else ""


def _back(fee: Fee, language: str) -> str:
    back = sum(one.refunded_yen for one in fee.paid)
    paid = sum(one.amount_yen for one in fee.paid)
    if not back:
        return ""
    words = BACK if fee.held_yen else ALL_BACK
    return say(words, language, yen=f"{back:,}", paid=f"{paid:,}")


def _now(fee: Fee, language: str) -> list[str]:
    standing, pending, collection = fee.standing, fee.pending, fee.collection
    if pending is not None and collection is not None:
        return [_collected(collection, pending.amount_yen, language)]
    if pending is not None:
        words = LATE if standing is Standing.OVERDUE else PAY
        day = day_words(pending.due_on, language)
        first = say(words, language, yen=f"{pending.amount_yen:,}", day=day)
        return [first, say(WAYS, language), payments.ways_to_pay(language)]
    if standing is Standing.PAID:
        return [] if any(one.refunded_yen for one in fee.paid) else [say(PAID, language)]
    return [say(SAID[standing], language)] if standing in SAID else []


def _collected(one: payments.Collection, yen: int, language: str) -> str:
    """Return when a fee is collected from the payer's account."""
    said = (COLLECTED,) if one.asked else (PLANNED, BEFORE)
    day, gap = day_words(one.on, language), " " if language in LATIN else ""
    return gap.join(say(words, language, yen=f"{yen:,}", day=day) for words in said)
