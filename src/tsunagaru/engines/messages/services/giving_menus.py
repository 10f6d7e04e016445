"""Giving people the menu of their language (個別のメニューの反映)."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from tsunagaru.engines.messages.gateways.channels import CannotTakeParcel
from tsunagaru.engines.messages.models import MenuGiven
from tsunagaru.engines.messages.queries.menu_people import EVERYBODYS, Person

if TYPE_CHECKING:  # the library behind it is loaded only where there is a menu to change
    from tsunagaru.engines.messages.gateways.line_menus import LineMenus

MOST_AT_ONCE = 500


@dataclass
class Given:
    """Who sees which menu now (反映したメニュー)."""

    menus: dict[Person, str] = field(default_factory=dict)
    taken_back: list[Person] = field(default_factory=list)


async def give_out(menus: "LineMenus", ids: Mapping[str, str], people: Sequence[Person]) -> Given:
    """Show people the menu of their language, and everybody's to the others (反映する).

    Somebody whom LINE does not know is left out and not asked for again until the menu changes.

    Raises:
        CannotReach
    """
    done = Given()
    for language, menu in ids.items():
        if language == EVERYBODYS:
            continue
        some = [one for one in people if one.language == language]
        for part in _parts(some):
            await _halving(part, lambda users, menu=menu: menus.give(menu, users))  # type: ignore[misc]  # bound now
        done.menus |= dict.fromkeys(some, menu)
    done.taken_back = [
        one for one in people if one.language not in ids or one.language == EVERYBODYS
    ]
    for part in _parts(done.taken_back):
        await _halving(part, menus.take_back)
    return done


def _parts(people: Sequence[Person]) -> Iterator[Sequence[Person]]:
    for begin in range(0, len(people), MOST_AT_ONCE):
        yield people[begin : begin + MOST_AT_ONCE]


async def _halving(
    people: Sequence[Person], ask: Callable[[Sequence[str]], Awaitable[None]]
) -> None:
    """Ask for all at once, and where LINE refuses, for each half: one of them is the reason."""
    try:
        await ask([one.user for one in people])
    except CannotTakeParcel:
        middle = len(people) // 2
        for half in (people[:middle], people[middle:]) if middle else ():
            await _halving(half, ask)


@transaction.atomic
def note_given(given: Given, *, at: datetime) -> None:
    """Write down who sees which menu (反映の記録)."""
    gone = [one.contact for one in given.taken_back]
    MenuGiven.objects.filter(contact__in=gone).delete()
    MenuGiven.objects.bulk_create(
        [
            MenuGiven(contact_id=one.contact, language=one.language, line_menu=menu, at=at)
            for one, menu in given.menus.items()
        ],
        update_conflicts=True,
        unique_fields=["contact"],
        update_fields=["language", "line_menu", "at"],
    )
