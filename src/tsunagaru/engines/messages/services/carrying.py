"""The database's half of dispatching (送信の台帳側): taking chunks, writing reports down.

Nothing here calls a provider, and no transaction stays open while one is called.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction

from tsunagaru.engines.messages.gateways import posting
from tsunagaru.engines.messages.gateways.channels import Answer, Limits, Parcel, Recipient, Result
from tsunagaru.engines.messages.gateways.posting import Addressed, Taken
from tsunagaru.engines.messages.models import Broadcast, Chunk, Gate
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.queries.briefs import Brief, token_key
from tsunagaru.engines.messages.rules import pacing
from tsunagaru.engines.messages.rules.tokens import token
from tsunagaru.engines.messages.services.clerks import AWAY
from tsunagaru.engines.messages.services.falling_back import fall_back
from tsunagaru.engines.messages.services.subscribing import drop_addresses
from tsunagaru.ground.vault.keys import CannotOpenVault
from tsunagaru.ground.vault.sealing import unseal_each

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 500  # with the longest wait this is longer than any message lives
ADDRESS = "messaging_contact.address|"


@dataclass(frozen=True)
class Desk:
    """Who takes chunks for which channel (送信係の席).

    Args:
        owner: the dispatcher's name in the leases.
        brief: returns what the recipients of a broadcast share; it may remember.
    """

    kind: str
    limits: Limits
    owner: str
    brief: Callable[[int], Brief]


@dataclass(frozen=True, slots=True)
class Work:
    """A chunk ready to be handed to its channel (送信の仕事)."""

    chunk: Taken
    parcel: Parcel
    contacts: dict[int, str]


@dataclass(frozen=True, slots=True)
class Report:
    """What a channel said of a chunk (送信の報告).

    Args:
        answers: one for each recipient of whom something is known.
        code: why the chunk must be sent again, wholly or in part; empty when it is done.
        wait_s: how long the provider asked to wait.
        split: the provider refused it as a whole: send its halves.
    """

    work: Work
    answers: Sequence[Answer] = ()
    code: str = ""
    wait_s: float = 0
    split: bool = False


@transaction.atomic
def take_work(desk: Desk, most: int, *, at: datetime, alerts_only: bool = False) -> list[Work]:
    """Take chunks of a channel, with their addresses opened (送信の仕事を取る).

    What was in the air when its broadcast was stopped, and came back, does not leave again.
    """
    if desk.limits.a_second:
        most = _permitted(desk.kind, desk.limits, most, at)
    if most <= 0:
        return []
    lanes = posting.ALERTS if alerts_only else posting.NO_LIMIT
    taken = posting.take(desk.kind, most, lanes=lanes, owner=desk.owner, at=at)
    stopped = _stopped(taken)
    for chunk in taken:
        if chunk.broadcast in stopped:
            _give_up(chunk, posting.load(chunk), "stopped", at)
    going = [chunk for chunk in taken if chunk.broadcast not in stopped]
    return [work for chunk in going if (work := _prepared(chunk, desk, at))]


def _stopped(taken: Sequence[Taken]) -> set[int]:
    """Return which of their broadcasts were stopped: a brief does not know, it never changes."""
    if not taken:
        return set()
    rows = Broadcast.objects.filter(pk__in={chunk.broadcast for chunk in taken})
    return set(rows.filter(state=BroadcastState.STOPPED).values_list("pk", flat=True))


def _permitted(kind: str, limits: Limits, most: int, at: datetime) -> int:
    """Return how many calls the provider allows now, counted for all processes together."""
    gate, _ = Gate.objects.select_for_update(no_key=True).get_or_create(
        kind=kind, defaults={"next_at": at, "paused_until": at}
    )
    if gate.paused_until > at:
        return 0
    calls = pacing.permits(gate.next_at, at, limits.a_second, most)
    gate.next_at = pacing.after_calls(gate.next_at, at, limits.a_second, calls)
    gate.save(update_fields=["next_at"])
    return calls


def _prepared(chunk: Taken, desk: Desk, at: datetime) -> Work | None:
    """Return the work of a chunk; one with nobody left to write to is done."""
    brief = desk.brief(chunk.broadcast)
    rows = posting.load(chunk)
    if brief.expires_at <= at or chunk.attempts > MOST_ATTEMPTS:
        _give_up(chunk, rows, "expired" if brief.expires_at <= at else "attempts", at)
        return None
    again = desk.limits.same_recipients and chunk.attempts > 1
    fit = [row for row in rows if row.address and (again or row.state == "active")]
    opened = _opened(fit)
    known = opened.keys()
    left = [Answer(r.seq, Result.REFUSED, code=_why(r)) for r in rows if r.seq not in known]
    if left:
        posting.add(chunk.broadcast, left, at=at)
        fall_back(chunk.broadcast, [a.seq for a in left], at=at)
    if not opened:
        posting.finish(chunk.id)
        return None
    parcel = _parcel(chunk, brief, opened)
    if desk.limits.same_recipients:
        parcel = replace(parcel, key=same_list(brief.key, parcel.recipients))
    return Work(chunk, parcel, {row.seq: row.contact for row in fit if row.seq in known})


def _why(row: Addressed) -> str:
    """Return why somebody is not written to: the address's state, or that it cannot be opened."""
    return row.state if row.state != "active" else "sealed"


