"""Outcomes, verdicts, parts and so on as boxes (決定・対象の確認・ほかの人の記入などの入力)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from tsunagaru.services.procedures.forms.words import WordsForm, words_initial
from tsunagaru.services.procedures.rules.conditions import Asked
from tsunagaru.services.procedures.rules.editing import put, words_as_written
from tsunagaru.services.procedures.rules.kinds import ITEM_ORDER
from tsunagaru.services.procedures.rules.trees import Tree

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "eligibility": ("対象の確認", ("verdict",)),
    "outcomes": ("決定の種類と通知", ("outcome", "appeal")),
    "money": ("手数料・支払い・来庁の予約", ("fee", "reduction", "payment", "visit")),
    "parts": ("ほかの人の記入・連署", ("part", "cosigner")),
    "attachments": ("必要書類", ("attachment",)),
}
"""Which things stand together on a page of the editor."""

NOUNS = {
    "verdict": "対象の確認の結果",
    "outcome": "決定の種類",
    "appeal": "教示の文",
    "part": "ほかの人の記入",
    "cosigner": "連署する人",
    "attachment": "必要書類",
    "check": "答えの確認",
    "fee": "手数料",
    "reduction": "減免",
    "payment": "支払い",
    "visit": "来庁の予約",
}
MEANS = (
    ("code", "メールで届く番号を入れて署名"),
    ("account", "サインインして署名"),
    ("counter", "窓口で、職員の前で署名"),
)
STOPS = (("yes", "申請できないことを知らせる"), ("no", "案内だけをする（申請できる）"))


class ItemForm(WordsForm):
    """One thing of a row (並びの1件).

    Args:
        before: the thing as it is; empty for a new one.
        tree: the whole definition as plain values.
        asked: the questions of the form, by code.
    """

    condition = ""
    """Under which key its condition stands; empty when it has none."""
    condition_label = ""
    needs_condition = False
    asks_condition = True
    """Whether the condition counts; where another box says that there is none, it does not."""
    whole = False
    """Whether every procedure has it, so that it cannot be taken away."""
    shows_codes = False
    """Whether the page lists the questions, for a formula among the boxes."""
    texts: tuple[tuple[str, str, bool, bool], ...] = ()
    """Key, label, whether needed and whether long, of its texts in three languages."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Form's
        before: Mapping[str, Any],
        tree: Mapping[str, Any],
        asked: Mapping[str, Asked],
        **kwargs: Any,  # noqa: ANN401 - Form's
    ) -> None:
        self.before, self.tree, self.asked = before, tree, asked
        super().__init__(*args, **{"initial": self.start(), **kwargs})
        for key, label, required, long in self.texts:
            self.add_words(key, label, required=required, long=long)
        self.add_boxes()

    @classmethod
    def condition_in(cls, before: Mapping[str, Any]) -> str:
        """Return the condition of a thing as it stands in a file; empty when there is none."""
        return str(before.get(cls.condition) or "") if cls.condition else ""

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        found = dict(self.before)
        for key, *_ in self.texts:
            found |= words_initial(key, self.before.get(key))
        return found

    def add_boxes(self) -> None:
        """Add what is no text in three languages."""

    def add_code(self, hint: str) -> None:
        """Add the box of the code, which never changes afterwards."""
        if not self.before:
            self.fields = {"code": code_box(hint), **self.fields}

    def write(self, item: Tree, condition: str) -> None:
        """Write what was typed into the thing, where it differs."""
        if not self.before and "code" in self.cleaned_data:
            put(item, "code", self.cleaned_data["code"], ITEM_ORDER)
        for key, *_ in self.texts:
            put(item, key, self.text(key), ITEM_ORDER)
        if self.condition:
            put(item, self.condition, condition or None, ITEM_ORDER)

    def write_plain(self, item: Tree, key: str, value: Any, standard: Any) -> None:  # noqa: ANN401
        """Write a value, unless the file says nothing and it is what holds then."""
        absent = key not in item and value == standard
        put(item, key, None if absent or value == "" else value, ITEM_ORDER)


