"""The audit chain (監査証跡の連鎖): each link holds the fingerprint of the one before.

``tools/verify_audit.py`` repeats these rules with Python's standard library alone; a test holds
the two together.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Link:
    """One link of the chain, as exported (監査記録の1件)."""

    number: int
    at: str
    actor: str
    action: str
    subject: str
    facts: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class Checkpoint:
    """How long the chain was at a moment, and its last fingerprint (検印)."""

    at: str
    count: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """Whether the chain is whole (検証結果).

    Args:
        holds: nothing was edited, deleted, reordered or cut off.
        count: links read.
        first_bad: number of the first bad link, 0 when all hold.
        reason: what is wrong with it, in one Japanese sentence.
    """

    holds: bool
    count: int
    first_bad: int = 0
    reason: str = ""


def written(at: datetime) -> str:
    """Return a time as the chain writes it: UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON of a link without its own hash (指紋)."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(link: Link) -> dict[str, Any]:
    """Return what a link's fingerprint covers: everything but the fingerprint."""
    return {key: value for key, value in vars(link).items() if key != "hash"}


def verify(links: Iterable[Link], checkpoints: Iterable[Checkpoint] = ()) -> Verdict:
    """Hold a chain, in order, against its fingerprints and checkpoints (検証)."""
    marks: dict[int, str] = {mark.count: mark.hash for mark in checkpoints}
    previous, count = marks.pop(0, BEGINNING), 0
    for link in links:
        if link.number != count + 1:
            reason = f"{count + 1}番があるべき所に{link.number}番があります（削除または並べ替え）。"
            return Verdict(holds=False, count=count, first_bad=count + 1, reason=reason)
        if reason := _fault(link, previous, marks.pop(link.number, link.hash)):
            return Verdict(holds=False, count=count, first_bad=link.number, reason=reason)
        previous, count = link.hash, count + 1
    if marks:
        reason = f"検印では{max(marks)}番まであったのに、{count}番で終わっています（切り捨て）。"
        return Verdict(holds=False, count=count, first_bad=count + 1, reason=reason)
    return Verdict(holds=True, count=count)


def _fault(link: Link, previous: str, marked: str) -> str:
    if link.previous != previous:
        return "前の記録の指紋と合いません（差替えまたは削除）。"
    if fingerprint(content_of(link)) != link.hash:
        return "内容が指紋と合いません（改変）。"
    return "" if link.hash == marked else "検印の指紋と合いません（作り直し）。"
