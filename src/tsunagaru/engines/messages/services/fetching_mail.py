"""Fetching letters from the mailbox (受信箱の取込み): a thread beside every worker, one looks.

What a letter says is committed before it is put away: a worker killed between the two takes it in
once more, and that changes nothing.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import Error, connection
from django.db.models import F

from tsunagaru.engines.messages.gateways.bounces import MOST_BYTES
from tsunagaru.engines.messages.gateways.channels import CannotReach
from tsunagaru.engines.messages.gateways.mailbox import Account, Mailbox, Waiting, opened
from tsunagaru.engines.messages.models import MailboxState
from tsunagaru.engines.messages.services.clerks import AWAY
from tsunagaru.engines.messages.services.mail_arriving import Took, take_letter
from tsunagaru.kernel import clock

EVERY = timedelta(minutes=1)
LOOK_S = 2.0
MOST_AT_ONCE = 200
log = logging.getLogger(__name__)


@dataclass
class Fetched:
    """What one look brought (取込みの結果).

    Args:
        taken: letters that said something of ours.
        others: letters that did not; they are left in the mailbox, marked as read.
    """

    taken: int = 0
    others: int = 0
    too_large: int = 0
    failed: int = 0


def keep_fetching(account: Account | None, *, secret: str, stop: Event) -> Thread | None:
    """Look into the mailbox every minute, in a thread, until told to stop (受信箱の見張り).

    Args:
        account: None for a town without one.
    """
    if account is None:
        return None
    thread = Thread(target=_keep, args=(account, secret, stop), name="mailbox", daemon=True)
    thread.start()
    return thread


def _keep(account: Account, secret: str, stop: Event) -> None:
    while not stop.wait(LOOK_S):
        try:
            fetch_if_due(account, secret=secret, at=clock.now())
        except Error as error:
            log.warning("database not available: %s", type(error).__name__)
            connection.close()
        except Exception as error:  # whatever came, the next look must follow
            log.warning("the mailbox could not be looked through", exc_info=error)
    connection.close()


def fetch_if_due(account: Account, *, secret: str, at: datetime) -> Fetched | None:
    """Look through the mailbox, unless another worker has just done so (必要なら取り込む).

    Returns:
        None where it is not due, or not to be had; which is then on record.
    """
    MailboxState.objects.get_or_create(pk=1, defaults={"next_at": at})
    row = MailboxState.objects.filter(pk=1)
    if not row.filter(next_at__lte=at).update(next_at=at + EVERY):
        return None
    try:
        with opened(account) as mailbox:
            fetched = fetch(mailbox, secret=secret, at=at)
    except CannotReach as error:
        row.filter(failing_since=None).update(failing_since=at)
        row.update(trouble=error.code)
        return None
    row.update(
        reached_at=at,
        failing_since=None,
        trouble="",
        taken=F("taken") + fetched.taken,
        too_large=F("too_large") + fetched.too_large,
        failed=fetched.failed,
    )
    return fetched


def fetch(mailbox: Mailbox, *, secret: str, at: datetime) -> Fetched:
    """Take in what waits in a mailbox (取り込む); one letter holds up no other.

    Raises:
        CannotReach: the line broke; what was taken in so far stays so.
        django.db.OperationalError, InterfaceError: the database is away.
    """
    fetched = Fetched()
    for one in mailbox.waiting(MOST_AT_ONCE):
        if one.size > MOST_BYTES:
            fetched.too_large += 1
        elif not _took(mailbox, one, fetched, secret, at):
            continue
        mailbox.put_away(one.uid)
    return fetched


def _took(mailbox: Mailbox, one: Waiting, fetched: Fetched, secret: str, at: datetime) -> bool:
    raw = mailbox.read(one.uid)
    try:
        took = take_letter(raw, secret=secret, at=at)
    except AWAY:
        raise
    except Exception:  # whatever stands in one letter, the next must be read
        log.exception("a letter cannot be taken in")
        fetched.failed += 1
        return False
    fetched.taken += took != Took.NOTHING
    fetched.others += took == Took.NOTHING
    return True
