"""Fee, payment and visit in words (手数料・支払い・来庁の言い方)."""

from collections.abc import Mapping
from typing import Any

from tsunagaru.services.procedures.rules.trees import ja_of

WHENS = {
    "on_submit": "受付と同時に請求する",
    "after_review": "担当者が額を決めてから請求する",
    "counter": "窓口で請求する",
}
REVENUE = "fees"
STANDARD: Mapping[str, Any] = {"due_days": 14, "revenue": REVENUE, "refund_percent": 100}
"""What holds of a payment where a file says nothing."""

ALWAYS, NEVER = "true", "false"
FEE = {"yen": "金額", "rule": "計算式", "text": "説明"}
REDUCTION = {"name": "名前", "when": "条件", "off": "減額する額"}
PAYMENT = {
    "when": "請求の時期",
    "due_days": "期限までの日数",
    "required": "支払いを確かめてから認めるか",
    "revenue": "収入科目",
    "refund_percent": "返金の割合（％）",
}
VISIT = {"resource": "予約するもの", "when": "条件"}
BEFORE = {ALWAYS: "いつも", NEVER: "支払いの前でも認める"}


def yen_in_words(yen: int) -> str:
    """Return an amount as people read it (金額)."""
    return f"{yen:,}円" if yen else "無料"


def fee_in_words(fee: Mapping[str, Any]) -> str:
    """Return how the amount of a fee is found (手数料の決め方)."""
    if rule := fee.get("rule"):
        return f"計算する：{rule}"
    yen = fee.get("yen")
    return "場合によって違う" if yen is None else yen_in_words(int(yen))


def payment_in_words(payment: Mapping[str, Any]) -> str:
    """Return when a fee is asked for (請求の時期)."""
    days = payment.get("due_days", STANDARD["due_days"])
    return f"{WHENS.get(str(payment['when']), payment['when'])}（期限は{days}日）"


def told_of_fee(fee: Mapping[str, Any]) -> dict[str, Any]:
    """Return a fee with its amount in words, as differences tell it."""
    yen = fee.get("yen")
    return {**fee, "yen": None if yen is None else yen_in_words(int(yen))}


def told_of_payment(payment: Mapping[str, Any]) -> dict[str, Any]:
    """Return a payment with all that holds, in words (支払いの内容)."""
    if not payment:
        return {}
    found = {**STANDARD, "required": ALWAYS, **payment}
    required = str(found["required"])
    words = {"when": WHENS.get(str(found["when"]), ""), "required": BEFORE.get(required, required)}
    return found | words


def told_of_visit(visit: Mapping[str, Any]) -> dict[str, Any]:
    """Return a visit with its condition in words (来庁の予約の内容)."""
    if not visit:
        return {}
    when = str(visit.get("when", ALWAYS))
    return {**visit, "when": BEFORE[ALWAYS] if when == ALWAYS else when}


def reductions_by_name(fee: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the reductions by what they are called, for they have no code (減免)."""
    found: dict[str, Mapping[str, Any]] = {}
    for one in fee.get("reductions") or ():
        name = ja_of(one["name"])
        found[name if name not in found else f"{name}（{len(found) + 1}）"] = one
    return found
