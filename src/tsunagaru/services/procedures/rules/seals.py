"""When a seal must stay (押印見直しの規則): five criteria, and what follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class SealKind(StrEnum):
    """What a person puts under the paper (押印の種類)."""

    NONE = "none"
    SIGNATURE = "signature"
    PERSONAL = "personal"
    REGISTERED = "registered"
    CORPORATE = "corporate"
    BANK = "bank"

    @property
    def is_stamp(self) -> bool:
        """Tell whether it is a stamp rather than a hand."""
        return self not in {SealKind.NONE, SealKind.SIGNATURE}


class Basis(StrEnum):
    """What asks for the seal (押印の根拠), highest first."""

    LAW = "law"
    ORDER = "order"
    ORDINANCE = "ordinance"
    RULE = "rule"
    PRACTICE = "practice"
    NONE = "none"


class Criterion(StrEnum):
    """Why a seal may have to stay (存続の基準). The first two follow from its kind and basis."""

    NATIONAL = "national"
    REGISTERED = "registered"
    PAYMENT = "payment"
    THIRD_PARTY = "third_party"
    NO_ALTERNATIVE = "no_alternative"


class Verdict(StrEnum):
    """What is decided about a seal (見直しの結果)."""

    ABOLISH = "abolish"
    SIGN = "sign"
    KEEP = "keep"
    RESTORE = "restore"


KIND_NAMES = {
    SealKind.NONE: "不要",
    SealKind.SIGNATURE: "署名",
    SealKind.PERSONAL: "認印",
    SealKind.REGISTERED: "実印（印鑑登録証明書）",
    SealKind.CORPORATE: "法人の代表者印",
    SealKind.BANK: "金融機関の届出印",
}
BASIS_NAMES = {
    Basis.LAW: "法律",
    Basis.ORDER: "政令・省令",
    Basis.ORDINANCE: "条例",
    Basis.RULE: "規則・要綱",
    Basis.PRACTICE: "慣行",
    Basis.NONE: "定めなし",
}
CRITERION_NAMES = {
    Criterion.NATIONAL: "国の法令が押印を求めている",
    Criterion.REGISTERED: "印鑑登録証明書により、本人の意思を証明する",
    Criterion.PAYMENT: "契約や支払いの安全のために照合する",
    Criterion.THIRD_PARTY: "第三者の権利に関わる意思を確かめる",
    Criterion.NO_ALTERNATIVE: "ほかに本人を確かめる方法がない",
}
VERDICT_NAMES = {
    Verdict.ABOLISH: "押印を廃止",
    Verdict.SIGN: "署名に変更",
    Verdict.KEEP: "押印を存続",
    Verdict.RESTORE: "押印を復活",
}
NEEDS = frozenset(
    {Criterion.PAYMENT.value, Criterion.THIRD_PARTY.value, Criterion.NO_ALTERNATIVE.value, "pledge"}
)
SEAL_WORDS = ("押印", "実印", "認印", "はんこ", "印鑑証明", "印鑑登録証明")
CHANGED_BY = {
    Basis.ORDINANCE: "条例の改正により",
    Basis.RULE: "規則や要綱の改正により",
    Basis.PRACTICE: "慣行を改めることにより",
}


@dataclass(frozen=True)
class Seal:
    """The seal of one procedure (手続の押印).

    Args:
        needs: what it is there for: payment, third_party, no_alternative, pledge.
    """

    kind: SealKind
    basis: Basis
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """What the criteria suggest (見直しの案), with the sentence that says why."""

    verdict: Verdict
    criteria: tuple[Criterion, ...]
    reason: str


class CannotDecideSeal(Exception):
    """The seal cannot be decided so (この見直しはできません); the message says why."""


def criteria_of(seal: Seal) -> tuple[Criterion, ...]:
    """Return the criteria a seal meets, in their order (該当する基準)."""
    met = {Criterion(need) for need in seal.needs if need in set(Criterion)}
    if seal.basis in {Basis.LAW, Basis.ORDER}:
        met.add(Criterion.NATIONAL)
    if seal.kind is SealKind.REGISTERED:
        met.add(Criterion.REGISTERED)
    return tuple(one for one in Criterion if one in met)


def propose(seal: Seal) -> Proposal | None:
    """Return what to do about a seal; None where there is none (見直しの案)."""
    if not seal.kind.is_stamp:
        return None
    if met := criteria_of(seal):
        names = "、".join(f"「{CRITERION_NAMES[one]}」" for one in met)
        return Proposal(Verdict.KEEP, met, f"存続の基準{names}に当たるため。")
    how = CHANGED_BY.get(seal.basis, "")
    if "pledge" in seal.needs:
        why = f"本人の意思は署名で確かめられるため、{how}署名に変更できます。"
        return Proposal(Verdict.SIGN, (), why)
    return Proposal(
        Verdict.ABOLISH, (), f"存続の基準のいずれにも当たらないため、{how}廃止できます。"
    )


def kind_after(seal: Seal, verdict: Verdict, earlier: Iterable[SealKind] = ()) -> SealKind:
    """Return the kind of seal once a verdict holds (決定後の押印).

    Args:
        earlier: kinds of seal it had before, latest first; a restored seal takes the first stamp.

    Raises:
        CannotDecideSeal: there is no seal to decide about, national law asks for it, or there was
            none that could come back.
    """
    if verdict is Verdict.RESTORE:
        found = next((kind for kind in earlier if kind.is_stamp), None)
        if seal.kind.is_stamp or found is None:
            raise CannotDecideSeal("見直しで廃止した押印ではないため、復活できません。")
        return found
    if not seal.kind.is_stamp:
        raise CannotDecideSeal("押印を求めていない手続きです。")
    if verdict is Verdict.KEEP:
        return seal.kind
    if Criterion.NATIONAL in criteria_of(seal):
        raise CannotDecideSeal("国の法令が押印を求めているため、町の決定では廃止できません。")
    return SealKind.SIGNATURE if verdict is Verdict.SIGN else SealKind.NONE


def speaks_of_seals(tree: object) -> bool:
    """Tell whether a form's words ask for a seal or its certificate (押印の記載があるか)."""
    if isinstance(tree, Mapping):
        return any(speaks_of_seals(one) for one in tree.values())
    if isinstance(tree, list | tuple):
        return any(speaks_of_seals(one) for one in tree)
    return isinstance(tree, str) and any(word in tree for word in SEAL_WORDS)
