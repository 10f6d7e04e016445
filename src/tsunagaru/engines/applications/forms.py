"""Forms of applications (入力)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.ground.ui.due import DueDay, written_day
from tsunagaru.ground.ui.money import YenField

MOST_YEN = 10_000_000


class SignatureForm(forms.Form):
    """A signature on the screen (署名): drawn, or a name typed where nothing can be drawn."""

    name = Line(label="お名前", required=False, max_length=80)
    strokes = forms.CharField(
        required=False,
        max_length=60_000,
        widget=forms.HiddenInput,
        # Places on a screen have four digits at most: nothing else can be drawn into them.
        validators=[RegexValidator(r"[0-9]{5}", inverse_match=True)],
    )


class CosignForm(forms.Form):
    """The name of whoever signs as well, and what they were shown (連署)."""

    name = Line(
        label="署名する方のお名前", needed="お名前を入力してください。", autocomplete="name"
    )
    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class CosignRefusalForm(forms.Form):
    """Why somebody does not sign (連署を断る理由)."""

    reason = Sentence(
        label="署名しない理由（申請した方に伝わります）",
        needed="断る理由を入力してください。申請した方に伝えます。",
        max_length=200,
    )


class AgreementForm(forms.Form):
    """Sentences that are agreed to, each with a box of its own (宣誓・同意)."""

    WRONG = "内容を読んで、チェックを入れてください。"

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - a request's POST
        boxes: Sequence[tuple[str, str, str]],
        *,
        wrong: str = WRONG,
    ) -> None:
        """Make the boxes.

        Args:
            boxes: name, sentence and hint of each, in the reader's language.
            wrong: what is said of one that was not ticked.
        """
        super().__init__(data)
        for name, sentence, hint in boxes:
            self.fields[name] = forms.BooleanField(
                label=sentence, help_text=hint, error_messages={"required": wrong}
            )


class NoticeEndForm(forms.Form):
    """That an issued notice counts no longer, and why (通知書の取消し・差替え)."""

    cause = forms.ChoiceField(
        label="どうするか",
        choices=(
            ("replaced", "差し替える（直した通知書を、次に開いたときに発行する）"),
            ("withdrawn", "取り消す（新しい通知書は発行しない）"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "差し替えるか、取り消すかを選んでください。"},
    )
    reason = Sentence(
        label="理由",
        max_length=500,
        needed="理由を入力してください。申請した方へのお知らせに載ります。",
        help_text="申請した方へのお知らせに、このまま載ります。",
    )
    confirmed = forms.BooleanField(
        label="この通知書が使えなくなり、元に戻せないことを確かめました。",
        error_messages={"required": "確かめて、印を付けてください。"},
    )
    paper = forms.UUIDField(widget=forms.HiddenInput)


class AmountForm(forms.Form):
    """The fee as the clerk fixes it (手数料の決定)."""

    yen = YenField(
        label="手数料の額",
        help_text="全体の額です。納付済みの分は差し引いて請求します。",
        most=MOST_YEN,
    )
    reason = Sentence(
        label="理由",
        max_length=500,
        required=False,
        help_text="計算による額と違う額にするときは、必ず書いてください。申請者へのお知らせに載ります。",
    )

    def __init__(self, data: Any, *, yen: int | None, due_on: date, today: date) -> None:  # noqa: ANN401 - a request's POST
        super().__init__(data, initial={"yen": yen, "due_on": written_day(due_on)})
        self.fields["due_on"] = DueDay(today=today)


class ReturnForm(forms.Form):
    """How much goes back of a fee, and why (返金の決定)."""

    yen = YenField(
        label="返金する額",
        help_text="返金しないときは0円にして、理由を書いてください。",
        most=MOST_YEN,
    )
    reason = Sentence(
        label="理由",
        max_length=500,
        help_text="帳簿に残ります。申請者の氏名は書かないでください。",
    )

    def __init__(self, data: Any, *, yen: int) -> None:  # noqa: ANN401 - a request's POST
        super().__init__(data, initial={"yen": yen}, auto_id="id_return_%s")
