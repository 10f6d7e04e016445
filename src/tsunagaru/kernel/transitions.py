"""The life of a thing as a table (状態遷移表): which act leads from which state to which."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class CannotTransition(Exception):
    """The thing does not allow this in its state (この操作はできません).

    Each package raises its own heir, so that nobody takes another's refusal for it.
    """

    def __init__(self, state: StrEnum, act: StrEnum) -> None:
        super().__init__(f"{act} in {state}")
        self.state = state
        self.act = act


class Transitions(Generic[S, A]):
    """All moves of one kind of thing (状態遷移表).

    Args:
        moves: the state that follows, by state and act; what is not in it is refused.
        refusal: what is raised for everything else.
    """

    def __init__(
        self, moves: Mapping[tuple[S, A], S], *, refusal: type[CannotTransition] = CannotTransition
    ) -> None:
        self.moves = MappingProxyType(dict(moves))
        self._refusal = refusal

    def move(self, state: S, act: A) -> S:
        """Return the state after an act (次の状態).

        Raises:
            CannotTransition: the act is not allowed in this state; the heir given as ``refusal``.
        """
        try:
            return self.moves[state, act]
        except KeyError:
            raise self._refusal(state, act) from None

    def allowed(self, state: S) -> frozenset[A]:
        """Return what can be done in a state (できる操作)."""
        return frozenset(act for at, act in self.moves if at is state)

    def reached_from(self, beginnings: Iterable[S]) -> frozenset[S]:
        """Return every state that can follow, the beginnings with them (到達できる状態)."""
        reached = frozenset(beginnings)
        while new := {to for (at, _), to in self.moves.items() if at in reached} - reached:
            reached |= new
        return reached
