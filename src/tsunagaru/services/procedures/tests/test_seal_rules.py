"""When a seal must stay: the five criteria, for every kind, basis and need."""

from itertools import product

import pytest

from tsunagaru.services.procedures.rules.seals import (
    NEEDS,
    Basis,
    CannotDecideSeal,
    Criterion,
    Seal,
    SealKind,
    Verdict,
    criteria_of,
    kind_after,
    propose,
)

ALL = [
    Seal(kind, basis, frozenset({need} if need else ()))
    for kind, basis, need in product(SealKind, Basis, ["", *sorted(NEEDS)])
]


@pytest.mark.parametrize("seal", ALL)
def test_a_seal_is_kept_just_when_it_meets_a_criterion(seal):
    proposal = propose(seal)
    if not seal.kind.is_stamp:
        assert proposal is None
    else:
        assert (proposal.verdict is Verdict.KEEP) == bool(criteria_of(seal))
        assert proposal.reason.endswith(("。", "ため。"))


@pytest.mark.parametrize(
    ("seal", "criterion"),
    [
        (Seal(SealKind.PERSONAL, Basis.LAW), Criterion.NATIONAL),
        (Seal(SealKind.PERSONAL, Basis.ORDER), Criterion.NATIONAL),
        (Seal(SealKind.REGISTERED, Basis.ORDINANCE), Criterion.REGISTERED),
        (Seal(SealKind.BANK, Basis.PRACTICE, frozenset({"payment"})), Criterion.PAYMENT),
        (Seal(SealKind.PERSONAL, Basis.RULE, frozenset({"third_party"})), Criterion.THIRD_PARTY),
        (
            Seal(SealKind.PERSONAL, Basis.RULE, frozenset({"no_alternative"})),
            Criterion.NO_ALTERNATIVE,
        ),
    ],
)
def test_each_criterion_is_met_by_what_it_names(seal, criterion):
    assert criteria_of(seal) == (criterion,)


def test_a_pledge_needs_a_hand_and_a_mere_habit_needs_nothing():
    pledge = Seal(SealKind.PERSONAL, Basis.RULE, frozenset({"pledge"}))
    assert propose(pledge).verdict is Verdict.SIGN
    habit = propose(Seal(SealKind.PERSONAL, Basis.PRACTICE))
    assert habit.verdict is Verdict.ABOLISH
    assert "慣行" in habit.reason


@pytest.mark.parametrize(("seal", "verdict"), list(product(ALL, Verdict)))
def test_every_verdict_leads_to_a_seal_or_is_refused_with_a_sentence(seal, verdict):
    national = seal.basis in {Basis.LAW, Basis.ORDER}
    gone = verdict in {Verdict.ABOLISH, Verdict.SIGN} and national
    if gone or seal.kind.is_stamp == (verdict is Verdict.RESTORE):
        with pytest.raises(CannotDecideSeal):
            kind_after(seal, verdict, [SealKind.CORPORATE])
        return
    assert (
        kind_after(seal, verdict, [SealKind.CORPORATE])
        is {
            Verdict.ABOLISH: SealKind.NONE,
            Verdict.SIGN: SealKind.SIGNATURE,
            Verdict.KEEP: seal.kind,
            Verdict.RESTORE: SealKind.CORPORATE,
        }[verdict]
    )


def test_what_never_was_cannot_come_back():
    with pytest.raises(CannotDecideSeal):
        kind_after(Seal(SealKind.NONE, Basis.NONE), Verdict.RESTORE, [SealKind.SIGNATURE])
