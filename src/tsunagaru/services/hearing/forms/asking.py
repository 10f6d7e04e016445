"""What somebody writes to the town (意見・質問・要望の入力), and a clerk for somebody."""

from typing import Any
from uuid import UUID

from django import forms

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.kernel.text import normalise_email, normalise_phone
from tsunagaru.services.hearing.queries.setups import topic_choices
from tsunagaru.services.hearing.rules.conversing import LONGEST
from tsunagaru.services.hearing.rules.states import BY_CLERK, KIND_NAMES, SOURCE_NAMES, Kind, Source
from tsunagaru.services.hearing.services.receiving import Asked

BAD_EMAIL = "メールアドレスを確かめてください。例：hanako@example.jp"
BAD_PHONE = "電話番号を確かめてください。例：0550-76-1111"
CHOOSE = [("", "選んでください")]
NOT_SAID = [("", "答えない")]
YES_NO = [("yes", "希望する"), ("no", "希望しない")]
AGREED = [("yes", "公開してもよい"), ("no", "公開しないでほしい")]


def _radio(label: str, choices: list[tuple[str, str]], needed: str, **more: Any) -> Any:  # noqa: ANN401 - a field
    said = {"required": needed, "invalid_choice": needed}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=said, **more
    )


class MatterForm(forms.Form):
    """What it is about (内容)."""

    kind = _radio("種類", [(k.value, v) for k, v in KIND_NAMES.items()], "種類を選んでください。")
    topic = forms.ChoiceField(
        label="分野",
        error_messages={
            "required": "分野を選んでください。",
            "invalid_choice": "分野を選んでください。",
        },
    )
    text = Sentence(label="内容", max_length=LONGEST)
    wants_reply = _radio("町からの返事", YES_NO, "返事を希望するかどうかを選んでください。")
    may_publish = _radio(
        "質問と回答の公開",
        AGREED,
        "公開してもよいかどうかを選んでください。",
        help_text="公開するときは、名前など個人が分かることを除き、町が文を整えます。あとでやめることもできます。",
    )
    district = forms.ChoiceField(label="お住まいの区", required=False)
    email = Line(label="メールアドレス", required=False, max_length=254, autocomplete="email")

    def __init__(self, data: Any = None, *, language: str = "ja", **more: Any) -> None:  # noqa: ANN401 - POST
        super().__init__(data, **more)
        named = [(one.code, one.name) for one in places.districts()]
        self._offer("topic", CHOOSE + topic_choices(language))
        if "district" in self.fields:
            self._offer("district", NOT_SAID + named)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_email(self) -> str:
        """Return the address in half width, or nothing."""
        typed: str = self.cleaned_data["email"]
        found = normalise_email(typed) if typed else ""
        if found is None:
            raise forms.ValidationError(BAD_EMAIL)
        return found

    def asked(self, **more: Any) -> Asked:  # noqa: ANN401 - of what was asked
        """Return what was written."""
        data = self.cleaned_data
        return Asked(
            kind=Kind(data["kind"]),
            topic=data["topic"],
            text=data["text"],
            wants_reply=data["wants_reply"] == "yes",
            may_publish=data["may_publish"] == "yes",
            name=data.get("name", ""),
            email=data.get("email", ""),
            **{"district": data.get("district", "")} | more,
        )


class AskForm(MatterForm):
    """What somebody sends by themselves (フォーム). ``website`` is for programs only."""

    name = Line(label="名前", required=False, max_length=60, autocomplete="name")
    website = Line(label="この欄には何も書かないでください", required=False, max_length=200)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        resident: UUID | None = None,
        **more: Any,  # noqa: ANN401 - of the base
    ) -> None:
        super().__init__(data, **more)
        self.fields["email"].help_text = "書くと、返事ができたときにメールで知らせます。"
        if resident is not None:  # the town knows who it is, and how to answer
            for name in ("name", "email", "district"):
                del self.fields[name]

    @property
    def question_fields(self) -> list[Any]:
        """Return the boxes that people see, in order."""
        order = ("kind", "topic", "text", "wants_reply", "name", "email", "district", "may_publish")
        return [self[name] for name in order if name in self.fields]


class EntryForm(MatterForm):
    """What a clerk writes down for somebody (手紙・電話・窓口の入力)."""

    channel = _radio(
        "受付経路",
        [(one.value, SOURCE_NAMES[one]) for one in BY_CLERK],
        "受付経路を選んでください。",
    )
    name = Line(label="名前", required=False, max_length=60)
    phone = Line(label="電話番号", required=False, max_length=40)
    address = Line(
        label="住所",
        required=False,
        max_length=200,
        help_text="手紙で返事をするときに必要です。郵便番号から書いてください。",
    )

    @property
    def question_fields(self) -> list[Any]:
        """Return the boxes in the order in which a clerk asks."""
        order = (
            "channel", "kind", "topic", "text", "wants_reply",
            "name", "phone", "address", "email", "district", "may_publish",
        )  # fmt: skip
        return [self[name] for name in order]

    def clean_phone(self) -> str:
        """Return the digits, or nothing."""
        typed: str = self.cleaned_data["phone"]
        found = normalise_phone(typed) if typed else ""
        if found is None:
            raise forms.ValidationError(BAD_PHONE)
        return found

    def entered(self) -> Asked:
        """Return what was written down."""
        data = self.cleaned_data
        return self.asked(
            source=Source(data["channel"]), phone=data["phone"], address=data["address"]
        )


class AgainForm(forms.Form):
    """A further question (続けての質問)."""

    again = Sentence(label="続けて質問する内容", max_length=LONGEST)
