"""Rotating the keys over all packages (鍵の更新), while the server runs."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tsunagaru.ground.ledger import api as ledger
from tsunagaru.ground.vault import keys, resealing, rotating, usage
from tsunagaru.kernel.offers import installed
from tsunagaru.kernel.sealed_stores import SealedStore

DATA, BLIND = "data", "blind"
Told = Callable[[str, int], None]


class CannotRotate(Exception):
    """The keys cannot be rotated, or not be retired, as one sentence (更新できません)."""


@dataclass(frozen=True)
class KeyUse:
    """How much one key is used (鍵の使用数).

    Args:
        where: what uses it, by title; entries of indexes that cannot be rebuilt say why.
    """

    kind: str
    name: str
    state: str
    used: int
    where: dict[str, int]


def path() -> Path:
    """Return where the key file is."""
    return Path(settings.TSUNAGARU_KEYS)


def stores() -> Iterator[SealedStore]:
    """Yield what the packages keep sealed outside the tables' columns."""
    for package in installed():
        yield from package.sealed


def key_uses() -> list[KeyUse]:
    """Return every key with what uses it; the last of each kind writes (鍵の一覧)."""
    ring = keys.ring()
    data, blind = _data_uses(), _blind_uses()
    found = [_use(DATA, name, ring.data, data) for name in _known(ring.data, data)]
    return found + [_use(BLIND, name, ring.blind, blind) for name in _known(ring.blind, blind)]


def _known(ring: dict[str, bytes], uses: dict[str, Counter[str]]) -> list[str]:
    lost = {name for where in uses.values() for name, count in where.items() if count}
    return [*ring, *sorted(lost - set(ring))]


def _use(kind: str, name: str, ring: dict[str, bytes], uses: dict[str, Counter[str]]) -> KeyUse:
    where = {title: count[name] for title, count in uses.items() if count[name]}
    state = "missing"
    if name in ring:
        waits = rotating.prepared_in(ring) == name
        state = "current" if name == list(ring)[-1] else "prepared" if waits else "old"
    return KeyUse(kind, name, state, sum(where.values()), where)


def _data_uses() -> dict[str, Counter[str]]:
    found = {"表の暗号化列": usage.count_sealed()}
    for store in stores():
        found[store.title] = Counter(key_id for _, key_id in store.key_ids())
    return found


def _blind_uses() -> dict[str, Counter[str]]:
    found = {}
    for index, counted in usage.count_indexed().items():
        field = index.table._meta.get_field(index.column)
        note = f"（{index.lasting}）" if index.lasting else ""
        found[f"{index.table._meta.verbose_name}・{field.verbose_name}{note}"] = counted  # type: ignore[union-attr]  # a column has one
    return found


def refuse_lost_keys() -> None:
    """Refuse to go on when values stand in the tables whose keys are not in the key file.

    Raises:
        CannotRotate: an older key file was put in place.
    """
    lost = [use for use in key_uses() if use.state == "missing"]
    if lost:
        count = sum(use.used for use in lost)
        message = (
            f"鍵ファイルにない鍵で暗号化された値が、{count:,}件あります。"
            "鍵ファイルが前のものに戻されていないか、確かめてください。何も変更していません。"
        )
        raise CannotRotate(message)


def begin(kinds: list[str], *, at: datetime) -> list[str]:
    """Bring new keys into use, unless an earlier rotation is not finished yet (更新の開始).

    Returns:
        The ids of the new keys; empty when an earlier rotation is continued.

    Raises:
        CannotRotate: the key file is an older one, or cannot be written.
    """
    refuse_lost_keys()
    if unfinished():
        return []
    try:
        added = {kind: rotating.add(path(), kind) for kind in kinds}
    except rotating.CannotChangeKeys as error:
        raise CannotRotate(str(error)) from error
    for kind, name in added.items():
        ledger.note_key_added(kind, name, at=at)
    return list(added.values())


def unfinished() -> bool:
    """Tell whether something waits for its turn that a rotation can do (更新の途中か)."""
    current = keys.ring().current_data[0]
    old = sum(sum(count.values()) - count[current] for count in _data_uses().values())
    return bool(old or resealing.rebuildable())


def run(told: Told, *, at: datetime) -> tuple[int, int]:
    """Seal and index everything anew; return how many of each (更新の実行)."""
    resealed = resealing.reseal_tables(told)
    for store in stores():
        resealed += _reseal_store(store, told)
    rebuilt = resealing.rebuild_indexes(told)
    if resealed or rebuilt:
        ledger.note_keys_rotated(resealed=resealed, rebuilt=rebuilt, at=at)
    return resealed, rebuilt


def _reseal_store(store: SealedStore, told: Told) -> int:
    done = 0
    for ref, key_id in store.key_ids():
        if key_id != keys.ring().current_data[0] and store.reseal(ref):
            done += 1
            told(store.title, 1)
    return done


def retire(*, at: datetime, settle_s: float) -> list[str]:
    """Take old keys that nothing uses out of the key file; return their ids (古い鍵の除去).

    After a pause it is counted once more: should a value of an old key have come in, the key comes
    back.

    Args:
        settle_s: the pause in seconds, longer than any transaction lasts.

    Raises:
        CannotRotate: the key file cannot be written, or a key is in use again.
    """
    before = keys.ring()
    idle = [use for use in key_uses() if use.state == "old" and not use.used]
    if not idle:
        return []
    try:
        for kind in (DATA, BLIND):
            rotating.retire(path(), kind, {use.name for use in idle if use.kind == kind})
        time.sleep(settle_s)
        if any(use.state == "missing" for use in key_uses()):
            rotating.put_back(path(), before)
            raise CannotRotate(
                "古い鍵を使う値が残っていました。鍵を戻しました。もう一度実行してください。"
            )
    except rotating.CannotChangeKeys as error:
        raise CannotRotate(str(error)) from error
    ledger.note_keys_retired([use.name for use in idle], at=at)
    return [use.name for use in idle]
