"""Template tags that speak the reader's language (文言のタグ). No ``{% load %}`` needed."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui.dates import day_words, time_words
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.sizes import format_size

register = template.Library()
_constants: dict[tuple[str, str, int], SafeString] = {}


class SayNode(Node):
    """One phrase in a template (文言). What never changes is translated and escaped once."""

    def __init__(
        self, text: FilterExpression, values: Mapping[str, FilterExpression], target: str
    ) -> None:
        self.text, self.values, self.target = text, values, target
        self.constant = not text.is_var and not text.filters and not values

    def render(self, context: Context) -> SafeString | str:
        """Write the phrase, or keep it under a name: ``{% say x as y %}``."""
        language = str(context.get("language", phrases.JAPANESE))
        if self.constant:
            said: SafeString | str = _constant(self.text.var, language)
        else:
            values = {name: value.resolve(context) for name, value in self.values.items()}
            said = _say(self.text.resolve(context), language, values)
        if self.target:
            context[self.target] = said
            return ""
        return said


@register.tag
def say(parser: Parser, token: Token) -> SayNode:
    """Write a phrase in the reader's language, escaped: ``{% say "{name}です。" name=x %}``.

    A value that is itself a ``Trilingual`` is said in the reader's language; an absent text
    (None or undefined) writes nothing.

    Raises:
        TemplateSyntaxError: there is no text, or something besides ``name=value``.
    """
    tag, *bits = token.split_contents()
    target = ""
    if bits[-2:-1] == ["as"]:
        *bits, _, target = bits
    if not bits:
        raise template.TemplateSyntaxError(f"{tag}: no text")
    text, *rest = bits
    values = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"{tag}: {rest[0]} is no name=value")
    return SayNode(parser.compile_filter(text), values, target)


def _constant(text: SafeString, language: str) -> SafeString | str:
    key = (text, language, phrases.edition())
    if key not in _constants:
        _constants[key] = mark_safe(_say(text, language, {}))  # noqa: S308 - escaped already
    return _constants[key]


def _say(text: object, language: str, values: Mapping[str, object]) -> SafeString | str:
    if text is None or text == "":
        return ""
    if not isinstance(text, phrases.Trilingual) and not isinstance(text, str):
        text = str(text)
    translated = phrases.translate(text, language)
    if isinstance(text, SafeString) and translated == text:
        translated = text
    filled = str(conditional_escape(translated))
    if values:
        said = {name: phrases.spoken(value, language) for name, value in values.items()}
        filled = phrases.fill(filled, said, _escape)
    return mark_safe(filled)  # noqa: S308 - text and values were escaped above


def _escape(value: object) -> str:
    return conditional_escape(value if isinstance(value, SafeString) else str(value))


@register.simple_tag(takes_context=True)
def speak(context: Context, text: phrases.Text | None) -> SafeString | str:
    """Write a text of the town folder in the reader's language: ``{% speak procedure.name %}``."""
    return _say(text, str(context.get("language", phrases.JAPANESE)), {})


@register.simple_tag(takes_context=True)
def named(context: Context, japanese: str) -> SafeString | str:
    """Write a name of the town's, such as a section's: ``{% named office.name %}``.

    One that the town says in Japanese only is marked as such.
    """
    language = str(context.get("language", phrases.JAPANESE))
    if not japanese or language == phrases.JAPANESE or phrases.found(japanese, language):
        return _say(japanese, language, {})
    return format_html('<span lang="ja">{}</span>', japanese)


@register.filter(name="speak")
def speak_in(text: phrases.Text | None, language: str) -> str:
    """Return a text of the town folder in a language: ``{{ procedure.name|speak:language }}``."""
    return "" if text is None else phrases.translate(text, language)


@register.filter
def day(one: date | None, language: str = phrases.JAPANESE) -> str:
    """Return a day with its weekday (日付): ``{{ row.due_on|day }}``; for staff, in Japanese."""
    if not one:
        return ""
    return day_words(day_of(one) if isinstance(one, datetime) else one, language)


@register.filter
def moment(at: datetime | None, language: str = phrases.JAPANESE) -> str:
    """Return a moment in the town's time (日時): ``{{ row.offered_until|moment:language }}``."""
    return time_words(at, language) if at else ""


@register.filter
def size(size_bytes: int) -> str:
    """Write the size of a file: ``{{ file.size|size }}`` (大きさの表示)."""
    return format_size(size_bytes)
