"""A message with two wordings, and a provider that knows who got which (文面を比べる試験)."""

from collections import Counter
from datetime import timedelta
from typing import Any

from tsunagaru.engines.messages.gateways.channels import Answer, Limits, Result
from tsunagaru.engines.messages.models import Broadcast, Comparison, Target
from tsunagaru.engines.messages.queries.briefs import brief_of
from tsunagaru.engines.messages.queries.results import is_balanced
from tsunagaru.engines.messages.services.carrying import (
    Desk,
    Report,
    Work,
    take_work,
    write_reports,
)
from tsunagaru.engines.messages.services.closing import close_all_finished
from tsunagaru.engines.messages.services.opening import note_opening
from tsunagaru.engines.messages.services.releasing import release
from tsunagaru.engines.messages.tests.outbox import NOW, a_broadcast, a_subscriber

FIRST = {"ja": {"title": "健診のお知らせ", "body": "健診があります。"}}
SECOND = {"ja": {"title": "無料の健診です", "body": "健診は無料です。"}}
LIMITS = {"line": Limits(500, 8, same_recipients=True), "email": Limits(100, 8)}
THEN = NOW + timedelta(hours=3)
LATE = THEN + timedelta(hours=24)


def compared(share: int = 10, *, by_rule: bool = True, **more: Any) -> Broadcast:
    """Return a message with two wordings that was just let go."""
    row = a_broadcast(texts=FIRST, **more)
    Comparison.objects.create(
        broadcast=row, texts=SECOND, share=share, hours=3, by_rule=by_rule, measure="opened"
    )
    release(row.pk, at=NOW)
    row.refresh_from_db()
    return row


def a_town(people: int = 20, **wishes: Any) -> None:
    for number in range(people):
        a_subscriber(number, "line" if number % 2 else "email", **wishes)


class Provider:
    """Takes everything it is handed, and knows who got which words (受け取った文面)."""

    def __init__(self) -> None:
        self.got: dict[str, set[str]] = {}

    def takes(self, works: list[Work]) -> None:
        for work in works:
            for one in work.parcel.recipients:
                self.got.setdefault(one.address, set()).add(work.parcel.title)

    def titles(self) -> Counter[str]:
        assert all(len(titles) == 1 for titles in self.got.values()), "somebody got both"
        return Counter(title for titles in self.got.values() for title in titles)


def take(at=NOW, owner: str = "a") -> list[Work]:
    found = []
    for kind, limits in LIMITS.items():
        while works := take_work(Desk(kind, limits, owner, brief_of), 8, at=at):
            found += works
    return found


def carry(provider: Provider, at=NOW) -> None:
    works = take(at)
    provider.takes(works)
    report(works, at)


def report(works: list[Work], at=NOW) -> None:
    said = [
        Report(work, [Answer(one.seq, Result.ACCEPTED) for one in work.parcel.recipients])
        for work in works
    ]
    write_reports(said, owner="a", at=at)
    close_all_finished(at=at)


def wordings(row: Broadcast) -> Counter[int | None]:
    return Counter(Target.objects.filter(broadcast=row.pk).values_list("wording", flat=True))


def state_of(row: Broadcast) -> str:
    row.refresh_from_db()
    assert is_balanced(row)
    return row.state


def opened(row: Broadcast, first: int, second: int) -> None:
    for wording, times in ((1, first), (2, second)):
        for _ in range(times):
            note_opening(row, 0, "line", at=NOW, wording=wording)
