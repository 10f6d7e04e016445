"""How many pieces there are, as people write it (枚数の入力欄)."""

import re

from django import forms

from tsunagaru.ground.ui.numbers import refuse_number
from tsunagaru.kernel.text import fold_width

COUNTERS = "枚本個"
_PIECES = re.compile(rf"([0-9]+|[0-9]{{1,3}}(?:,[0-9]{{3}})+)\s*[{COUNTERS}]?")


class PiecesField(forms.CharField):
    """A number of notes or coins (枚数): ``12``, ``１２枚`` and ``2 本`` are read alike.

    Args:
        most: the largest number.
    """

    def __init__(self, *, label: str, most: int) -> None:
        super().__init__(
            label=label,
            max_length=20,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"max_length": f"{label}が長すぎます。"},
        )
        self.most = most

    def clean(self, value: object) -> int:
        """Return the number; nothing written is none.

        Raises:
            forms.ValidationError: it is no whole number, or too large.
        """
        text = fold_width(str(super().clean(value))).strip()
        refuse_number(text)
        if not text:
            return 0
        found = _PIECES.fullmatch(text)
        if found is None:
            message = f"{self.label}は、「12」や「12枚」のように、0以上の数字で入力してください。"
            raise forms.ValidationError(message)
        pieces = int(found[1].replace(",", ""))
        if pieces > self.most:
            raise forms.ValidationError(f"{self.label}は、{self.most:,}枚までで入力してください。")
        return pieces
