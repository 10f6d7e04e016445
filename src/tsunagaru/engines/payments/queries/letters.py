"""What letters about payments say (お知らせの文): why nothing was collected, and how to pay now."""

from tsunagaru.engines.payments.queries.setup import online_providers, tax_qr_layout
from tsunagaru.engines.payments.rules.agreements import ENDS_AGREEMENT, REASONS, Result
from tsunagaru.ground.ui.phrases import say

OVER = "この口座からの引落しは終わりました。続けるときは、もう一度お申し込みください。"
ONLINE = "・クレジットカードやスマートフォン（支払いの画面から）"
AT_THE_HALL = "・役場の窓口"
BY_SLIP = "・納付書（会計の担当課にお知らせいただければ、お渡しします）"


def why_not_collected(result: str, language: str) -> str:
    """Return in plain words why the bank could not collect, and whether it will again (理由)."""
    found = Result(result)
    ended = say(OVER, language) if found in ENDS_AGREEMENT else ""
    return " ".join(one for one in (say(REASONS[found], language), ended) if one)


def ways_to_pay(language: str) -> str:
    """Return the ways in which a payer may pay now, one a line (支払いの方法)."""
    ways = [ONLINE] if online_providers() else []
    ways += [AT_THE_HALL, *([BY_SLIP] if tax_qr_layout() else [])]
    return "\n".join(say(way, language) for way in ways)
