"""What a clerk or a district's head types of a circular (回覧の入力)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries.setups import need_rules
from tsunagaru.services.community.rules.printing import FORM_NAMES, Form
from tsunagaru.services.community.services.writing import Draft

LANGUAGES = {"ja": "日本語", "easy": "やさしい日本語", "en": "英語"}
FAR = timedelta(days=366)
HALF = "題名と本文の両方を書くか、両方とも空けてください。"
Words = dict[str, dict[str, str]]


class WordsForm(forms.Form):
    """Title and body; in other languages if somebody wrote them (回覧の文)."""

    title_ja = Line(label="題名", max_length=80, needed="題名を入力してください。")
    body_ja = Sentence(label="本文", max_length=6000)
    title_easy = Line(label="題名（やさしい日本語）", max_length=120, required=False)
    body_easy = Sentence(label="本文（やさしい日本語）", max_length=6000, required=False)
    title_en = Line(label="題名（英語）", max_length=160, required=False)
    body_en = Sentence(label="本文（英語）", max_length=9000, required=False)

    @staticmethod
    def initial_of(words: Words) -> dict[str, str]:
        """Return what the boxes show of words."""
        return {
            f"{part}_{one}": words.get(one, {}).get(part, "")
            for one in LANGUAGES
            for part in ("title", "body")
        }

    @property
    def word_fields(self) -> list[Any]:
        """Return the boxes of the Japanese words."""
        return [self["title_ja"], self["body_ja"]]

    @property
    def other_fields(self) -> list[Any]:
        """Return the boxes of the other languages."""
        return [self[f"{part}_{one}"] for one in ("easy", "en") for part in ("title", "body")]

    def clean(self) -> dict[str, Any]:
        """Both title and body of a language, or neither."""
        data = super().clean() or {}
        for one in ("easy", "en"):
            title, body = data.get(f"title_{one}", ""), data.get(f"body_{one}", "")
            if bool(title) != bool(body):
                self.add_error(f"title_{one}" if body else f"body_{one}", HALF)
        return data

    def words(self) -> Words:
        """Return what was written."""
        data = self.cleaned_data
        return {
            one: {part: data[f"{part}_{one}"] for part in ("title", "body")}
            for one in LANGUAGES
            if data.get(f"title_{one}")
        }


class CircularForm(WordsForm):
    """A circular (回覧): of a section of the town, or of a district."""

    section = forms.ChoiceField(label="担当の課")
    districts = forms.MultipleChoiceField(
        label="対象の区",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選ばなければ、町内の全部の区です。",
    )
    due_on = forms.DateField(
        label="読む期限",
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        help_text="例：2026-04-01。役場が休みの日は、次の開庁日になります。",
        error_messages={
            "required": "読む期限を入力してください。",
            "invalid": "期限は 2026-04-01 のように入力してください。",
        },
    )
    form = forms.ChoiceField(
        label="紙の配り方", choices=list(FORM_NAMES.items()), widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        day: date,
        sections: Sequence[str] = (),
        **initial: Any,  # noqa: ANN401 - of the boxes
    ) -> None:
        usual = {"due_on": day + timedelta(days=need_rules().due_days), "form": Form.ROUND}
        super().__init__(data, initial=usual | initial)
        self._day = day
        known = {one.code: one.name for one in people.sections()}
        own = [(code, known.get(code, code)) for code in sorted(sections)]
        if len(own) == 1:
            self.initial.setdefault("section", own[0][0])
        if own:
            self.fields["section"].choices = own  # type: ignore[attr-defined]  # a choice field
            named = [(one.code, one.name) for one in places.districts()]
            self.fields["districts"].choices = named  # type: ignore[attr-defined]  # a choice field
        else:  # of a district: it goes nowhere else
            del self.fields["section"], self.fields["districts"]

    @classmethod
    def shown_of(cls, row: Circular) -> dict[str, Any]:
        """Return what the boxes show of a circular."""
        given = {name: getattr(row, name) for name in ("section", "districts", "due_on", "form")}
        return given | cls.initial_of(row.words.words)

    def clean_due_on(self) -> date:
        """Refuse a deadline that is over, or far away."""
        due_on: date = self.cleaned_data["due_on"]
        if not self._day <= due_on <= self._day + FAR:
            raise forms.ValidationError("期限は、今日から1年以内の日にしてください。")
        return due_on

    def draft(self) -> Draft:
        """Return what was written."""
        data = self.cleaned_data
        return Draft(
            words=self.words(),
            due_on=data["due_on"],
            section=data.get("section", ""),
            districts=tuple(data.get("districts", ())),
            form=Form(data["form"]),
        )


class CorrectionForm(WordsForm):
    """A correction of what is out (訂正)."""

    note = Line(
        label="訂正の内容",
        max_length=300,
        needed="何を訂正したかを入力してください。",
        help_text="前に読んだ世帯への知らせと、紙の訂正版に書かれます。",
    )


class ReasonForm(forms.Form):
    """Why a circular is given back or withdrawn (理由)."""

    reason = Line(label="理由", max_length=300, needed="理由を入力してください。")
