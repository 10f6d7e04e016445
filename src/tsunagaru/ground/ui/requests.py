"""The request as pages see it (リクエスト): who is there, and in which language they read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest

from tsunagaru.kernel.access import Actor


class PageRequest(HttpRequest):
    """A request after the language and the actor middleware (画面のリクエスト).

    Args:
        actor: the person behind the request; set by people's middleware.
        language: ``ja``, ``ja-easy`` or ``en``.
        text_size: ``normal``, ``large`` or ``xlarge``.
        theme: ``auto``, ``light``, ``dark`` or ``contrast``.
        number_place: the definition that is edited, where a refused number is contested for it.
        kept_answers: what a page keeps whatever it answers, right answers beside mistakes; set
            by pages that do, empty where all of it was undone.
    """

    actor: Actor
    language: str
    text_size: str
    theme: str
    number_place: str
    kept_answers: Mapping[str, Any]


def read_press(text: str) -> UUID:
    """Return by which a second press of the same form is known; a fresh one when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
