"""What staff say of a program (APIの利用者の入力)."""

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.partners.rules import SCOPE_NAMES
from tsunagaru.services.partners.services.clients import NewClient

MOST = 600


class ClientForm(forms.Form):
    """A new program (APIの利用者の登録)."""

    name = Line(
        label="名称",
        max_length=80,
        help_text="どの組織の何のサービスか、わかる名前。例：〇〇広域ポータル",
        needed="名称を入力してください。",
    )
    purpose = Sentence(
        label="利用目的",
        max_length=400,
        help_text="何のために使うか、契約や協定の名前も書きます。個人の名前は書かないでください。",
    )
    section = forms.ChoiceField(
        label="所管課",
        help_text="この課の手続きだけに申請できます。",
        error_messages={"required": "所管課を選んでください。"},
    )
    scopes = forms.MultipleChoiceField(
        label="できること",
        choices=[(scope.value, name) for scope, name in SCOPE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "できることを、1つ以上選んでください。"},
    )
    per_minute = forms.IntegerField(
        label="1分あたりの上限（回）",
        min_value=1,
        max_value=MOST,
        initial=60,
        error_messages={
            "required": "上限を入力してください。",
            "invalid": "上限は、数字で入力してください。",
            "min_value": "上限は、1以上で入力してください。",
            "max_value": f"上限は、{MOST}以下で入力してください。",
        },
    )

    def __init__(self, sections: list[tuple[str, str]], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        self.fields["section"].required = all(code for code, _ in sections)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]  # a ChoiceField

    def client(self) -> NewClient:
        """Return what was typed."""
        return NewClient(**self.cleaned_data)
