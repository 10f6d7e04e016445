"""What people type about their ways to sign in (サインインの方法の入力)."""

from django import forms

from tsunagaru.ground.people.forms.fields import Secret
from tsunagaru.ground.people.models import IDENTITY_PAPERS
from tsunagaru.ground.ui.boxes import Line


class FactorCodeForm(forms.Form):
    """A code of the app, or a recovery code (認証アプリのコードまたは復旧コード)."""

    code = forms.CharField(
        label="認証アプリの6桁のコード、または復旧コード",
        max_length=40,
        error_messages={"required": "入力してください。", "max_length": "文字数が多すぎます。"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Form's
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "spellcheck": "false"}


class AppCodeForm(FactorCodeForm):
    """The first code of a new app (認証アプリの登録)."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "認証アプリに表示された6桁のコード"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ProveForm(forms.Form):
    """The password, to show who asks (本人の確認)."""

    current = Secret(label="今のパスワード")


class PasskeyNameForm(forms.Form):
    """What the owner calls a passkey (パスキーの名前)."""

    name = Line(
        label="パスキーの名前",
        max_length=40,
        help_text="例：わたしのスマホ、職場のパソコン",
    )


class LostDeviceForm(forms.Form):
    """How a clerk made sure whose account it is (本人確認)."""

    paper = forms.ChoiceField(
        label="本人確認に使った書類",
        choices=[("", "選んでください"), *IDENTITY_PAPERS.items()],
        error_messages={"required": "選んでください。", "invalid_choice": "選んでください。"},
    )
    sure = forms.BooleanField(
        label="書類の写真とご本人を見比べて、本人であることを確かめました",
        error_messages={"required": "確かめてから、印を付けてください。"},
    )
