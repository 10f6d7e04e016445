"""Who gets the measured message (測定の相手), the same for us and for the peer."""

from tsunagaru.engines.messages.gateways.simulators.browsers import subscription

TITLE, BODY = "避難指示のお知らせ", "須走地区に避難指示を出しました。" * 4
LINE, PUSH = 13, 16  # of 20: 65 % LINE, 15 % notifications to browsers, 20 % mail


def address_of(number: int, origin: str) -> tuple[str, str]:
    """Return the channel and address of a recipient.

    Args:
        origin: of the simulated push service.
    """
    if number % 20 < LINE:
        return "line", f"U{number:032x}"
    if number % 20 < PUSH:
        return "webpush", subscription(origin, number)
    return "email", f"hanako{number}@example.jp"
