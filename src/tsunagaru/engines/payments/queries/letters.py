"""What letters about payments say (お知らせの文): why nothing was collected, and how to pay now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.payments.models import Invoice, Mandate
from tsunagaru.engines.payments.queries.endings import ended_with
from tsunagaru.engines.payments.queries.setup import online_providers, tax_qr_layout
from tsunagaru.engines.payments.rules.agreements import (
    ENDS_AGREEMENT,
    REASONS,
    RESULT_LABELS,
    Result,
    Standing,
)
from tsunagaru.engines.payments.rules.states import PAYABLE
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.ground.ui.phrases import say

OVER = "この口座からの引落しは終わりました。続けるときは、もう一度お申し込みください。"
FAILED = "次の支払いは、引き落とせませんでした。期限までに、ほかの方法でお支払いください。"
FAILED_ONE = "・{title}　{yen}円　新しい期限：{day}"
FAILED_NONE = "引き落とせなかった分のお支払いは、もう要りません。"
WAYS = "お支払いの方法："
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
        fees: what was not collected when it was stopped, and is still to be paid.
        url: the page that the letter leads to.
    """

    resident: UUID
    template: str
    account: str
    note: str
    fees: Sequence[Invoice]
    url: str

    def values(self, language: str) -> Mapping[str, str]:
        """Return what the letter's text needs, in plain words."""
        why = next((REASONS[one] for one, label in RESULT_LABELS.items() if label == self.note), "")
        return {
            "account": self.account,
            "why": say(why or self.note, language),
            "fees": _failed(self.fees, language),
        }


def agreement_news(mandate: UUID, state: str) -> AgreementNews | None:
    """Return what is to be told of an agreement, unless it has moved on since (契約の知らせ)."""
    template = AGREEMENT_TEMPLATES.get(Standing(state))
    row = Mandate.objects.filter(pk=mandate, state=state).first()
    if template is None or row is None or row.resident_id is None:
        return None
    return AgreementNews(
        resident=row.resident_id,
        template=template,
        account=row.shown_account,
        note=row.note or "",
        fees=[one for one in ended_with(row.pk) if one.state in PAYABLE],
        url=agreement_page(row.pk),
    )


def agreement_page(mandate: UUID) -> str:
    """Return where a letter about an agreement leads: after its end, to what is to be paid."""
    stopped = Mandate.objects.filter(pk=mandate, state=Standing.STOPPED).exists()
    return reverse("payments:mine" if stopped else "payments:agreement")


def _failed(fees: Sequence[Invoice], language: str) -> str:
    """Return what was not collected, by when it is to be paid now, and how."""
    if not fees:
        return say(FAILED_NONE, language)
    return "\n".join(
        [
            say(FAILED, language),
            *(_failed_one(row, language) for row in fees),
            "",
            say(WAYS, language),
            ways_to_pay(language),
        ]
    )


def _failed_one(row: Invoice, language: str) -> str:
    return say(
        FAILED_ONE,
        language,
        title=row.words.in_language(language),
        yen=f"{row.amount_yen:,}",
        day=day_words(row.due_on, language),
    )


def ways_to_pay(language: str) -> str:
    """Return the ways in which a payer may pay now, one a line (支払いの方法)."""
    ways = [ONLINE] if online_providers() else []
    ways += [AT_THE_HALL, *([BY_SLIP] if tax_qr_layout() else [])]
    return "\n".join(say(way, language) for way in ways)
