"""What a member of staff draws around on the map (地図での囲み)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tsunagaru.services.emergency.queries.mapping import SIZES, Pressed, Tap
from tsunagaru.services.emergency.rules.drawing import CannotDraw, Corners, read_corners

DIGITS, LONGEST = 5, 60


class CornersField(forms.CharField):
    """Corners as latitude and longitude (角の座標), one pair a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - corners instead of text
        """Return the corners.

        Raises:
            ValidationError: they cannot be read.
        """
        try:
            return read_corners("" if value in self.empty_values else str(value))
        except CannotDraw as refusal:
            raise ValidationError(str(refusal), code="corners") from None


class AreaForm(forms.Form):
    """The corners drawn so far (囲みの角)."""

    corners = CornersField(
        label="角の座標",
        required=False,
        help_text="緯度,経度を1行に1つずつ入力します。ほかの機関から届いた座標も、そのまま貼り付けられます。",
    )

    @property
    def pressed(self) -> Pressed:
        """Return what is asked of the map; corners that cannot be read keep it as it was."""
        told = [str(self.data.get(name, ""))[:LONGEST] for name in ("view", "act", "near")]
        return Pressed(told[0]) if self.errors else Pressed(*told)

    @property
    def drawn(self) -> Corners:
        """Return the corners after the button that was pressed; none that cannot be read."""
        found: Corners = self.cleaned_data.get("corners", ()) if self.is_valid() else ()
        match self.data.get("act"):
            case "undo":
                return found[:-1]
            case "clear":
                return ()
        return found


def tap_in(raw: Mapping[str, Any]) -> Tap | None:
    """Return where a map was tapped (押した場所); None where none was.

    A map that is pressed with the keyboard posts its upper left corner, which nobody means.
    """
    for size in SIZES:
        x, y = (_pixel(raw.get(f"{size}.{axis}", "")) for axis in "xy")
        if x or y:
            return Tap(size, x, y)
    return None


def _pixel(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS else 0
