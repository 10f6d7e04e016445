"""What a clerk types to issue an alert (発令の入力)."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.services.emergency.definitions import IssuingFile
from tsunagaru.services.emergency.forms.drafts import WordsForm
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.rules.wording import Words
from tsunagaru.services.emergency.services.issuing import Proposal

ALONE = "緊急のため一人で発令"
HOURS = (1, 3, 6, 12, 24, 48, 72, 168)
NO_REASON = "一人で発令する理由を入力してください。"


class IssueForm(forms.Form):
    """Where and how long an alert holds, and why one person issues it alone (発令)."""

    districts = forms.MultipleChoiceField(
        label="対象の区",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選ばなければ、町内全域です。区を登録していない方には、いつも届きます。",
    )
    hours = forms.TypedChoiceField(
        label="いつまで",
        coerce=int,
        choices=[(n, f"{n}時間後まで") for n in HOURS],
        help_text="過ぎると、表示が自動で終わります。解除のお知らせは送られません。",
    )
    because = Line(
        label="一人で発令する理由",
        required=False,
        max_length=400,
        help_text="「一人で発令する」を押すときだけ使います。理由は記録に残り、警報のページに、一人の判断で出したことが表示されます。",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        setup: IssuingFile | None,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        ends: bool = False,
        **initial: Any,  # noqa: ANN401 - of the boxes
    ) -> None:
        hours = setup.lasts_hours if setup else HOURS[4]
        usual = {"hours": hours, "because": ALONE, "key": uuid4()}
        super().__init__(data, initial=usual | initial)
        named = [(one.code, one.name) for one in places.districts()]
        self.fields["districts"].choices = named  # type: ignore[attr-defined]  # a choice field
        if ends:  # it goes to whom the beginning went, and holds for no time
            del self.fields["districts"], self.fields["hours"]

    @property
    def alone(self) -> bool:
        """Tell whether one person wants to issue it (一人で発令)."""
        return self.data.get("act") == "alone"

    def clean(self) -> dict[str, Any]:
        """Whoever issues alone says why."""
        data = super().clean() or {}
        if self.alone and not data.get("because") and "because" not in self.errors:
            self.add_error("because", NO_REASON)
        return data

    @property
    def reason(self) -> str:
        """Return why nobody confirms; empty where confirmation is asked for."""
        return self.cleaned_data["because"] if self.alone else ""

    def proposal(self, words: Words, **more: Any) -> Proposal:  # noqa: ANN401 - of the proposal
        """Return what is to be said."""
        data = self.cleaned_data
        given: dict[str, Any] = {
            "level": data.get("level", 0),
            "words": words,
            "lasts_hours": data.get("hours", 1),
            "districts": tuple(data.get("districts", ())),
            "key": data["key"] or uuid4(),
            "drill": bool(data.get("drill")),
        }
        return Proposal(**given | more)


class AlertForm(WordsForm, IssueForm):
    """An alert written by a member of staff (職員が書く警報), or what follows one."""

    level = forms.TypedChoiceField(
        label="警戒レベル", coerce=int, error_messages={"required": "警戒レベルを選んでください。"}
    )
    drill = forms.BooleanField(
        label="訓練として出す",
        required=False,
        help_text="訓練は、町民には送られません。題名と本文に「訓練」の文字が必ず付きます。",
    )
    field_order = [
        "level",
        "drill",
        *(f"{part}_{one}" for one in ("ja", "easy", "en") for part in ("title", "body")),
    ]

    def __init__(
        self,
        setup: IssuingFile | None,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        follows: bool = False,
        **initial: Any,  # noqa: ANN401 - POST
    ) -> None:
        super().__init__(setup, data, **initial)
        names = [
            (one.level, f"レベル{one.level}　{one.name.ja}")
            for one in (setup.levels if setup else ())
        ]
        self.fields["level"].choices = [("", "選んでください"), *names]  # type: ignore[attr-defined]  # a choice field
        if follows:
            del self.fields["drill"]  # decided once, when the alert began


class EndForm(WordsForm, IssueForm):
    """The end of an alert (解除・取消): to exactly those who were told."""

    how = forms.ChoiceField(
        label="終え方",
        choices=[("lift", "解除（危険がおさまった）"), ("withdraw", "取消（まちがいだった）")],
        widget=forms.RadioSelect,
        error_messages={"required": "終え方を選んでください。"},
    )
    field_order = ["how"]

    def __init__(self, setup: IssuingFile | None, data: Any = None, **initial: Any) -> None:  # noqa: ANN401 - POST
        super().__init__(setup, data, ends=True, **initial)

    def end(self, row: UUID) -> Proposal:
        """Return the end of an alert."""
        wrong = self.cleaned_data["how"] == "withdraw"
        return self.proposal(self.words(), alert=row, withdraws=wrong)


def as_said(row: Announcement) -> dict[str, Any]:
    """Return what the form of an update shows at first: what was said last."""
    boxes = {
        f"{part}_{one}": row.words[one][part] for one in row.words for part in ("title", "body")
    }
    return {**boxes, "level": row.level, "districts": row.districts}
