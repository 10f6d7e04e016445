"""Reading the audit trail (監査証跡の照会)."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from tsunagaru.ground.ledger.gateways import checkpoints
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.ledger.rules.chain import Link, Verdict, verify, written
from tsunagaru.ground.ledger.rules.ticking import midnight

Names = Callable[[Collection[str]], Mapping[str, str]]
Codes = Callable[[], Mapping[str, Mapping[str, str]]]
_names: list[Names] = []
_codes: list[Codes] = []


def install_names(read: Names) -> None:
    """Say how actors (``staff:<id>``) are named on the auditor's page. ``conf`` calls this."""
    _names[:] = [read]


def installed_names() -> Names:
    """Return how actors are named now."""
    return _names[0] if _names else lambda _: {}


def names_of(actors: Collection[str]) -> Mapping[str, str]:
    """Return the names of actors, as far as someone can tell them."""
    return installed_names()(actors)


def install_codes(read: Codes) -> None:
    """Say how the town's own codes in facts are named: by fact, by code. ``conf`` calls this."""
    _codes[:] = [read]


def installed_codes() -> Codes:
    """Return how the town's own codes are named now."""
    return _codes[0] if _codes else dict


def codes_named() -> Mapping[str, Mapping[str, str]]:
    """Return the names of the town's own codes, such as of its sections, by the fact's name."""
    return installed_codes()()


def audit_rows(
    *, actor: str = "", subject: str = "", day: date | None = None
) -> QuerySet[AuditRow]:
    """Return the trail, newest first, narrowed by who acted, on what, on which day (照会)."""
    rows = AuditRow.objects.order_by("-number")
    if actor:
        rows = rows.filter(actor=actor)
    if subject:
        rows = rows.filter(subject=subject)
    if day:
        start = midnight(day)
        rows = rows.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return rows


def facts_of(action: str, subject: object) -> Mapping[str, Any]:
    """Return what the trail says was done to a thing, the first time (監査記録の内容)."""
    rows = AuditRow.objects.filter(action=action, subject=str(subject)).order_by("number")
    return rows.values_list("facts", flat=True).first() or {}


def links() -> Iterator[Link]:
    """Return the whole chain in order, without holding it in memory."""
    for row in AuditRow.objects.order_by("number").iterator(chunk_size=2000):
        yield Link(
            number=row.number,
            at=written(row.at),
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            facts=row.facts,
            previous=row.previous,
            hash=row.hash,
        )


def verify_chain() -> Verdict:
    """Hold the trail against its fingerprints and the checkpoints kept as files (検証)."""
    return verify(links(), checkpoints.read())


def export() -> Iterator[str]:
    """Return the trail as JSON lines, for ``tools/verify_audit.py`` or anyone else (書出し)."""
    for link in links():
        yield json.dumps(asdict(link), sort_keys=True, ensure_ascii=False)
