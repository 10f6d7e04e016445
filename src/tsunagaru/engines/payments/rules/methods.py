"""The ways to pay (支払い方法)."""

from enum import StrEnum


class Method(StrEnum):
    """How money arrived (支払い方法)."""

    CARD = "card"
    CODE = "code"
    CASH = "cash"
    POS_CARD = "pos_card"
    TRANSFER = "transfer"
    TAX_QR = "tax_qr"


LABELS = {
    Method.CARD: "クレジットカード",
    Method.CODE: "コード決済",
    Method.CASH: "現金",
    Method.POS_CARD: "窓口のカード端末",
    Method.TRANSFER: "口座振替",
    Method.TAX_QR: "地方税統一QR",
}
PROVIDERS = {"payjp": Method.CARD, "paypay": Method.CODE}
PROVIDER_NAMES = {
    "payjp": "カード決済（PAY.JP方式）",
    "paypay": "コード決済（PayPay方式）",
    "tax_qr": "地方税統一QR",
}
TERMINAL = "terminal"
"""Whose account holds what a terminal at the counter took (窓口のカード端末)."""
# Transfers are counted apart: 「地方税の電子納付、コンビニ払い、口座振替は分けて集計します」.
CASHLESS = frozenset({Method.CARD, Method.CODE, Method.POS_CARD, Method.TAX_QR})


class AttemptState(StrEnum):
    """How far an online payment came (決済の状態)."""

    OPEN = "open"
    CAPTURED = "captured"
    DISPUTED = "disputed"
    FAILED = "failed"
    GIVEN_UP = "given_up"


class RefundState(StrEnum):
    """How far a refund came (返金の状態)."""

    QUEUED = "queued"
    TO_HAND_OUT = "to_hand_out"
    DONE = "done"
    FAILED = "failed"


class Cause(StrEnum):
    """Why money goes back (返金のきっかけ)."""

    STAFF = "staff"
    RULE = "rule"
    DUPLICATE = "duplicate"
    AMOUNT = "amount"


ATTEMPT_LABELS = {
    AttemptState.OPEN: "手続き中",
    AttemptState.CAPTURED: "完了",
    AttemptState.DISPUTED: "金額違い",
    AttemptState.FAILED: "不成立",
    AttemptState.GIVEN_UP: "取りやめ",
}
REFUND_LABELS = {
    RefundState.QUEUED: "返金の手続き中",
    RefundState.TO_HAND_OUT: "窓口での返金待ち",
    RefundState.DONE: "返金済み",
    RefundState.FAILED: "返金できませんでした",
}
CAUSE_LABELS = {
    Cause.STAFF: "職員の判断",
    Cause.RULE: "規則による返金",
    Cause.DUPLICATE: "二重の支払い",
    Cause.AMOUNT: "金額の相違",
}


def is_cashless(method: Method) -> str:
    """Tell whether a method needs no cash, as a code: ``yes``, ``no``, or ``apart``."""
    if method is Method.TRANSFER:
        return "apart"
    return "yes" if method in CASHLESS else "no"
