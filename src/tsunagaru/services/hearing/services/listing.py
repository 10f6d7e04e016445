"""The desk looks at ideas (アイデアの確認): words for all, listing, joining, setting aside."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.search import api as search
from tsunagaru.kernel.access import Actor
from tsunagaru.services.hearing.events import IdeaChecked, IdeaHandled
from tsunagaru.services.hearing.models import Idea, IdeaRound, Tally
from tsunagaru.services.hearing.queries.found import round_document
from tsunagaru.services.hearing.queries.rounds import marks_of_idea
from tsunagaru.services.hearing.rules.rounds import (
    BEFORE_VOTES,
    IDEA_LIFE,
    IdeaAct,
    IdeaState,
    Phase,
)
from tsunagaru.services.hearing.rules.screening import digest_of, is_refused
from tsunagaru.services.hearing.services.publishing import (
    CHANGED,
    NO_WORDS,
    SENDERS,
    UNCONFIRMED,
    CannotPublish,
)
from tsunagaru.services.hearing.services.rounds import CannotRun, at_desk, need_phase

NO_OTHER = "その番号の、載っているか確認待ちのアイデアは、この募集にありません。"
VOTES_HAVE_BEGUN = "投票が始まったため、載っているアイデアは変えられません。"


@dataclass(frozen=True)
class IdeaWords:
    """What everybody reads of an idea (公開の文)."""

    title: str
    text: str

    @property
    def digest(self) -> str:
        """Return a mark of exactly these words."""
        return digest_of(self.title, self.text)


def of_desk(idea_id: UUID, by: Actor) -> Idea:
    """Return an idea for somebody of the desk; its round is locked.

    Raises:
        CannotRun
    """
    at_desk(Idea.objects.values_list("round_id", flat=True).get(pk=idea_id), by)
    return Idea.objects.select_related("round").get(pk=idea_id)


def _move(idea: Idea, act: IdeaAct) -> None:
    idea.state = IDEA_LIFE.move(IdeaState(idea.state), act)


@transaction.atomic
def word(idea_id: UUID, words: IdeaWords, *, by: Actor, at: datetime) -> None:
    """Keep the public words; what was listed is so no more until they are confirmed (文を整える).

    Raises:
        CannotRun: votes have begun, or it is not one's work.
        CannotMoveIdea

    Publishes:
        IdeaHandled
    """
    idea = of_desk(idea_id, by)
    need_phase(idea.round, at, *BEFORE_VOTES)
    _move(idea, IdeaAct.REWORD)
    idea.title, idea.text, idea.confirmed = words.title, words.text, ""
    idea.worded_by = by.staff
    idea.save()
    refresh_search(idea.round)
    publish(IdeaHandled(at=at, subject=idea.pk, act="worded"))
    audit(actor=by, action="idea.worded", subject=idea.pk, at=at)


@transaction.atomic
def list_idea(idea_id: UUID, *, seen: str, confirmed: bool, by: Actor, at: datetime) -> None:
    """List an idea for everybody to read (載せる).

    Args:
        seen: digest of the words that were on the screen.
        confirmed: that what was marked tells nobody who somebody is.

    Raises:
        CannotRun, CannotMoveIdea
        CannotPublish: no words, other words, or something marked that stops it.

    Publishes:
        IdeaChecked
    """
    idea = of_desk(idea_id, by)
    need_phase(idea.round, at, *BEFORE_VOTES)
    _move(idea, IdeaAct.LIST)
    words = IdeaWords(idea.title, idea.text)
    if not (words.title and words.text):
        raise CannotPublish(NO_WORDS)
    if words.digest != seen:
        raise CannotPublish(CHANGED)
    marks = [one for _, found in marks_of_idea(idea, at) for one in found]
    if is_refused(marks):
        raise CannotPublish(SENDERS)
    if marks and not confirmed:
        raise CannotPublish(UNCONFIRMED)
    idea.confirmed, idea.listed_at, idea.aside = words.digest, at, ""
    idea.save()
    Tally.objects.get_or_create(idea=idea)
    _note(idea, "idea.listed", by=by, at=at)


@transaction.atomic
def merge_idea(idea_id: UUID, number: int, *, by: Actor, at: datetime) -> None:
    """Put it together with a like one of the same round (まとめる), which stands for both.

    Raises:
        CannotRun, CannotMoveIdea

    Publishes:
        IdeaChecked
    """
    idea = of_desk(idea_id, by)
    need_phase(idea.round, at, *BEFORE_VOTES)
    open_ones = (IdeaState.RECEIVED, IdeaState.LISTED)
    others = idea.round.ideas.filter(number=number, state__in=open_ones)
    main = others.exclude(pk=idea.pk).first()
    if main is None:
        raise CannotRun(NO_OTHER)
    _move(idea, IdeaAct.MERGE)
    idea.main = main
    idea.save()
    idea.alike.filter(state=IdeaState.MERGED).update(main=main)
    _note(idea, "idea.merged", by=by, at=at)


@transaction.atomic
def set_idea_aside(idea_id: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Do not list an idea, with a reason that its author reads (載せない).

    What came too late to be checked may be set aside later, too; what is voted on may not.

    Raises:
        CannotRun, CannotMoveIdea

    Publishes:
        IdeaChecked
    """
    idea = of_desk(idea_id, by)
    later = () if idea.state == IdeaState.LISTED else LATER
    need_phase(idea.round, at, *BEFORE_VOTES, *later)
    _move(idea, IdeaAct.SET_ASIDE)
    idea.aside = reason
    idea.save()
    restore_alike(idea, at=at)
    _note(idea, "idea.set_aside", by=by, at=at)


LATER = (Phase.VOTING, Phase.COUNTING, Phase.ANSWERING)


@transaction.atomic
def restore_idea(idea_id: UUID, *, by: Actor, at: datetime) -> None:
    """Bring back what was set aside or put together wrongly (確認待ちに戻す).

    Raises:
        CannotRun, CannotMoveIdea

    Publishes:
        IdeaHandled
    """
    idea = of_desk(idea_id, by)
    need_phase(idea.round, at, *BEFORE_VOTES)
    _restore(idea, at=at)
    audit(actor=by, action="idea.restored", subject=idea.pk, at=at)


def restore_alike(idea: Idea, *, at: datetime) -> None:
    """Bring back to the desk what was put together with an idea that is listed no more.

    Publishes:
        IdeaHandled
    """
    for one in idea.alike.filter(state=IdeaState.MERGED).order_by("number"):
        _restore(one, at=at)


def _restore(idea: Idea, *, at: datetime) -> None:
    _move(idea, IdeaAct.RESTORE)
    idea.main, idea.aside = None, ""
    idea.save()
    publish(IdeaHandled(at=at, subject=idea.pk, act="restored"))


def _note(idea: Idea, action: str, *, by: Actor, at: datetime) -> None:
    refresh_search(idea.round)
    publish(IdeaChecked(at=at, subject=idea.pk, outcome=action.partition(".")[2]))
    audit(actor=by, action=action, subject=idea.pk, at=at)


def refresh_search(row: IdeaRound) -> None:
    """Let the search find the round as it stands now."""
    if row.published_at is not None:
        search.index([round_document(row)])
