"""An amount of yen as people type it (金額の入力欄)."""

from django import forms

from tsunagaru.kernel.money import CannotReadMoney, parse_yen

MOST_YEN = 100_000_000


class YenField(forms.CharField):
    """An amount of yen (金額): ``1,200`` and ``１２００円`` are read alike.

    Args:
        most: the largest amount, of whole ten thousands where it is more than that.
        least: the smallest amount.
    """

    def __init__(
        self, *, label: str, help_text: str = "", most: int = MOST_YEN, least: int = 0
    ) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"required": f"{label}を入力してください。"},
        )
        self.least, self.most = least, most

    def clean(self, value: object) -> int:
        """Return the amount.

        Raises:
            forms.ValidationError: it is no amount, too small or too large.
        """
        try:
            yen = parse_yen(str(super().clean(value)))
        except CannotReadMoney as error:
            raise forms.ValidationError(str(error)) from None
        if not self.least <= yen <= self.most:
            span = f"{self.least:,}円から{_written(self.most)}まで"
            message = f"{self.label}は{span}で入力してください。"
            raise forms.ValidationError(message)
        return yen


def _written(yen: int) -> str:
    """Return a limit as people say it: 1億円, 1,000万円, 600円."""
    for unit, word in ((100_000_000, "億"), (10_000, "万")):
        if yen >= unit and yen % unit == 0:
            return f"{yen // unit:,}{word}円"
    return f"{yen:,}円"
