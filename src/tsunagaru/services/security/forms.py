"""What is said of findings and refusals (検出と申出の入力欄)."""

from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel import individual_number
from tsunagaru.services.security.models import CLAIMS

LONGEST = 200


class Reason(Line):
    """Why, in one line, without any individual number (理由)."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - Line's
        said = {"max_length": f"理由は{LONGEST}字以内で入力してください。"}
        needed = "理由を入力してください。"
        super().__init__(needed=needed, max_length=LONGEST, error_messages=said, **more)

    def refuse(self, text: str) -> None:
        """Refuse the individual number, also one that was accepted elsewhere.

        Raises:
            forms.ValidationError: the text may hold one.
        """
        if individual_number.find(text):
            raise forms.ValidationError("番号そのものは書かないでください。")


class ClearForm(forms.Form):
    """Why a finding is no individual number (誤検出の理由)."""

    reason = Reason(
        label="個人番号ではないと判断した理由",
        help_text="例：水道メーターの製造番号。番号そのものは書かないでください。",
    )


class RemoveForm(forms.Form):
    """That a file is deleted knowingly (削除の確認)."""

    confirmed = forms.BooleanField(
        label="このファイルを削除することを確認しました（元に戻せません）",
        error_messages={"required": "削除するファイルを確かめて、チェックを入れてください。"},
    )


class DecisionForm(forms.Form):
    """What is decided on a statement (申出への決定)."""

    outcome = forms.ChoiceField(
        label="決定",
        widget=forms.RadioSelect,
        choices=[
            ("accepted", "認める（30日間、この欄で同じ値を受け付けます）"),
            ("declined", "認めない"),
        ],
        error_messages={"required": "決定を選んでください。"},
    )
    reason = Reason(
        label="理由",
        help_text="申し出た方にも表示されます。番号そのものは書かないでください。",
    )


class ContestForm(forms.Form):
    """What a refused value is (申出の内容)."""

    claim = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, language: str, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        field = self.fields["claim"]
        field.label = say("何の番号ですか", language)
        field.choices = [(code, say(text, language)) for code, text in CLAIMS]  # type: ignore[attr-defined]  # a ChoiceField
        field.error_messages["required"] = say("何の番号かを選んでください。", language)