class VerdictForm(ItemForm):
    """What answers of the eligibility check mean (対象の確認の結果)."""

    condition, condition_label, needs_condition = "when", "この結果になる条件", True
    texts = (("text", "知らせる文", True, True),)

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        return super().start() | {"stops": "yes" if self.before.get("stops", True) else "no"}

    def add_boxes(self) -> None:
        """Ask whether the person may still apply."""
        radio = forms.RadioSelect
        self.fields["stops"] = forms.ChoiceField(label="結果", choices=STOPS, widget=radio)

    def write(self, item: Tree, condition: str) -> None:
        """Write the verdict."""
        super().write(item, condition)
        self.write_plain(item, "stops", self.cleaned_data["stops"] == "yes", standard=True)


class AttachmentForm(ItemForm):
    """A document to have at hand (必要書類)."""

    texts = (("name", "書類の名前", True, False),)

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        standard = {"required": True, "with_seal": False}
        return super().start() | {key: self.before.get(key, standard[key]) for key in standard}

    def add_boxes(self) -> None:
        """Ask whether everybody needs it, and whether it goes with the seal."""
        self.fields["required"] = forms.BooleanField(label="必ず必要", required=False)
        label = "押印を求めるときだけ必要（印鑑登録証明書など）"
        self.fields["with_seal"] = forms.BooleanField(label=label, required=False)

    def write(self, item: Tree, condition: str) -> None:
        """Write the document."""
        super().write(item, condition)
        self.write_plain(item, "required", self.cleaned_data["required"], standard=True)
        self.write_plain(item, "with_seal", self.cleaned_data["with_seal"], standard=False)


class AppealForm(ItemForm):
    """A paragraph of the appeal notice (教示の文)."""

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        return words_initial("text", self.before)

    def add_boxes(self) -> None:
        """Ask for the paragraph."""
        self.add_words("text", "文", required=True, long=True)

    def write(self, item: Tree, condition: str) -> None:  # noqa: ARG002 - it has none
        """Write the paragraph: it is the thing itself."""
        words_as_written(self.text("text"), item)


class CheckForm(ItemForm):
    """A rule an answer must keep, and what is said when it does not (答えの確認)."""

    condition, condition_label, needs_condition = "rule", "答えが守る条件", True
    texts = (("message", "守られないときの文", True, True),)


class CosignerForm(ItemForm):
    """Who else signs before it is handed in (連署する人)."""

    condition, condition_label = "when", "連署を求める条件（なければ、いつも求めます）"
    texts = (("name", "だれが", True, False), ("statement", "署名する文", True, True))

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        standing = {"by": ["code", "counter"], "count": 1, "days": 14}
        return standing | super().start()

    def add_boxes(self) -> None:
        """Ask by which means, how many and for how long."""
        self.add_code("例：spouse")
        ticks = forms.CheckboxSelectMultiple
        self.fields["by"] = forms.MultipleChoiceField(
            label="署名の方法",
            choices=MEANS,
            widget=ticks,
            error_messages={"required": "署名の方法を1つ以上選んでください。"},
        )
        self.fields["count"] = forms.IntegerField(label="人数", min_value=1, max_value=9)
        self.fields["days"] = forms.IntegerField(label="待つ日数", min_value=1, max_value=60)

    def write(self, item: Tree, condition: str) -> None:
        """Write who signs."""
        super().write(item, condition)
        typed = self.cleaned_data
        self.write_plain(item, "by", typed["by"], standard=["code", "counter"])
        self.write_plain(item, "count", typed["count"], standard=1)
        self.write_plain(item, "days", typed["days"], standard=14)


def code_box(hint: str) -> forms.RegexField:
    """Return the box of a code."""
    return forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label="符号",
        help_text=f"半角の英小文字・数字・_ で、英字から始めます。あとで変えられません。{hint}",
        error_messages={
            "invalid": "半角の英小文字・数字・_ で、英字から始めてください。",
            "required": "符号を入力してください。",
        },
    )
