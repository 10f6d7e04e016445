"""Who shall see which menu in LINE (個別のメニューの対象)."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from tsunagaru.engines.messages.models import Contact, MenuGiven
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState

EVERYBODYS = "ja"


class Person(NamedTuple):
    """Somebody who shall see another menu than now (メニューを変える人).

    Args:
        user: their id at LINE.
        language: of the menu they shall see.
    """

    contact: UUID
    user: str
    language: str


def forget_who_left() -> None:
    """Hold nothing for sure of who blocked us: coming back, they are given their menu again."""
    away = MenuGiven.objects.exclude(contact__state=ContactState.ACTIVE)
    away.exclude(line_menu="").update(line_menu="")


def to_change(ids: Mapping[str, str], languages: Collection[str]) -> list[Person]:
    """Return who sees another menu than that of their language (変える人).

    Args:
        ids: at LINE, by language; a menu that is not there is given to all of its language.
        languages: that have a menu.
    """
    others = [one for one in languages if one != EVERYBODYS]
    rows = Contact.objects.filter(kind=ContactKind.LINE, state=ContactState.ACTIVE)
    rows = rows.filter(Q(subscriber__language__in=others) | Q(menu_given__isnull=False))
    told = rows.values_list("pk", "subscriber__language", "menu_given__line_menu")
    due = {
        pk: language if language in others else EVERYBODYS
        for pk, language, given in told.order_by("pk")
        if language not in others or not given or given != ids.get(language)
    }
    found = Contact.objects.in_bulk(list(due))
    return [Person(pk, found[pk].address or "", language) for pk, language in due.items()]


def seen_by_language() -> dict[str, int]:
    """Return how many people were given the menu of which language (個別のメニューの人数)."""
    rows = MenuGiven.objects.filter(contact__state=ContactState.ACTIVE).exclude(line_menu="")
    return dict(rows.values_list("language").annotate(n=Count("pk")).order_by())