def _opened(rows: list[Addressed]) -> dict[int, str]:
    """Return the addresses by number; one that cannot be opened holds up nobody else."""
    places = [ADDRESS + row.contact for row in rows]
    blobs = [row.address or b"" for row in rows]
    try:
        return dict(zip((row.seq for row in rows), unseal_each(blobs, places), strict=True))
    except CannotOpenVault:
        if len(rows) == 1:
            log.exception("an address cannot be opened")
            return {}
        middle = len(rows) // 2
        return _opened(rows[:middle]) | _opened(rows[middle:])


def same_list(key: UUID, recipients: Sequence[Recipient]) -> UUID:
    """Return the retry key of a list of recipients: the same list, the same key (再送キー)."""
    listed = sha256("\n".join(one.address for one in recipients).encode()).hexdigest()
    return uuid5(key, listed)


def _give_up(chunk: Taken, rows: list[Addressed], code: str, at: datetime) -> None:
    posting.add(chunk.broadcast, [Answer(r.seq, Result.FAILED, code=code) for r in rows], at=at)
    posting.finish(chunk.id)


def _parcel(chunk: Taken, brief: Brief, addresses: Mapping[int, str]) -> Parcel:
    key = token_key() if brief.leave_url or brief.own_url else b""
    title, body = brief.words(chunk.language, chunk.kind, chunk.wording)
    return Parcel(
        key=brief.key,
        title=title,
        body=body,
        url=brief.page(chunk.kind, chunk.wording),
        leave_url=brief.leave_url,
        urgent=brief.urgent,
        keep_for_s=brief.keep_for_s,
        own_url=brief.own_url,
        choices=brief.buttons(chunk.language),
        recipients=[
            Recipient(seq, address, token(key, chunk.broadcast, seq) if key else "")
            for seq, address in addresses.items()
        ],
    )


@transaction.atomic
def write_reports(reports: Sequence[Report], *, owner: str, at: datetime) -> list[int]:
    """Write down what became of some chunks, all in one commit (報告を記録する).

    Returns:
        The broadcasts that may be finished by it: to be closed once this is committed.
    """
    touched: list[int] = []
    for report in reports:
        chunk = report.work.chunk
        known = [a for a in report.answers if a.result != Result.LATER]
        posting.add(chunk.broadcast, known, at=at)
        _mind_failures(report, known, at)
        if report.split:
            _split(chunk, at)
        elif report.code:
            due_at = at + pacing.wait_after(chunk.attempts, report.wait_s)
            posting.try_again(chunk, owner=owner, due_at=due_at, code=report.code)
        else:
            posting.finish(chunk.id)
            touched.append(chunk.broadcast)
    _mind_gates(reports, at)
    return sorted(set(touched))


def write_what_goes(reports: Sequence[Report], *, owner: str, at: datetime) -> list[int]:
    """Write reports down; one that cannot be written takes no others with it (報告の記録).

    It is left to its lease: the chunk is sent again with the same key.

    Raises:
        django.db.OperationalError, InterfaceError: the database is away; nothing is written.
    """
    try:
        return write_reports(reports, owner=owner, at=at)
    except AWAY:
        raise
    except Exception:  # a provider said what the database does not take
        if len(reports) == 1:
            log.exception("a report cannot be written")
            return []
        return [pk for one in reports for pk in write_what_goes([one], owner=owner, at=at)]


def _mind_failures(report: Report, known: list[Answer], at: datetime) -> None:
    """Drop dead addresses, and reach their people another way."""
    gone = [report.work.contacts[a.seq] for a in known if a.result == Result.GONE]
    if gone:
        drop_addresses(gone, at=at)
    failed = [a.seq for a in known if a.result in {Result.GONE, Result.REFUSED}]
    if failed:
        fall_back(report.work.chunk.broadcast, failed, at=at)


def _split(chunk: Taken, at: datetime) -> None:
    """Let the halves of a refused chunk leave alone, to find the one it was refused for."""
    middle = (chunk.low + chunk.high) // 2
    halves = [(chunk.low, middle), (middle + 1, chunk.high)]
    Chunk.objects.bulk_create(
        Chunk(
            broadcast=chunk.broadcast,
            lane=chunk.lane,
            kind=chunk.kind,
            language=chunk.language,
            low=low,
            high=high,
            due_at=at,
            wording=chunk.wording,
        )
        for low, high in halves
    )
    posting.finish(chunk.id)


def _mind_gates(reports: Sequence[Report], at: datetime) -> None:
    """Leave a provider alone that fails again and again, or asked for a pause."""
    for kind in {report.work.chunk.kind for report in reports}:
        of_kind = [r for r in reports if r.work.chunk.kind == kind]
        failed = [r for r in of_kind if r.code and not r.answers]
        if not failed and not Gate.objects.filter(kind=kind, failures__gt=0).exists():
            continue
        gate, _ = Gate.objects.select_for_update(no_key=True).get_or_create(
            kind=kind, defaults={"next_at": at, "paused_until": at}
        )
        gate.failures = gate.failures + len(failed) if len(failed) == len(of_kind) else 0
        pause = pacing.pause_after(gate.failures, max((r.wait_s for r in failed), default=0))
        if pause > timedelta():
            gate.paused_until = max(gate.paused_until, at + pause)
        gate.save(update_fields=["failures", "paused_until"])
