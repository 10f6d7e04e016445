"""Template tags that speak the reader's language (文言のタグ). No ``{% load %}`` needed."""

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from tsunagaru.ground.ui import phrases

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, text: phrases.Text | None, **values: object) -> SafeString | str:
    """Write a phrase in the reader's language, escaped: ``{% say "{name}です。" name=x %}``.

    A value that is itself a ``Trilingual`` is said in the reader's language; an absent text
    (None or undefined) writes nothing.
    """
    if text is None or text == "":
        return ""
    language = str(context.get("language", phrases.JAPANESE))
    said = {name: phrases.spoken(value, language) for name, value in values.items()}
    if not isinstance(text, phrases.Trilingual) and not isinstance(text, str):
        text = str(text)
    translated = phrases.translate(text, language)
    if isinstance(text, SafeString) and translated == text:
        translated = text
    filled = phrases.fill(conditional_escape(translated), said, _escape)
    return mark_safe(filled)  # noqa: S308 - text and values were escaped one line above


def _escape(value: object) -> str:
    return conditional_escape(value if isinstance(value, SafeString) else str(value))


@register.simple_tag(takes_context=True)
def speak(context: Context, text: phrases.Text | None) -> SafeString | str:
    """Write a text of the town folder in the reader's language: ``{% speak procedure.name %}``."""
    return say(context, text)


@register.filter(name="speak")
def speak_in(text: phrases.Text | None, language: str) -> str:
    """Return a text of the town folder in a language: ``{{ procedure.name|speak:language }}``."""
    return "" if text is None else phrases.translate(text, language)
