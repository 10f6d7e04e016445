"""Public questions and answers (質問と回答の公開)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.search import api as search
from tsunagaru.kernel.access import Actor
from tsunagaru.services.hearing.events import AnswerPublished, AnswerUnpublished
from tsunagaru.services.hearing.models import Inquiry, PublicAnswer, Setup
from tsunagaru.services.hearing.queries.public import KIND, document, marks_of
from tsunagaru.services.hearing.rules.screening import digest_of, is_refused
from tsunagaru.services.hearing.rules.states import State
from tsunagaru.services.hearing.services.tracing import handled, note
from tsunagaru.services.hearing.services.triage import author_of, workable


class CannotPublish(Exception):
    """It may not become public (公開できません).

    Args:
        sentence: why, for the clerk.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


NO_CONSENT = "送った方が公開に同意していません。"
NOT_ANSWERED = "返事をした広聴だけを公開できます。"
SENDERS = "送った方の情報か、個人番号と思われる数字があります。文を直してください。"
UNCONFIRMED = "印の付いた言葉を確かめて、個人が分かる情報でないことを確認してください。"
CHANGED = "確かめたあとに文が変わりました。もう一度確かめてください。"
NO_WORDS = "公開する文がまだありません。"


@dataclass(frozen=True)
class Words:
    """What everybody would read (公開の文)."""

    title: str
    question: str
    answer: str

    @property
    def digest(self) -> str:
        """Return a mark of exactly these words."""
        return digest_of(self.title, self.question, self.answer)


@transaction.atomic
def write(inquiry: UUID, words: Words, *, by: Actor, at: datetime) -> UUID:
    """Keep the words for the public; what was public is so no more until it is confirmed again.

    Raises:
        CannotHandle
        CannotPublish: no consent, or not answered.

    Publishes:
        InquiryHandled; AnswerUnpublished, where it was public
    """
    row, author = workable(inquiry, by), author_of(by)
    _check(row)
    take_down_of(row, "town", at=at)
    public = PublicAnswer.objects.filter(inquiry=row).first() or _new(row)
    public.title, public.question, public.answer = words.title, words.question, words.answer
    public.topic, public.confirmed = row.topic, ""
    public.written_by, public.written_at = author, at
    public.save()
    note(row, "public_drafted", at=at, by=by)
    handled(row, "public_drafted", at=at)
    audit(actor=by, action="inquiry.public_drafted", subject=row.pk, at=at)
    return public.pk


def _new(row: Inquiry) -> PublicAnswer:
    Setup.objects.select_for_update(no_key=True).first()  # they are numbered
    last = PublicAnswer.objects.aggregate(n=Max("number"))["n"] or 0
    return PublicAnswer(inquiry=row, number=last + 1)


@transaction.atomic
def publish_answer(inquiry: UUID, *, seen: str, confirmed: bool, by: Actor, at: datetime) -> None:
    """Let everybody read it (公開する).

    Args:
        seen: digest of the words that were on the screen.
        confirmed: that what was marked tells nobody who somebody is.

    Raises:
        CannotHandle
        CannotPublish: no consent, not answered, something marked that is never published or was
            not confirmed, or the words changed meanwhile.

    Publishes:
        AnswerPublished
    """
    row = workable(inquiry, by)
    _check(row)
    public = PublicAnswer.objects.select_for_update(no_key=True).filter(inquiry=row).first()
    if public is None:
        raise CannotPublish(NO_WORDS)
    words = Words(public.title, public.question, public.answer)
    if words.digest != seen:
        raise CannotPublish(CHANGED)
    marks = [one for _, found in marks_of(public, row, at) for one in found]
    if is_refused(marks):
        raise CannotPublish(SENDERS)
    if marks and not confirmed:
        raise CannotPublish(UNCONFIRMED)
    public.confirmed, public.published_by, public.published_at = words.digest, by.staff, at
    public.withdrawn_at = None
    public.save()
    search.index([document(public)])
    note(row, "published", at=at, by=by)
    publish(AnswerPublished(at=at, subject=public.pk, topic=public.topic))
    audit(actor=by, action="inquiry.published", subject=row.pk, at=at)


@transaction.atomic
def unpublish(inquiry: UUID, *, by: Actor, at: datetime) -> None:
    """Take it down (公開をやめる).

    Raises:
        CannotHandle

    Publishes:
        AnswerUnpublished, where it was public
    """
    row = workable(inquiry, by)
    if take_down_of(row, "town", at=at):
        note(row, "unpublished", at=at, by=by)
        audit(actor=by, action="inquiry.unpublished", subject=row.pk, at=at)


def take_down_of(row: Inquiry, who: str, *, at: datetime) -> bool:
    """Take down what is public of an inquiry; tell whether anything was.

    Publishes:
        AnswerUnpublished
    """
    found = PublicAnswer.objects.filter(inquiry=row, published_at__isnull=False)
    public = found.select_for_update(no_key=True).first()
    if public is None:
        return False
    public.published_at, public.withdrawn_at, public.confirmed = None, at, ""
    public.save()
    search.remove(KIND, str(public.number))
    publish(AnswerUnpublished(at=at, subject=public.pk, by=who))
    return True


def _check(row: Inquiry) -> None:
    if row.state != State.ANSWERED:
        raise CannotPublish(NOT_ANSWERED)
    if not row.may_publish:
        raise CannotPublish(NO_CONSENT)
