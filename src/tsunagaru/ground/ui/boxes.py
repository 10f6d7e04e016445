"""Boxes of Django's forms in which people write (入力欄の文字): one line, or a sentence.

Both give text in its stored form: control, direction and invisible signs go, kana are full width.
Neither takes the 12-digit individual number, or more than fits.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tsunagaru.ground.ui.numbers import refuse_number
from tsunagaru.kernel.text import normalise, normalise_lines

TOO_LONG = "文字数が多すぎます。"
NOTHING = "入力してください。"
SLACK = 2000  # signs that the stored form may drop again


class Line(forms.CharField):
    """One line of text (一行の文字).

    Args:
        needed: what is said when nothing was written.
        max_length: in characters of the stored form; None for a value that is read further.
        autocomplete: what the browser may fill in (HTML).
    """

    def __init__(
        self,
        *,
        needed: str = NOTHING,
        max_length: int | None = 100,
        autocomplete: str = "",
        **more: Any,  # noqa: ANN401 - CharField's
    ) -> None:
        said = {"required": needed, "max_length": TOO_LONG} | more.pop("error_messages", {})
        super().__init__(max_length=max_length, error_messages=said, **more)
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - text; heirs read something else of it
        """Return the text as it will be stored.

        Raises:
            ValidationError: it is far too long, or may hold an individual number (個人番号).
        """
        raw = "" if value in self.empty_values else str(value)
        if len(raw) > 2 * (self.max_length or 0) + SLACK:
            raise ValidationError(self.error_messages["max_length"], code="max_length")
        text = self.stored(raw)
        self.refuse(text)
        return text

    def stored(self, raw: str) -> str:
        """Return what was written in its stored form (保存形)."""
        return normalise(raw)

    def refuse(self, text: str) -> None:
        """Refuse what may hold an individual number (個人番号).

        Raises:
            ValidationError: it may.
        """
        refuse_number(text)


class Sentence(Line):
    """A sentence or several, with line breaks (文章)."""

    def __init__(self, *, label: str, max_length: int = 2000, **more: Any) -> None:  # noqa: ANN401 - Line's
        said = {"max_length": f"{label}は{max_length}字以内で入力してください。"}
        needed = f"{label}を入力してください。"
        usual: dict[str, Any] = {"needed": needed, "error_messages": said, "widget": forms.Textarea}
        super().__init__(label=label, max_length=max_length, **usual | more)

    def stored(self, raw: str) -> str:
        """Return what was written in its stored form; lines stay apart."""
        return normalise_lines(raw)
