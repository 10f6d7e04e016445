"""Drawing questions (入力欄の描画): one that holds nothing yet is drawn once and kept.

Most questions on a form's pages are still empty when they are shown, and then look alike for
everybody. What somebody typed is never kept here.
"""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui.fields import FieldView

TEMPLATE = "ui/fields/field.html"
KEPT = 3000

_empty: dict[tuple[str, str, int], SafeString] = {}


def draw(field: FieldView, language: str) -> SafeString:
    """Return a question as HTML (入力欄)."""
    if field.value or field.values or field.error or any(field.parts.values()):
        return _draw(field, language)
    key = (repr(field), language, phrases.edition())
    if key not in _empty:
        if len(_empty) >= KEPT:
            _empty.clear()
        _empty[key] = _draw(field, language)
    return _empty[key]


def _draw(field: FieldView, language: str) -> SafeString:
    return render_to_string(TEMPLATE, {"field": field, "language": language})
