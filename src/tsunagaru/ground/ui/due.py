"""The last day to pay, as clerks write it (支払いの期限)."""

from datetime import date
from typing import Any

from django import forms

from tsunagaru.kernel.calendar import CannotReadDate, parse_date


class DueDay(forms.CharField):
    """A last day to pay (支払いの期限), in an era or in Western years."""

    def __init__(self, *, today: date, latest: date | None = None) -> None:
        super().__init__(
            label="支払いの期限",
            max_length=40,
            help_text="例：令和8年7月31日、2026-07-31。閉庁日のときは、次の開庁日になります。",
            error_messages={"required": "支払いの期限を入力してください。"},
        )
        self.today, self.latest = today, latest

    def clean(self, value: Any) -> date:  # noqa: ANN401 - whatever was posted
        """Refuse what is no date, or has passed.

        Raises:
            forms.ValidationError: the text is no date, or the day has passed or lies too far ahead.
        """
        try:
            day = parse_date(str(super().clean(value)))
        except CannotReadDate as error:
            sentence = "支払いの期限は「令和8年7月31日」のように入力してください。"
            raise forms.ValidationError(sentence) from error
        if day < self.today:
            raise forms.ValidationError("支払いの期限は、今日か今日より後の日にしてください。")
        if self.latest is not None and day > self.latest:
            raise forms.ValidationError(
                f"支払いの期限は、{written_day(self.latest)}までにしてください。"
            )
        return day


class PostponeForm(forms.Form):
    """A later day (期限の延長)."""

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - a request's POST
        *,
        due_on: date,
        today: date,
        latest: date | None = None,
    ) -> None:
        super().__init__(data, initial={"due_on": written_day(due_on)}, auto_id="id_extend_%s")
        self.fields["due_on"] = DueDay(today=today, latest=latest)


def written_day(day: date) -> str:
    """Return a day as clerks write it (日付の書き方)."""
    return f"{day.year}年{day.month}月{day.day}日"
