"""Letters that let an address work (登録の確認のメール): double opt-in, and a way to change."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from tsunagaru.engines.messages.events import NoticeSent
from tsunagaru.engines.messages.gateways.smtp import has_server
from tsunagaru.engines.messages.models import Contact, Email, Notice, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState
from tsunagaru.engines.messages.queries.subscribers import contacts_of, link_path
from tsunagaru.engines.messages.rules import LINK
from tsunagaru.engines.messages.rules.addresses import address_form
from tsunagaru.engines.messages.rules.links import CONFIRM, LIVES, SETTINGS
from tsunagaru.engines.messages.services.subscribing import (
    PLACE,
    CannotAdd,
    Wishes,
    add_address,
    subscribe,
)
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.vault.sealing import blinds

LETTERS, WINDOW = 5, timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=30)
TITLES = {
    CONFIRM: "お知らせの登録を確かめてください",
    SETTINGS: "お知らせの登録の変更",
}
BODIES = {
    CONFIRM: (
        "町のお知らせを、このメールアドレスで受け取る登録がありました。"
        "48時間以内に次のページを開いて、登録を終えてください。"
    ),
    SETTINGS: (
        "このメールアドレスは、町のお知らせに登録されています。"
        "登録の内容を変える、やめるときは、24時間以内に次のページを開いてください。"
    ),
}
STRANGER = "心当たりのないときは、このメールを捨ててください。何も登録されません。"


class TooManyLetters(Exception):
    """So many letters to one address were asked for that it must rest (依頼が多すぎます)."""


def shows_link() -> bool:
    """Tell whether the link is shown on the page: in a demo without mail server, only there."""
    return bool(settings.TSUNAGARU_DEMO) and not has_server()


def can_mail() -> bool:
    """Tell whether letters can reach anybody (メールの可否)."""
    return has_server() or shows_link()


def shown_links(row: Subscriber | None, *, at: datetime) -> list[str]:
    """Return the links of letters, which a demo without mail server shows instead."""
    if not shows_link():
        return []
    mailed = [one for one in contacts_of(row) if one.kind == ContactKind.EMAIL]
    waiting = [one for one in mailed if one.state == ContactState.UNCONFIRMED]
    return [link_path(CONFIRM, one.pk, at) for one in waiting]


@transaction.atomic
def join(address: str, wishes: Wishes, *, at: datetime) -> tuple[str, UUID]:
    """Register somebody without an account (アカウントなしの登録); the address must answer first.

    One that is registered already gets a link to change it, and nothing else happens: the page
    says the same to both.

    Returns:
        Which link was written, and for which address.

    Raises:
        TooManyLetters: try again later.
    """
    known = _known(address)
    if known is not None and known.state == ContactState.ACTIVE:
        _admit(address, at)
        _write(SETTINGS, known, wishes.language, at)
        return SETTINGS, known.pk
    row = subscribe(None, wishes, way="online", at=at)
    return CONFIRM, ask_address(row, address, way="online", at=at)


@transaction.atomic
def ask_address(subscriber: Subscriber, address: str, *, way: str, at: datetime) -> UUID:
    """Add an e-mail address and ask it to confirm (確認を求める); one of another's stays theirs.

    Raises:
        TooManyLetters: try again later.
    """
    _admit(address, at)
    known = _known(address)
    if known is not None and known.state == ContactState.ACTIVE:
        if known.subscriber_id != subscriber.pk:
            _write(SETTINGS, known, subscriber.language, at)
        return known.pk
    try:
        row = add_address(subscriber, ContactKind.EMAIL, address, way=way, at=at)
    except CannotAdd:  # it was confirmed elsewhere in this very moment
        return known.pk if known else uuid4()
    _write(CONFIRM, row, subscriber.language, at)
    return row.pk


def _known(address: str) -> Contact | None:
    form = address_form(ContactKind.EMAIL, address)
    rows = Contact.objects.filter(address_index__in=blinds(form, place=PLACE))
    return rows.filter(kind=ContactKind.EMAIL).first()


def _admit(address: str, at: datetime) -> None:
    what = f"messages.letter|{address_form(ContactKind.EMAIL, address)}"
    if not people.admit(what, limit=LETTERS, window=WINDOW, at=at):
        raise TooManyLetters


def _write(purpose: str, contact: Contact, language: str, at: datetime) -> None:
    """Queue a letter; the link is made when it leaves."""
    title = say(TITLES[purpose], language)
    body = "\n\n".join((say(BODIES[purpose], language), LINK, say(STRANGER, language)))
    notice = Notice.objects.create(
        event=uuid4(),
        template=f"joining_{purpose}",
        about=contact.pk,
        language=language,
        title=title,
        body=say(BODIES[purpose], language),
        sent_at=at,
    )
    by_email = "yes" if has_server() else "no"
    if has_server():
        Email.objects.create(
            notice=notice,
            address=contact.address,
            title=title,
            body=body,
            link_kind=f"joining_{purpose}",
            link_to=contact.pk,
        )
    publish(NoticeSent(at=at, subject=notice.pk, template=notice.template, by_email=by_email))


@transaction.atomic
def forget_unconfirmed(*, at: datetime) -> int:
    """Delete addresses that never answered, and registrations without any (期限切れの削除).

    Returns:
        How many addresses were deleted.
    """
    old = Contact.objects.filter(state=ContactState.UNCONFIRMED, added_at__lte=at - LIVES[CONFIRM])
    gone = list(old.values_list("pk", flat=True))
    Notice.objects.filter(about__in=gone).delete()
    Contact.objects.filter(pk__in=gone).delete()
    working = Contact.objects.filter(state__in=(ContactState.ACTIVE, ContactState.UNCONFIRMED))
    idle = Subscriber.objects.filter(resident_id=None, changed_at__lte=at - FORGOTTEN_AFTER)
    idle.exclude(pk__in=working.values("subscriber")).delete()
    return len(gone)
