"""What a head writes of a household on paper (紙の世帯の入力)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.services.community.forms.districts import DAYS
from tsunagaru.services.community.models import PaperHome
from tsunagaru.services.community.rules.paper_homes import MOST_PEOPLE
from tsunagaru.services.community.services.paper_homes import Written

PEOPLE = f"人数を1から{MOST_PEOPLE}までの数字で入力してください。"
AGREED = "電話番号は、本人と会って同意を聞いたときだけ書けます。同意を聞いた日を入力してください。"
LATER = "同意を聞いた日は、今日か、それより前の日にしてください。"


class PaperHomeForm(forms.Form):
    """A household as its head knows it (紙の世帯)."""

    name = Line(
        label="世帯主の氏名",
        max_length=60,
        needed="世帯主の氏名を入力してください。",
        help_text="氏と名の間を空けてください。配付先の一覧には、氏だけが載ります。",
    )
    place = Line(
        label="家のある場所（字と番地）",
        max_length=120,
        needed="家のある場所を入力してください。",
        help_text="例：菅沼1234-5",
    )
    people = forms.IntegerField(
        label="人数",
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), PEOPLE),
    )
    group = forms.ChoiceField(label="組", required=False)
    phone = Line(
        label="電話番号（本人が同意したときだけ）",
        required=False,
        max_length=30,
    )
    agreed_on = forms.DateField(
        label="会って同意を聞いた日",
        required=False,
        input_formats=DAYS,
        help_text="電話番号を書くときだけ。例：2026-04-01",
        error_messages={"invalid": "日付は 2026-04-01 のように入力してください。"},
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        groups: Sequence[tuple[str, str]],
        day: date,
        row: PaperHome | None = None,
    ) -> None:
        super().__init__(data, initial=_shown(row) if row else None)
        self._day = day
        self.fields["group"].choices = [("", "組未定"), *groups]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """A telephone number comes with the day on which the person agreed."""
        data = super().clean() or {}
        agreed_on = data.get("agreed_on")
        if data.get("phone") and agreed_on is None and "agreed_on" not in self.errors:
            self.add_error("agreed_on", AGREED)
        if agreed_on is not None and agreed_on > self._day:
            self.add_error("agreed_on", LATER)
        return data

    def written(self) -> Written:
        """Return what was written."""
        return Written(**self.cleaned_data)


class NameForm(forms.Form):
    """By which somebody who asks the town is found (本人の氏名)."""

    name = Line(label="世帯主の氏名", max_length=60, needed="世帯主の氏名を入力してください。")


def _shown(row: PaperHome) -> dict[str, Any]:
    return {
        "name": row.name,
        "place": row.place,
        "people": row.people,
        "group": row.group,
        "phone": row.phone or "",
        "agreed_on": row.phone_agreed_on,
    }
