"""What a sender sees of an inquiry (送った方の画面): by a private link, or signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from tsunagaru.engines.messages import api as outbox
from tsunagaru.services.hearing.models import Inquiry, Reply, Saying
from tsunagaru.services.hearing.queries.setups import need_rules, rules
from tsunagaru.services.hearing.rules.states import LIFE, OPEN, Act, ReplyState, State

LINK = "hearing.status"
LATEST = 50


@dataclass(frozen=True)
class Turn:
    """What was asked, and what the town answered (やり取り)."""

    saying: Saying
    reply: Reply | None


@dataclass(frozen=True)
class Status:
    """An inquiry as its sender sees it (状況)."""

    row: Inquiry
    turns: Sequence[Turn]
    may_withdraw: bool
    may_ask_again: bool

    @property
    def is_open(self) -> bool:
        """Tell whether an answer may still come."""
        return self.row.state in OPEN


def token_of(inquiry: UUID) -> str:
    """Return what stands in the private address of an inquiry's page; it is kept nowhere."""
    return signing.Signer(salt=LINK).sign(inquiry.hex).replace(":", ".")


def path_of(inquiry: UUID) -> str:
    """Return the private path of an inquiry's page (状況のページ)."""
    return reverse("hearing:status", args=[token_of(inquiry)])


def behind(token: str) -> Inquiry | None:
    """Return the inquiry of a private address, or None where it is none of ours."""
    if rules() is None:
        return None
    try:
        key = UUID(signing.Signer(salt=LINK).unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None
    return Inquiry.objects.filter(pk=key).first()


def behind_message(token: str) -> Inquiry | None:
    """Return the inquiry to which a message led its subscriber (個別の知らせの先)."""
    found = outbox.behind(token)
    if found is None:
        return None
    key, addressee = found
    reply = Reply.objects.select_related("inquiry").filter(broadcast=key).first()
    if reply is None or reply.inquiry.subscriber != addressee.subscriber:
        return None
    return reply.inquiry


def own(inquiry: UUID, resident: UUID) -> Inquiry | None:
    """Return a resident's own inquiry, or None where it is somebody else's."""
    return Inquiry.objects.filter(pk=inquiry, resident=resident).first()


def all_of(resident: UUID) -> Sequence[Inquiry]:
    """Return a resident's inquiries, newest first."""
    return list(Inquiry.objects.filter(resident=resident)[:LATEST])


def may_ask_again(row: Inquiry, at: datetime) -> bool:
    """Tell whether a further question is taken now (続けて質問できるか)."""
    if row.state not in {State.ANSWERED, State.DONE} or row.answered_at is None:
        return False
    limit = timedelta(days=need_rules().again_days)
    return row.emptied_at is None and at <= row.answered_at + limit


def status(row: Inquiry, at: datetime) -> Status:
    """Return how an inquiry stands, for its sender (状況)."""
    given = {one.turn: one for one in row.replies.filter(state=ReplyState.GIVEN)}
    return Status(
        row=row,
        turns=[Turn(one, given.get(one.turn)) for one in row.sayings.all()],
        may_withdraw=Act.WITHDRAW in LIFE.allowed(State(row.state)),
        may_ask_again=may_ask_again(row, at),
    )


def latest_of(subscriber: UUID) -> Inquiry | None:
    """Return the newest inquiry that somebody sent by message (最後の広聴)."""
    return Inquiry.objects.filter(subscriber=subscriber).order_by("-received_at").first()


def answered_by(broadcast: UUID) -> Inquiry | None:
    """Return the inquiry whose answer a message told of (返事の知らせの元)."""
    reply = Reply.objects.select_related("inquiry").filter(broadcast=broadcast).first()
    return reply.inquiry if reply else None
