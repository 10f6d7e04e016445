"""Remembering what the town has written down for the length of one sitting (一時の記憶).

A request, a worker's delivery or a simulated day asks many times for the same settings: closing
days, texts of notices, fee rates. Within :func:`remembering` each is read once. Outside of it, and
in the next sitting, everything is read anew, so a change is seen by the next request.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember settings until the end of the block (この間だけ覚える); blocks within share it."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(read: Callable[P, R]) -> Callable[P, R]:
    """Let a read of settings be done once in a sitting (1回だけ読む); nothing of a person.

    Args:
        read: its arguments are hashable, and nobody changes what it returns.
    """

    @wraps(read)
    def look_up(*args: P.args, **kwargs: P.kwargs) -> R:
        memory = _memory.get()
        if memory is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(kwargs.items()))
        if key not in memory:
            memory[key] = read(*args, **kwargs)
        return memory[key]  # type: ignore[no-any-return]

    return look_up


def forget() -> None:
    """Forget what is remembered, since it was written anew (読み直す)."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
