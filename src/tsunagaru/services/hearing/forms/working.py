"""What members of staff type about an inquiry (担当者の入力)."""

from datetime import date
from typing import Any

from django import forms

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.services.publishing import Words

WHEN = {
    "required": "期限を入力してください。",
    "invalid": "期限は 2026-04-01 のように入力してください。",
}
SECTION = "課を選んでください。"


class AssignForm(forms.Form):
    """Which section answers, and until when (振り分け)."""

    section = forms.ChoiceField(
        label="担当の課", error_messages={"required": SECTION, "invalid_choice": SECTION}
    )
    due_on = forms.DateField(
        label="回答の期限",
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        help_text="例：2026-04-01。役場が休みの日は、次の開庁日になります。",
        error_messages=WHEN,
    )
    handing = Line(label="担当の課への申し送り", required=False, max_length=400)

    def __init__(self, data: Any = None, *, row: Inquiry, day: date, **initial: Any) -> None:  # noqa: ANN401 - POST, boxes
        super().__init__(data, initial=initial)
        self._received, self._day = day_of(row.received_at), day
        field = self.fields["section"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.code, one.name) for one in people.sections()]

    def clean_due_on(self) -> date:
        """Refuse a day before it came, or a year away; a closed day becomes the next open one."""
        due_on: date = self.cleaned_data["due_on"]
        if not self._received <= due_on or (due_on - self._day).days > 366:  # noqa: PLR2004 - a year
            raise forms.ValidationError("期限は、受け付けた日から1年以内の日にしてください。")
        return places.calendar().next_open_day(due_on)


class NoteForm(forms.Form):
    """A note that only the staff see (メモ)."""

    memo = Sentence(label="メモ", max_length=1000)


class MergeForm(forms.Form):
    """With which it is put together (まとめ先)."""

    number = Line(
        label="まとめ先の受付番号",
        max_length=12,
        needed="まとめ先の受付番号を入力してください。",
        help_text="例：2026-0012",
    )


class ReasonForm(forms.Form):
    """Why something is put aside, or an answer given back (理由)."""

    reason = Line(label="理由", max_length=300, needed="理由を入力してください。")


class DraftForm(forms.Form):
    """The answer (回答)."""

    text = Sentence(label="回答", max_length=4000)


class GivenForm(forms.Form):
    """How it was handed over (発送・電話の記録)."""

    said = Line(
        label="発送や電話の記録",
        required=False,
        max_length=300,
        help_text="例：普通郵便で発送、本人に電話で伝えた",
    )


class FinishForm(forms.Form):
    """How it was taken into account (対応の記録)."""

    done = Line(label="対応の記録", max_length=300, needed="対応を入力してください。")


class PublicForm(forms.Form):
    """What everybody would read (公開の文)."""

    title = Line(label="題名", max_length=100, needed="題名を入力してください。")
    question = Sentence(label="公開する質問", max_length=2000)
    answer = Sentence(label="公開する回答", max_length=4000)

    def words(self) -> Words:
        """Return what was written."""
        return Words(**self.cleaned_data)
