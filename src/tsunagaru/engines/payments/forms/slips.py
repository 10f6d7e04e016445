"""The number on a card terminal's slip (端末の伝票番号)."""

from django import forms

from tsunagaru.ground.ui.numbers import refuse_number
from tsunagaru.kernel.text import fold_width

SHORTEST_CARD, LONGEST_CARD = 13, 19  # digits of card numbers
HELP = "端末から出た控えの番号です。カード番号は入力しないでください。"
NO_CARD = "カード番号と思われる数字は記録できません。伝票番号を入力してください。"


class SlipField(forms.RegexField):
    """The number of a terminal's slip (伝票番号), in any width; never a card's number."""

    def __init__(self, *, label: str = "端末の伝票番号", help_text: str = HELP) -> None:
        super().__init__(
            r"^[A-Za-z0-9-]{1,40}$",
            validators=[refuse_number],
            label=label,
            help_text=help_text,
            error_messages={
                "required": f"{label}を入力してください。",
                "invalid": f"{label}は、英数字と「-」で入力してください。",
            },
        )

    def to_python(self, value: object) -> str:
        """Return the number in half width."""
        return fold_width(str(super().to_python(value) or "")).strip()

    def validate(self, value: object) -> None:
        """Refuse what looks like a card's number.

        Raises:
            forms.ValidationError: nothing was written, or 13 to 19 digits.
        """
        super().validate(value)
        digits = str(value).replace("-", "")
        if digits.isdigit() and SHORTEST_CARD <= len(digits) <= LONGEST_CARD:
            raise forms.ValidationError(NO_CARD)
