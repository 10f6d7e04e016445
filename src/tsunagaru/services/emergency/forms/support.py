"""What clerks type about those who need support to flee (避難行動要支援者の入力)."""

from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.emergency.definitions import SafetyFile
from tsunagaru.services.emergency.forms.safety import CHOOSE, district_choices
from tsunagaru.services.emergency.models import Supported
from tsunagaru.services.emergency.models.support import CONSENTS
from tsunagaru.services.emergency.services.support import Entry, Handing

PLAN = ("place", "helpers", "means", "care")


class SupportForm(forms.Form):
    """Somebody's entry on the list, with the evacuation plan (名簿と個別避難計画)."""

    district = forms.ChoiceField(label="区", error_messages={"required": "区を選んでください。"})
    reasons = forms.MultipleChoiceField(
        label="支援が要る事由",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "事由を1つ以上選んでください。"},
    )
    consent = forms.ChoiceField(
        label="平時に支援者へ名簿を渡すことへの同意",
        choices=CONSENTS,
        widget=forms.RadioSelect,
        error_messages={"required": "同意の有無を選んでください。"},
    )
    phone = Line(label="電話番号", required=False, max_length=40)
    contact = Line(label="緊急時の連絡先（氏名・電話）", required=False, max_length=100)
    note = Sentence(label="配慮すること", required=False, max_length=300)
    place = Line(label="避難先", required=False, max_length=100)
    helpers = Line(label="避難を手伝う人（氏名・電話）", required=False, max_length=150)
    means = Line(label="避難の方法と経路", required=False, max_length=150)
    care = Line(label="持ち物・医療機器・服薬など", required=False, max_length=150)

    def __init__(
        self,
        setup: SafetyFile,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        row: Supported | None = None,
        district: str = "",
    ) -> None:
        initial: dict[str, Any] = {"district": district, "consent": "unknown"}
        if row is not None:
            names = ("district", "reasons", "consent", "phone", "contact", "note")
            initial = {name: getattr(row, name) for name in names} | (row.plan or {})
        super().__init__(data, initial=initial)
        self.fields["district"].choices = [*CHOOSE, *district_choices()]  # type: ignore[attr-defined]  # a choice field
        self.fields["reasons"].choices = list(setup.names("reasons").items())  # type: ignore[attr-defined]  # as above

    def entry(self) -> Entry:
        """Return what is to be written."""
        data = dict(self.cleaned_data)
        plan = {name: data.pop(name) for name in PLAN}
        return Entry(**data, plan=plan)


class HandForm(forms.Form):
    """Handing names to supporters (名簿情報の提供)."""

    to = forms.ChoiceField(
        label="提供先", error_messages={"required": "提供先を選んでください。"}
    )  # fmt: skip
    received_by = Line(label="受け取る人", max_length=60, needed="受け取る人を入力してください。")
    districts = forms.MultipleChoiceField(
        label="区",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選ばなければ、すべての区です。",
    )
    basis = forms.ChoiceField(
        label="根拠",
        required=False,
        widget=forms.RadioSelect,
        help_text="法律の根拠を選べるのは、災害が起きたとき、または起きるおそれがあるときだけです。",
    )
    because = Line(
        label="理由",
        required=False,
        max_length=200,
        help_text="同意のない方を含めるときは必ず書きます。",
    )

    def __init__(self, setup: SafetyFile, data: Any = None, *, silent: bool = False) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        agreed = [] if silent else [("", "同意のある方だけ")]
        self.fields["to"].choices = [*CHOOSE, *setup.names("supporters").items()]  # type: ignore[attr-defined]  # a choice field
        self.fields["basis"].choices = [*agreed, *setup.names("bases").items()]  # type: ignore[attr-defined]  # as above
        self.fields["districts"].choices = district_choices()  # type: ignore[attr-defined]  # as above
        if silent:
            del self.fields["to"], self.fields["received_by"]
            self.fields["basis"].required = True
            self.fields["districts"].required = True
            self.fields["districts"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Without consent there is a reason."""
        data = super().clean() or {}
        if data.get("basis") and not data.get("because") and "because" not in self.errors:
            self.add_error("because", "理由を入力してください。")
        return data

    def handing(self, to: str = "") -> Handing:
        """Return to whom, and why."""
        data = self.cleaned_data
        return Handing(
            to=data.get("to", to),
            districts=tuple(data["districts"]),
            basis=data["basis"],
            because=data["because"],
            received_by=data.get("received_by", ""),
        )


class HeadForm(forms.Form):
    """Of which district a resident is the head (区長の登録)."""

    district = forms.ChoiceField(label="区", error_messages={"required": "区を選んでください。"})

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        self.fields["district"].choices = [*CHOOSE, *district_choices()]  # type: ignore[attr-defined]  # a choice field


class GroupForm(forms.Form):
    """An employer or a school (勤め先・学校の登録)."""

    name = Line(label="団体の名前", max_length=60, needed="団体の名前を入力してください。")
    kind = forms.ChoiceField(
        label="種類",
        choices=[("work", "勤め先"), ("school", "学校・園")],
        widget=forms.RadioSelect,
        error_messages={"required": "種類を選んでください。"},
    )
