"""Agreements on account transfers (口座振替の申込みと契約), and what banks answer."""

from enum import StrEnum


class Result(StrEnum):
    """What the bank reports (振替結果). The digits are those of 全銀協's transfer layout."""

    COLLECTED = "0"
    NO_FUNDS = "1"
    NO_ACCOUNT = "2"
    STOPPED_BY_PAYER = "3"
    NO_MANDATE = "4"
    STOPPED_BY_TOWN = "8"
    OTHER = "9"


RESULT_LABELS = {
    Result.COLLECTED: "振替済み",
    Result.NO_FUNDS: "資金不足",
    Result.NO_ACCOUNT: "口座なし（預金取引なし）",
    Result.STOPPED_BY_PAYER: "預金者の都合による振替停止",
    Result.NO_MANDATE: "口座振替依頼書なし",
    Result.STOPPED_BY_TOWN: "町の依頼による振替停止",
    Result.OTHER: "その他",
}
# What the payer is told, without the bank's own words.
REASONS = {
    Result.NO_FUNDS: "口座の残高が足りませんでした。",
    Result.NO_ACCOUNT: "登録した口座が、金融機関で見つかりませんでした。",
    Result.STOPPED_BY_PAYER: "口座の名義の方の申出により、引落しが止められていました。",
    Result.NO_MANDATE: "金融機関に、口座振替の申込みがありませんでした。",
    Result.STOPPED_BY_TOWN: "町が金融機関に、引落しを止めるよう頼んでいました。",
    Result.OTHER: "金融機関で引落しができませんでした。",
}
# After these the same account would only fail again: the agreement ends, a new one is needed.
ENDS_AGREEMENT = frozenset({Result.NO_ACCOUNT, Result.STOPPED_BY_PAYER, Result.NO_MANDATE})


class Standing(StrEnum):
    """Where an agreement stands (状態)."""

    APPLIED = "applied"
    ACTIVE = "active"
    REFUSED = "refused"
    STOPPED = "stopped"
    ENDED = "ended"


STANDING_LABELS = {
    Standing.APPLIED: "金融機関に確認中",
    Standing.ACTIVE: "登録済み",
    Standing.REFUSED: "登録できませんでした",
    Standing.STOPPED: "引き落とせないため停止",
    Standing.ENDED: "解約",
}
LIVE = frozenset({Standing.APPLIED, Standing.ACTIVE})

KINDS = {"1": "普通", "2": "当座", "3": "納税準備", "9": "その他"}
CHANNELS = {"online": "オンライン", "paper": "書面"}
SHOWN_DIGITS = 3


def masked(number: str) -> str:
    """Return an account's number as pages show it: its last three digits (口座番号の表示)."""
    return "●" * max(0, len(number) - SHOWN_DIGITS) + number[-SHOWN_DIGITS:]


def customer_number(invoice_number: str) -> str:
    """Return an invoice's number as the customer number of a record: digits only (顧客番号)."""
    return "".join(sign for sign in invoice_number if sign.isdigit())
