"""Fields of Django's forms as questions (フォームの入力欄), so that one component draws both."""

from collections.abc import Iterable

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ChoiceField,
    ClearableFileInput,
    EmailInput,
    NumberInput,
    PasswordInput,
    RadioSelect,
    Select,
    Textarea,
)

from tsunagaru.ground.ui.fields import FieldKind, FieldView
from tsunagaru.ground.ui.phrases import Text, Trilingual


def view_of(field: FieldView | BoundField) -> FieldView:
    """Return a question as a view; one of a Django form is turned into it."""
    return field if isinstance(field, FieldView) else _from_bound(field)


def views_of(fields: Iterable[FieldView | BoundField]) -> list[FieldView]:
    """Return the questions of a page or of a Django form as views."""
    return [view_of(field) for field in fields]


WIDGETS = (
    (CheckboxSelectMultiple, FieldKind.CHECKBOXES),
    (RadioSelect, FieldKind.RADIO),
    (Select, FieldKind.SELECT),
    (CheckboxInput, FieldKind.DECLARATION),
    (ClearableFileInput, FieldKind.FILE),
    (Textarea, FieldKind.TEXTAREA),
    (PasswordInput, FieldKind.PASSWORD),
    (EmailInput, FieldKind.EMAIL),
    (NumberInput, FieldKind.NUMBER),
)


def _from_bound(bound: BoundField) -> FieldView:
    kind = next((k for widget, k in WIDGETS if isinstance(bound.field.widget, widget)), None)
    value = bound.value()
    several = tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()
    secret = kind in (FieldKind.PASSWORD, FieldKind.FILE)
    return FieldView(
        name=bound.html_name,
        kind=kind or FieldKind.TEXT,
        label=str(bound.label or ""),
        hint=str(bound.help_text or ""),
        required=bound.field.required,
        value="" if secret or value is None or several else str(value),
        values=several,
        error=" ".join(str(error) for error in bound.errors),
        choices=_choices_of(bound),
        autocomplete=str(bound.field.widget.attrs.get("autocomplete", "")),
        max_length=getattr(bound.field, "max_length", None) or 0,
        text=str(bound.label or "") if kind is FieldKind.DECLARATION else "",
    )


def _choices_of(bound: BoundField) -> list[tuple[str, Text]]:
    """Return the choices one by one, out of their groups; what is in all languages stays so."""
    if not isinstance(bound.field, ChoiceField):
        return []
    return [
        (str(option["value"]), _text(option["label"]))
        for _, options, _ in bound.field.widget.optgroups(bound.html_name, [])
        for option in options
    ]


def _text(label: object) -> Text:
    return label if isinstance(label, Trilingual) else str(label)
