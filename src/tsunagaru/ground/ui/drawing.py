"""Drawing what looks alike for everybody once (描画の再利用): empty questions, settings, steps.

Most questions on a form's pages are still empty when they are shown, or hold one of the form's own
choices, and then look alike for everybody. What somebody typed is never kept here.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui.fields import FieldKind, FieldView

TEMPLATE = "ui/fields/field.html"
KEPT = 3000
CHOSEN = (FieldKind.RADIO, FieldKind.SELECT)
CHOICES, STEPS = "ui/settings_choices.html", "ui/steps.html"

_empty: dict[tuple[str, str, int], SafeString] = {}


def draw(field: FieldView, language: str) -> SafeString:
    """Return a question as HTML (入力欄)."""
    if field.error or not (_is_empty(field) or _is_chosen(field)):
        return _draw(field, language)
    key = (repr(field), language, phrases.edition())
    if key not in _empty:
        if len(_empty) >= KEPT:
            _empty.clear()
        _empty[key] = _draw(field, language)
    return _empty[key]


def _is_empty(field: FieldView) -> bool:
    return not (field.value or field.values or any(field.parts.values()))


def _is_chosen(field: FieldView) -> bool:
    """Tell whether nothing but choices of the form itself is filled in (選択だけの入力)."""
    known = {code for code, _ in field.choices}
    chosen = {field.value, *field.values} - {""}
    return field.kind in CHOSEN and chosen <= known


def _draw(field: FieldView, language: str) -> SafeString:
    return render_to_string(TEMPLATE, {"field": field, "language": language})


def draw_choices(language: str, text_size: str, theme: str) -> SafeString:
    """Return the buttons for text size and colours (表示の設定)."""
    return _choices(language, text_size, theme, phrases.edition())


@lru_cache(maxsize=100)
def _choices(language: str, text_size: str, theme: str, _edition: int) -> SafeString:
    chosen = {"language": language, "text_size": text_size, "theme": theme}
    return render_to_string(CHOICES, chosen)


def draw_steps(steps: Iterable[phrases.Text], current: int, language: str) -> SafeString:
    """Return where one is in a row of pages (手順)."""
    return _steps(tuple(steps), current, language, phrases.edition())


@lru_cache(maxsize=1000)
def _steps(
    steps: tuple[phrases.Text, ...], current: int, language: str, _edition: int
) -> SafeString:
    return render_to_string(STEPS, {"steps": steps, "current": current, "language": language})
