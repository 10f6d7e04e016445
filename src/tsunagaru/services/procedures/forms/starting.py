"""A new procedure as it is begun (新しい手続きの入力)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from tsunagaru.services.procedures.forms.head import HeadForm
from tsunagaru.services.procedures.rules.editing import put_head
from tsunagaru.services.procedures.rules.trees import Tree

APPEAL, NO_APPEAL = "appeal", "no_appeal"
EMPTY = ("name", "summary", "who", "fee_text")
"""What a new procedure begins without, also as a copy: these are said anew."""


class StartForm(HeadForm):
    """Code and head of a procedure that does not exist yet (新しい手続き).

    Args:
        blank: whether it begins from the blank form, not as a copy of another procedure.
        fees: the sentences about a fee, for whoever writes none: free, yen, depends.
        appeal: the paragraphs of the appeal notice, for a blank form.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Form's
        blank: bool,
        fees: Mapping[str, Mapping[str, str]],
        appeal: list[Any],
        **kwargs: Any,  # noqa: ANN401 - Form's
    ) -> None:
        super().__init__(*args, with_seal=True, with_fee=True, **kwargs)
        self.fees, self.paragraphs = fees, appeal
        self.fields = {"code": _code(), **self.fields}
        self.fields["fee_text_ja"].required = False
        self.fields["fee_text_ja"].help_text = "空欄にすると、金額から文を作ります。"
        if blank:
            self.start |= {f"{key}_{one}": "" for key in EMPTY for one in ("ja", "easy", "en")}
            self.start |= {"laws": "", APPEAL: True}
            self.fields[APPEAL] = forms.BooleanField(
                label="認めないときの通知書に、教示（審査請求と取消訴訟の案内）を付ける",
                required=False,
            )
            self.fields[NO_APPEAL] = forms.CharField(
                label="教示を付けないときは、その理由",
                help_text="例：届出の受付で、処分ではないため。",
                max_length=200,
                required=False,
            )
        self.start["code"] = ""
        mine = [code for code, _ in kwargs["sections"]]
        if mine and self.start["section"] not in mine:
            self.start["section"] = mine[0]
        self.initial = self.start

    def clean(self) -> dict[str, Any]:
        """Ask why a refusal would say nothing about objecting, where it would (教示の漏れ)."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if NO_APPEAL in self.fields and not found.get(APPEAL) and not found.get(NO_APPEAL):
            self.add_error(NO_APPEAL, "教示を付けない理由を入力してください。")
        return found

    def write(self, tree: Tree) -> None:
        """Make the tree that of the new procedure."""
        code = self.cleaned_data["code"]
        put_head(tree, "code", code)
        super().write(tree)
        if tree["fee"].get("yen") == 0:
            tree.pop("payment", None)
        if self.cleaned_data.get(APPEAL):
            put_head(tree, APPEAL, self.paragraphs)
        elif self.cleaned_data.get(NO_APPEAL):
            put_head(tree, NO_APPEAL, self.cleaned_data[NO_APPEAL])

    def text(self, key: str) -> dict[str, str]:
        """Return a text as it was typed; one about the fee is made where none was."""
        typed = super().text(key)
        if key != "fee_text" or any(typed.values()) or "fee_rule" in self.fields:
            return typed
        yen = self.cleaned_data.get("fee_yen")
        said = self.fees["depends" if yen is None else "yen" if yen else "free"]
        return {one: words.replace("{yen}", f"{yen or 0:,}") for one, words in said.items()}


def _code() -> forms.RegexField:
    return forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        label="手続きの符号",
        help_text="アドレスとファイルの名前になり、あとで変えられません。"
        "半角の英小文字・数字・- で入力します。",
        error_messages={
            "invalid": "半角の英小文字・数字・- だけで入力してください。",
            "required": "手続きの符号を入力してください。",
        },
    )
