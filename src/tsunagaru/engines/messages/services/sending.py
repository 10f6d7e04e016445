"""Sending notices (お知らせを送る)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.definitions import QuietDefinition, TemplateDefinition
from tsunagaru.engines.messages.events import EmailRefused, EmailSent, NoticeRead, NoticeSent
from tsunagaru.engines.messages.gateways.smtp import CannotDeliver, Letter, hand_over, has_server
from tsunagaru.engines.messages.models import Email, Notice, Template
from tsunagaru.engines.messages.rules import LINK, fill, one_line, put_link
from tsunagaru.engines.messages.rules.pacing import held_until, hold_hour
from tsunagaru.engines.messages.services.links import Link, address_of
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.remembering import remembered


class CannotFindTemplate(Exception):
    """The town folder has no such notice (文例がありません)."""


@transaction.atomic
def send(  # noqa: PLR0913 - all of these describe the one notice
    *,
    event: UUID,
    template: str,
    values: Mapping[str, str],
    about: UUID,
    at: datetime,
    resident: UUID | None = None,
    email: str = "",
    language: str = "ja",
    url: str = "",
    link: Link | None = None,  # the e-mail's ``{link}``: always made when it leaves
) -> None:
    """Put a notice, linked to ``url``, into an inbox and queue its e-mail, once per event (送る).

    Raises:
        CannotFindTemplate: the town folder lacks the text.

    Publishes:
        NoticeSent
    """
    if rows.first(Notice, event=event, template=template, resident_id=resident):
        return
    words = _words(template)
    notice = Notice(
        event=event,
        template=template,
        resident_id=resident,
        about=about,
        url=url,
        language=language,
        title=fill(words.title.speak(language), values),
        body=fill(words.body.speak(language), values),
        sent_at=at,
    )
    rows.add(notice)
    letter = fill(words.email.speak(language), {**values, "link": LINK})
    by_email = _queue(notice, email, letter, link)
    sent = NoticeSent(at=at, subject=notice.pk, template=template, by_email=by_email)
    publish(sent, due_at=_morning(words.quiet, at))


def _morning(quiet: QuietDefinition | None, at: datetime) -> datetime:
    """Return when an e-mail leaves: at once, or after the hours in which it waits (静かな時間)."""
    if quiet is None:
        return at
    here = local(at)
    return held_until(hold_hour(quiet.begins, quiet.ends, here.hour), here)


def _queue(notice: Notice, address: str, text: str, link: Link | None) -> str:
    """Queue the e-mail of a notice where there is an address and a server; yes or no."""
    if not address or not has_server():
        return "no"
    Email.objects.create(
        notice=notice,
        address=address,
        title=notice.title,
        body=text,
        link_kind=link.kind if link else "",
        link_to=link.to if link else None,
    )
    return "yes"


@remembered
def _words(template: str) -> TemplateDefinition:
    row = Template.objects.filter(code=template).first()
    if row is None:
        raise CannotFindTemplate(template)
    return TemplateDefinition.model_validate(row.content)


def hand_email_over(notice: UUID, *, at: datetime) -> None:
    """Give a queued e-mail to the mail server; nothing happens when it is no longer queued.

    Raises:
        OSError, SMTPException: the server cannot be reached now; the delivery is tried again.

    Publishes:
        EmailSent or EmailRefused
    """
    queued = Email.objects.filter(notice=notice, state=Email.State.QUEUED)
    row = queued.select_related("notice").first()
    if row is None:
        return
    body = put_link(row.body, _link_of(row, at))
    letter = Letter(key=str(notice), address=row.address, title=one_line(row.title), body=body)
    try:
        hand_over(letter)
    except CannotDeliver as refusal:
        _settle(row.notice, state=Email.State.REFUSED, reply=str(refusal.code), at=at)
    else:
        _settle(row.notice, state=Email.State.ACCEPTED, reply="250", at=at)


def _link_of(row: Email, at: datetime) -> str:
    if row.link_to is None:
        return ""
    return address_of(Link(row.link_kind, row.link_to), row.notice.resident_id, at=at)


@transaction.atomic
def _settle(notice: Notice, *, state: Email.State, reply: str, at: datetime) -> None:
    """Write the outcome down once; a late second outcome changes nothing."""
    rows = Email.objects.filter(notice=notice, state=Email.State.QUEUED)
    if not rows.update(state=state, reply=reply, accepted_at=at):
        return
    event = EmailSent if state == Email.State.ACCEPTED else EmailRefused
    publish(event(at=at, subject=notice.pk, template=notice.template))


@transaction.atomic
def mark_read(notice: UUID, *, at: datetime) -> None:
    """Remember that a resident opened a notice (既読にする).

    Publishes:
        NoticeRead, the first time
    """
    if Notice.objects.filter(pk=notice, read_at=None).update(read_at=at):
        template = Notice.objects.values_list("template", flat=True).get(pk=notice)
        publish(NoticeRead(at=at, subject=notice, template=template, channel="online"))
