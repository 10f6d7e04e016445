"""What letters about payments say (お知らせの文): why nothing was collected, and how to pay now."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tsunagaru.engines.payments.models import Mandate
from tsunagaru.engines.payments.queries.setup import online_providers, tax_qr_layout
from tsunagaru.engines.payments.rules.agreements import (
    ENDS_AGREEMENT,
    REASONS,
    RESULT_LABELS,
    Result,
    Standing,
)
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


# What payers did themselves (an application, an end) the page has said already.
AGREEMENT_TEMPLATES = {
    Standing.ACTIVE: "transfer_agreed",
    Standing.REFUSED: "transfer_refused",
    Standing.STOPPED: "transfer_stopped",
}
AGREEMENT_LINK = "agreement"


@dataclass(frozen=True)
class AgreementNews:
    """What a payer is to hear of an agreement (口座振替の契約の知らせ).

    Args:
        account: the last digits of the account's number.
        note: why it was refused, as staff wrote it, or stopped, as the bank calls it.
    """

    resident: UUID
    template: str
    account: str
    note: str

    def values(self, language: str) -> Mapping[str, str]:
        """Return what the letter's text needs, in plain words."""
        why = next((REASONS[one] for one, label in RESULT_LABELS.items() if label == self.note), "")
        return {"account": self.account, "why": say(why or self.note, language)}


def agreement_news(mandate: UUID, state: str) -> AgreementNews | None:
    """Return what is to be told of an agreement, unless it has moved on since (契約の知らせ)."""
    template = AGREEMENT_TEMPLATES.get(Standing(state))
    row = Mandate.objects.filter(pk=mandate, state=state).first()
    if template is None or row is None or row.resident_id is None:
        return None
    return AgreementNews(row.resident_id, template, row.shown_account, row.note or "")


def ways_to_pay(language: str) -> str:
    """Return the ways in which a payer may pay now, one a line (支払いの方法)."""
    ways = [ONLINE] if online_providers() else []
    ways += [AT_THE_HALL, *([BY_SLIP] if tax_qr_layout() else [])]
    return "\n".join(say(way, language) for way in ways)
