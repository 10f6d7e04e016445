"""Supporting ideas (支持の投票): one person, one vote, secret.

In one transaction the mark of who voted (or the slip) is used up and the tallies go up. Nothing
that is written says which mark and which idea belong together.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.hearing.events import IdeaSupported, VotingSlipGiven
from tsunagaru.services.hearing.models import IdeaRound, SupportMark, Tally, VotingSlip
from tsunagaru.services.hearing.queries.rounds import choosable
from tsunagaru.services.hearing.queries.voting import code_for, mark_of, slip_of
from tsunagaru.services.hearing.rules.rounds import Phase
from tsunagaru.services.hearing.services.proposing import admit_resident
from tsunagaru.services.hearing.services.rounds import NOT_YOURS, CannotRun, locked, need_phase


class CannotSupport(Exception):
    """The vote is not taken (投票できません).

    Args:
        sentence: why, for who votes.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


ALREADY = "この募集の投票は済んでいます。投票は一人一回で、あとから変えられません。"
NONE_CHOSEN = "支持するアイデアを選んでください。"
TOO_MANY_CHOSEN = "選べる数を超えています。選び直してください。"
UNKNOWN = "選んだアイデアは、今は載っていません。選び直してください。"
NOTHING_LISTED = "載っているアイデアがないため、投票できません。"
USELESS_CODE = "この番号は使えません。使い終わった番号か、番号が違います。"


def check_choice(row: IdeaRound, numbers: Collection[int]) -> frozenset[int]:
    """Return the chosen ideas, if they can be supported together.

    Raises:
        CannotSupport: none, one twice, too many, or one that is not listed.
    """
    chosen = frozenset(numbers)
    if not chosen:
        raise CannotSupport(NONE_CHOSEN)
    if len(numbers) > row.supports:
        raise CannotSupport(TOO_MANY_CHOSEN)
    listed = choosable(row).filter(number__in=chosen)
    if len(chosen) != len(numbers) or listed.count() != len(chosen):
        raise CannotSupport(UNKNOWN)
    return chosen


@transaction.atomic
def support(round_id: UUID, resident: UUID, numbers: Collection[int], *, at: datetime) -> None:
    """Count a resident's vote (投票する), once and for all.

    Raises:
        CannotRun: votes are not taken now.
        CannotTakePart
        CannotSupport

    Publishes:
        IdeaSupported
    """
    row = _open(round_id, at)
    admit_resident(row, resident, at)
    chosen = check_choice(row, numbers)
    if not _mark(row, resident):
        raise CannotSupport(ALREADY)
    _count(row, chosen, at)


@transaction.atomic
def hand_slip(round_id: UUID, resident: UUID, press: UUID, *, by: Actor, at: datetime) -> str:
    """Hand out a voting slip (投票券を渡す): the resident has voted, and a code is nobody's.

    The same press again gives the same code as long as it was not used.

    Args:
        press: a random number of the page from which it is printed.

    Returns:
        The code.

    Raises:
        CannotRun, CannotTakePart
        CannotSupport: this resident has voted, or has a slip.

    Publishes:
        VotingSlipGiven
    """
    if by.staff is None:
        raise CannotRun(NOT_YOURS)
    row = _open(round_id, at)
    admit_resident(row, resident, at)
    if not choosable(row).exists():
        raise CannotSupport(NOTHING_LISTED)
    code = code_for(row, resident, press)
    digest = slip_of(row, code)
    if not _mark(row, resident):
        if row.slips.filter(digest=digest).exists():
            return code
        raise CannotSupport(ALREADY)
    VotingSlip.objects.create(digest=digest, round=row)
    publish(VotingSlipGiven(at=at, subject=row.pk))
    audit(actor=by, action="idea.slip_given", subject=row.pk, at=at)
    return code


def check_slip(row: IdeaRound, code: str) -> None:
    """Refuse a code that no slip has.

    Raises:
        CannotSupport
    """
    if not row.key or not row.slips.filter(digest=slip_of(row, code)).exists():
        raise CannotSupport(USELESS_CODE)


@transaction.atomic
def use_slip(round_id: UUID, code: str, numbers: Collection[int], *, at: datetime) -> None:
    """Count the vote of a slip (投票券で投票する); nobody knows whose it is.

    Raises:
        CannotRun: votes are not taken now.
        CannotSupport

    Publishes:
        IdeaSupported
    """
    row = _open(round_id, at)
    chosen = check_choice(row, numbers)
    if not row.slips.filter(digest=slip_of(row, code)).delete()[0]:
        raise CannotSupport(USELESS_CODE)
    _count(row, chosen, at)


def _open(round_id: UUID, at: datetime) -> IdeaRound:
    """Return a round that takes votes, locked: votes and the count come one after the other."""
    row = locked(round_id)
    need_phase(row, at, Phase.VOTING)
    return row


def _mark(row: IdeaRound, resident: UUID) -> bool:
    """Leave the mark that somebody voted; tell whether there was none before."""
    digest = mark_of(row, resident)
    if SupportMark.objects.filter(digest=digest).exists():
        return False
    SupportMark.objects.create(digest=digest, round=row)
    return True


def _count(row: IdeaRound, chosen: Collection[int], at: datetime) -> None:
    tallies = Tally.objects.filter(idea__round=row, idea__number__in=chosen)
    tallies.update(count=F("count") + 1)
    publish(IdeaSupported(at=at, subject=row.pk))
