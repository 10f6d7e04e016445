"""Telling senders (送った方への知らせ): that it arrived, and that the answer is there.

The inbox and the e-mail hold the answer's place, not its words: it is read where its sender alone
can open it.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import Inquiry, Reply
from tsunagaru.services.hearing.rules.states import Way

RECEIVED, ANSWERED = "inquiry_received", "inquiry_answered"
LATE_LINK = "inquiry"
MARK = "token"
READY = {
    "ja": ("町からお返事があります", "受付番号 {number} のお返事を、下のページでお読みください。"),
    "ja-easy": (
        "町（まち）から 返事（へんじ）が あります",
        "番号（ばんごう） {number} の 返事（へんじ）です。下の ページを 見て ください。",
    ),
    "en": (
        "The town has answered you",
        "Please read the answer to no. {number} on this page.",
    ),
}


def tell_received(inquiry: UUID, event: UUID, *, at: datetime) -> None:
    """Tell the sender that it arrived, with number and link (受付の知らせ), once."""
    row = Inquiry.objects.get(pk=inquiry)
    _send(row, RECEIVED, uuid5(event, RECEIVED), at)


@transaction.atomic
def tell_answered(inquiry: UUID, event: UUID, *, at: datetime) -> None:
    """Tell the sender that the town has answered (返事の知らせ), once, by the way they came."""
    row = Inquiry.objects.select_for_update(no_key=True).get(pk=inquiry)
    reply = row.replies.filter(turn=row.turn, given_at__isnull=False).first()
    if reply is None or not row.wants_reply:
        return
    if row.subscriber is not None and reply.broadcast is None and reply.way == Way.MESSAGE:
        _write(row, reply, at)
    _send(row, ANSWERED, uuid5(event, ANSWERED), at)


def _write(row: Inquiry, reply: Reply, at: datetime) -> None:
    """Write where the answer is to whom it reached by LINE, mail or short message."""
    own = reverse("hearing:by_message", args=[MARK]).replace(MARK, "{token}")
    texts = {
        language: {"title": title, "body": body.format(number=row.number)}
        for language, (title, body) in READY.items()
    }
    personal = messages.Personal(
        subscriber=row.subscriber or row.pk,
        texts=texts,
        section=row.section,
        page=reverse("hearing:ask"),
        own_page=own,
    )
    reply.broadcast = messages.write_to(personal, by=reply.approved_by or reply.written_by, at=at)
    reply.save()


def _send(row: Inquiry, template: str, event: UUID, at: datetime) -> None:
    """Put it into the inbox of a resident, and send a mail where there is an address."""
    if row.emptied_at is not None:
        return
    person = _resident(row, at)
    if person is None and not row.email:
        return
    url = reverse("hearing:own", args=[row.pk]) if person else ""
    language = (person.language if person else "") or row.language
    messages.send(
        event=event,
        template=template,
        values={"number": row.number, "due": day_words(row.due_on, language)},
        about=row.pk,
        resident=person.id if person else None,
        email=row.email or (person.email if person else ""),
        language=language,
        url=url,
        link=messages.Link(LATE_LINK, row.pk),
        at=at,
    )


def _resident(row: Inquiry, at: datetime) -> people.ResidentView | None:
    if row.resident is None:
        return None
    return people.residents([row.resident], day=day_of(at)).get(row.resident)
