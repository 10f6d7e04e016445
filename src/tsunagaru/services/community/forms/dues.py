"""What officers of an association type of its dues (会費の入力)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.money import CannotReadMoney, parse_yen
from tsunagaru.services.community.forms.districts import DAYS
from tsunagaru.services.community.models import Member
from tsunagaru.services.community.queries.dues import year_words
from tsunagaru.services.community.rules.dues import MOST_YEN
from tsunagaru.services.community.services.members import Named

BACK = timedelta(days=730)
NO_YEN = "金額を入力してください。"
WRONG_YEN = "金額は「1,200」のように、円の単位の数字で入力してください。"
FAR_YEN = "金額は、0円から100万円までで入力してください。"


class Yen(Line):
    """An amount of yen in a box (金額): ``1,200`` and ``１２００円`` are read alike."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, max_length=20, needed=NO_YEN)
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value: object) -> int:
        """Return the amount.

        Raises:
            forms.ValidationError: it is no amount, negative, or far too large.
        """
        text = str(super().clean(value))
        try:
            yen = parse_yen(text)
        except CannotReadMoney:
            raise forms.ValidationError(WRONG_YEN) from None
        if not 0 <= yen <= MOST_YEN:
            raise forms.ValidationError(FAR_YEN)
        return yen


class SettleForm(forms.Form):
    """What each household pays for a year (年度の会費)."""

    year = forms.TypedChoiceField(
        label="年度", coerce=int, error_messages={"required": "年度を選んでください。"}
    )
    amount_yen = Yen(label="1世帯の会費（円）", help_text="例：3,600")

    def __init__(self, data: Any = None, *, day: date) -> None:  # noqa: ANN401 - POST
        this = FiscalYear.of(day).year
        super().__init__(data, initial={"year": this})
        offered = [(year, year_words(year)) for year in (this, this + 1)]
        self.fields["year"].choices = offered  # type: ignore[attr-defined]  # a choice field

    def year_of(self) -> FiscalYear:
        """Return the fiscal year."""
        return FiscalYear(self.cleaned_data["year"])


class AmountForm(forms.Form):
    """A year's amount put right (会費の額の訂正)."""

    amount_yen = Yen(label="1世帯の会費（円）")


class MemberForm(forms.Form):
    """A household of the association (会員世帯)."""

    name = Line(
        label="世帯の代表の氏名",
        max_length=60,
        needed="世帯の代表の氏名を入力してください。",
    )
    place = Line(
        label="家のある場所（字と番地）",
        max_length=100,
        required=False,
        help_text="例：菅沼1234-5",
    )
    group = forms.ChoiceField(label="組", required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        groups: Sequence[tuple[str, str]],
        row: Member | None = None,
    ) -> None:
        shown = {"name": row.name, "place": row.place or "", "group": row.group} if row else None
        super().__init__(data, initial=shown)
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]  # a choice field

    def named(self) -> Named:
        """Return what was written."""
        return Named(**self.cleaned_data)


class CollectForm(forms.Form):
    """Money that an officer took (集金)."""

    amount_yen = Yen(label="受け取った金額（円）")
    paid_on = forms.DateField(
        label="受け取った日",
        input_formats=DAYS,
        help_text="例：2026-04-01",
        error_messages={
            "required": "受け取った日を入力してください。",
            "invalid": "日付は 2026-04-01 のように入力してください。",
        },
    )

    def __init__(self, data: Any = None, *, day: date, open_yen: int) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial={"amount_yen": f"{open_yen:,}", "paid_on": day})
        self._day = day

    def clean_paid_on(self) -> date:
        """Refuse a day that has not come, or is long over."""
        paid_on: date = self.cleaned_data["paid_on"]
        if not self._day - BACK <= paid_on <= self._day:
            message = "受け取った日は、今日か、それより前の2年以内の日にしてください。"
            raise forms.ValidationError(message)
        return paid_on


class ReliefForm(forms.Form):
    """Another amount for one household, with a reason (減額・免除)."""

    amount_yen = Yen(label="この世帯の会費（円）", help_text="免除のときは 0 と書いてください。")
    reason = Line(label="減額・免除の理由", max_length=200, needed="理由を入力してください。")
