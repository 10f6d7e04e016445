"""Why a time cannot be booked, in words (予約できない理由)."""

from tsunagaru.engines.bookings.definitions import ResourceDefinition
from tsunagaru.engines.bookings.services.making import AlreadyYours, StillFree, TooManyPeople
from tsunagaru.engines.bookings.services.placing import CannotBook, OverLimit, SlotTaken

UNFIT, CONFLICT = 422, 409
PROBLEMS: dict[type[CannotBook], tuple[str, int]] = {
    SlotTaken: ("この時間は、すでに予約が入ったため、予約できませんでした。", CONFLICT),
    AlreadyYours: (
        "この時間は、あなたがすでに予約しているか、申し込んでいます。",
        CONFLICT,
    ),
    TooManyPeople: ("利用する人数が定員を超えています。", UNFIT),
    StillFree: ("この時間は空いています。そのまま予約できます。", CONFLICT),
}
OVER = {
    "day": (
        "お一人で予約できるのは、1日に{count}件までです。ほかの日を選ぶか、同じ日の予約を取り消してから"
        "お試しください。"
    ),
    "month": (
        "お一人で予約できるのは、1か月に{count}件までです。ほかの月を選ぶか、同じ月の予約を取り消してから"
        "お試しください。"
    ),
    "open": (
        "お一人で一度に持てる予約は、{count}件までです。利用が終わるか、予約を取り消すと、"
        "次の予約ができます。"
    ),
}
TWICE = (
    "この時間は、この端末ですでに予約しています。もう一つ予約するときだけ、"
    "「もう一つ予約する」を押してください。"
)
NOT_NOW = ("この時間は、いま予約できません。ほかの時間を選んでください。", UNFIT)


def problem_of(error: CannotBook, one: ResourceDefinition) -> tuple[str, int]:
    """Return why a time cannot be booked, the phrase and the status (予約できない理由)."""
    if isinstance(error, OverLimit) and one.limit is not None:
        return OVER[one.limit.per], CONFLICT
    return PROBLEMS.get(type(error), NOT_NOW)
