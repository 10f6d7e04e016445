"""Filters the components use: ``{% load components %}``."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.context import Context
from django.utils.safestring import SafeString

from tsunagaru.ground.ui import bound, drawing, phrases
from tsunagaru.ground.ui.dates import birth_words
from tsunagaru.ground.ui.fields import FieldView
from tsunagaru.kernel.text import format_phone

register = template.Library()
register.filter("view_of", bound.view_of)


@register.simple_tag(takes_context=True)
def question(context: Context, field: FieldView | BoundField) -> SafeString:
    """Draw a question: ``{% question field %}``; ``<c-field>`` does the same."""
    language = str(context.get("language", phrases.JAPANESE))
    return drawing.draw(bound.view_of(field), language)


@register.simple_tag(takes_context=True)
def settings_choices(context: Context) -> SafeString:
    """Draw the buttons for text size and colours, the present choice marked."""
    chosen = [str(context.get(name, "")) for name in ("language", "text_size", "theme")]
    return drawing.draw_choices(*chosen)


@register.simple_tag(takes_context=True)
def steps_drawn(context: Context, steps: Iterable[phrases.Text], current: int) -> SafeString:
    """Draw where one is in a row of pages; ``<c-step-indicator>`` uses it."""
    return drawing.draw_steps(steps, current, str(context.get("language", phrases.JAPANESE)))


@register.filter
def phone(digits: str) -> str:
    """Return a telephone number with hyphens (電話番号): ``{{ booking.phone|phone }}``."""
    return format_phone(digits)


@register.filter
def birth(day: date | None) -> str:
    """Return a day of birth in its era and the Western year: ``{{ person.birth_on|birth }}``."""
    return birth_words(day) if day else ""


@register.filter
def wrong(questions: Iterable[FieldView | BoundField] | None) -> list[FieldView]:
    """Return the questions that have an error."""
    return [view for view in bound.views_of(questions or ()) if view.error]


@register.filter
def names_itself(field: FieldView) -> bool:
    """Tell whether the sentence about an error says which question it is about."""
    return str(field.label) in str(field.error)


@register.filter
def elided(page: Page[Any]) -> list[int | str]:
    """Return the page numbers worth a link, gaps as 「…」."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def at(sequence: list[object], index: int) -> object:
    """Return one item of a sequence by its place."""
    return sequence[index]
