"""Daily reconciliation (日次照合): our books beside the provider's file, line by line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """In what our books and the provider's file differ (差異の種類)."""

    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    AMOUNT = "amount"
    LATE = "late"
    FEE = "fee"
    TWICE = "twice"
    DOUBLE = "double"


LABELS = {
    Kind.MISSING_HERE: "町の記録にない",
    Kind.MISSING_THERE: "事業者の記録にない",
    Kind.AMOUNT: "金額が違う",
    Kind.LATE: "日付がずれている",
    Kind.FEE: "手数料が違う",
    Kind.TWICE: "同じ行が二つある",
    Kind.DOUBLE: "請求より多い納付",
}
WORDS = {
    Kind.MISSING_HERE: "事業者のファイルにある入出金が、町の帳簿にありません。事業者の管理画面で"
    "内容を確かめ、入金であれば返金するか請求にあてます。",
    Kind.MISSING_THERE: "町の帳簿にある入出金が、事業者のファイルにありません。翌日のファイルに"
    "載れば自動で「日付のずれ」になります。載らない場合は事業者に問い合わせます。",
    Kind.AMOUNT: "町の帳簿と事業者のファイルの金額が違います。事業者に問い合わせます。",
    Kind.LATE: "日をまたいだため、事業者のファイルでは別の日に載っています。金額は合っています。",
    Kind.FEE: "事業者が差し引いた手数料が、契約の率で計算した額と違います。",
    Kind.TWICE: "事業者のファイルに、同じ取引が二回載っています。事業者に問い合わせます。",
    Kind.DOUBLE: "支払いの済んだ請求か、取り消した請求に、もう一度納付がありました。"
    "この分は「返金の処理待ち」に入っています。納付者に返金します。",
}
RECORDS = ("町の記録", "事業者の記録")
NAMES_OF_AMOUNTS = {
    Kind.FEE: ("契約の率で計算した手数料", "事業者が差し引いた手数料"),
    Kind.TWICE: ("町の記録", "事業者の記録（2回目の行）"),
}
SETTLED_BY_ITSELF = frozenset({Kind.LATE})


def names_of_amounts(kind: str) -> tuple[str, str]:
    """Return what the two amounts of a difference are: ours, and the provider's (金額の名前)."""
    return NAMES_OF_AMOUNTS.get(Kind(kind), RECORDS)


@dataclass(frozen=True)
class Movement:
    """One movement of money at a provider (入出金).

    Args:
        reference: our own number of it: merchant payment id or merchant refund id.
        amount_yen: positive for a payment, negative for a refund.
        fee_yen: what the provider keeps; negative when it gives a fee back.
        day: the day, as ISO text.
    """

    reference: str
    amount_yen: int
    fee_yen: int
    day: str


@dataclass(frozen=True)
class Difference:
    """One difference, of a kind, with both amounts (差異)."""

    kind: Kind
    reference: str
    ours_yen: int | None
    theirs_yen: int | None


@dataclass(frozen=True)
class Outcome:
    """What a reconciliation found (照合の結果)."""

    matched: int
    differences: tuple[Difference, ...]


def expected_fee(amount_yen: int, *, rate_bp: int) -> int:
    """Return the fee by contract, fractions of a yen cut off (手数料); 198 is 1.98 %."""
    fee = abs(amount_yen) * rate_bp // 10_000
    return fee if amount_yen >= 0 else -fee


def reconcile(
    ours: Mapping[str, Movement],
    theirs: Sequence[Movement],
    *,
    day: str,
    rate_bp: int,
    old: Collection[str] = (),
) -> Outcome:
    """Hold every line of a file against our movements (照合する).

    Args:
        ours: our movements of that day and all older ones still unmatched, by reference.
        theirs: the lines of the file, which may name movements of other days.
        rate_bp: the fee by contract, in hundredths of a percent.
        old: references that an earlier file has named already.
    """
    found: list[Difference] = []
    seen: set[str] = set(old)
    matched = 0
    for line in theirs:
        mine = ours.get(line.reference)
        kind = Kind.TWICE if line.reference in seen else _compare(mine, line, rate_bp)
        seen.add(line.reference)
        if kind is None:
            matched += 1
        else:
            our_yen, their_yen = _amounts(kind, mine, line, rate_bp)
            found.append(Difference(kind, line.reference, our_yen, their_yen))
    found += [
        Difference(Kind.MISSING_THERE, mine.reference, mine.amount_yen, None)
        for mine in ours.values()
        if mine.reference not in seen and mine.day == day
    ]
    return Outcome(matched, tuple(found))


def _compare(mine: Movement | None, line: Movement, rate_bp: int) -> Kind | None:
    if mine is None:
        return Kind.MISSING_HERE
    if mine.amount_yen != line.amount_yen:
        return Kind.AMOUNT
    if line.fee_yen != expected_fee(line.amount_yen, rate_bp=rate_bp):
        return Kind.FEE
    return Kind.LATE if mine.day != line.day else None


def _amounts(
    kind: Kind, mine: Movement | None, line: Movement, rate_bp: int
) -> tuple[int | None, int]:
    if kind is Kind.FEE:
        return expected_fee(line.amount_yen, rate_bp=rate_bp), line.fee_yen
    return (mine.amount_yen if mine else None), line.amount_yen
