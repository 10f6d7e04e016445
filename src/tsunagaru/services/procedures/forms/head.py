"""The head of a procedure as boxes (手続きの基本情報)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from ruamel.yaml.comments import CommentedMap

from tsunagaru.kernel.folder.editing import as_written
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.forms.words import WordsForm, words_initial
from tsunagaru.services.procedures.rules.editing import put_head, words_as_written
from tsunagaru.services.procedures.rules.trees import Tree

TEXTS = {
    "name": ("手続きの名称", False),
    "summary": ("概要", True),
    "who": ("対象者", True),
    "after": ("申請のあとの説明", True),
}
DAYS = {"opened_on": "受付の始まり", "closed_on": "受付の終わり"}
IDENTITIES = (
    ("none", "確かめない"),
    ("account", "サインインした方だけが申請できる"),
    ("card", "マイナンバーカードでサインインした方だけが申請できる（窓口では本人確認書類）"),
    ("card_signature", "マイナンバーカードで電子署名する（窓口では本人確認書類）"),
    ("counter", "受け取りのときに窓口で確かめる"),
)
FIELDS = {
    "life": "くらし",
    "child": "子ども・教育",
    "tax": "税",
    "disaster": "災害",
    "marriage": "結婚",
    "business": "事業者",
    "agri": "農業",
}
"""The policy fields that towns use; a file may name another, which is then offered as well."""

ASKED = (("no", "求めない"), ("yes", "求める"))
PLAIN = ("section", "field", "standard_days", "minutes", "identity", "channels", "life_events")


class HeadForm(WordsForm):
    """What a procedure is called, rests on, costs and takes (手続きの基本情報).

    Args:
        tree: the definition as plain values.
        sections: the sections it may be given to; none where it stays with its own.
        events: turns in life, code and name.
        with_seal: whether the seal is said here: only before it is published.
        with_fee: whether the fee is said here: only as a procedure is begun; later it has a page.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Form's
        tree: Mapping[str, Any],
        sections: Sequence[tuple[str, str]],
        events: Sequence[tuple[str, str]],
        with_seal: bool = False,
        with_fee: bool = False,
        **kwargs: Any,  # noqa: ANN401 - Form's
    ) -> None:
        self.start = _initial(tree)
        super().__init__(*args, **{"initial": self.start, **kwargs})
        for key, (label, long) in TEXTS.items():
            self.add_words(key, label, required=True, long=long)
        self.fields["laws"] = forms.CharField(
            label="根拠法令",
            widget=forms.Textarea,
            max_length=4000,
            help_text="1行に1つ。法令の名前と条項を「｜」で区切ります。例：狂犬病予防法｜第4条第1項",
            error_messages={"required": "根拠法令を入力してください。"},
        )
        if sections:
            self.fields["section"] = forms.ChoiceField(
                label="所管課",
                choices=sections,
                error_messages={"required": "所管課を選んでください。"},
            )
        known = {self.start["field"]: self.start["field"], **FIELDS}
        self.fields["field"] = forms.ChoiceField(label="分野", choices=list(known.items()))
        self._add_numbers()
        if with_fee:
            self._add_fee(tree)
        if with_seal:
            self._add_seal()
        self._add_ways(events)

    def _add_numbers(self) -> None:
        self.fields["standard_days"] = forms.IntegerField(
            label="標準処理期間（開庁日）", min_value=0, max_value=400
        )
        self.fields["minutes"] = forms.IntegerField(
            label="入力にかかる時間（分）", min_value=1, max_value=240
        )

    def _add_fee(self, tree: Mapping[str, Any]) -> None:
        if (tree.get("fee") or {}).get("rule"):
            self.fields["fee_rule"] = forms.CharField(label="手数料の計算式", max_length=2000)
        else:
            self.fields["fee_yen"] = forms.IntegerField(
                label="手数料（円）",
                min_value=0,
                max_value=10_000_000,
                required=False,
                help_text="無料は0。場合によって違うときは空欄。",
            )
        self.add_words("fee_text", "手数料の説明", required=True, long=True)

    def _add_seal(self) -> None:
        radio = forms.RadioSelect
        self.fields["seal_required"] = forms.ChoiceField(label="押印", choices=ASKED, widget=radio)
        self.fields["seal_basis"] = forms.CharField(
            label="押印の根拠",
            max_length=1000,
            help_text="公開したあとは、「押印の見直し」で理由とともに決めます。",
            error_messages={"required": "押印の根拠を入力してください。"},
        )

    def _add_ways(self, events: Sequence[tuple[str, str]]) -> None:
        self.fields["identity"] = forms.ChoiceField(label="本人の確認", choices=IDENTITIES)
        ticks = forms.CheckboxSelectMultiple
        channels = list(queries.CHANNELS.items())
        self.fields["channels"] = forms.MultipleChoiceField(
            label="受付の方法",
            choices=channels,
            widget=ticks,
            error_messages={"required": "受付の方法を1つ以上選んでください。"},
        )
        self.fields["life_events"] = forms.MultipleChoiceField(
            label="場面", choices=events, widget=ticks, required=False
        )
        hint = "町民が探すときの言葉を「、」で区切ります。"
        self.fields["keywords"] = forms.CharField(
            label="探すときの言葉", max_length=2000, required=False, help_text=hint
        )
        for key, label in DAYS.items():
            hint = "例：2026-04-01。いつでも受け付けるときは空欄。"
            self.fields[key] = forms.DateField(label=label, required=False, help_text=hint)

    def write(self, tree: Tree) -> None:
        """Write what was typed into the tree, where it differs."""
        typed = self.cleaned_data
        for key in TEXTS:
            tree[key] = words_as_written(self.text(key), tree[key])
        for key in PLAIN:
            if key in typed and tree.get(key, []) != typed[key]:
                put_head(tree, key, typed[key])
        words = [one.strip() for one in typed["keywords"].replace(",", "、").split("、")]
        put_head(tree, "keywords", [one for one in words if one])
        put_head(tree, "laws", _laws_in(typed["laws"]))
        for key in DAYS:
            put_head(tree, key, typed[key].isoformat() if typed[key] else None)
        if "fee_text_ja" in typed:
            self._write_fee(tree["fee"])
        if "seal_basis" in typed:
            put_head(tree["seal"], "required", typed["seal_required"] == "yes")
            put_head(tree["seal"], "basis", typed["seal_basis"])

    def _write_fee(self, fee: Tree) -> None:
        if "fee_rule" in self.fields:
            put_head(fee, "rule", self.cleaned_data["fee_rule"])
        else:
            put_head(fee, "yen", self.cleaned_data["fee_yen"])
        fee["text"] = words_as_written(self.text("fee_text"), fee["text"])


def _initial(tree: Mapping[str, Any]) -> dict[str, Any]:
    fee, seal = tree.get("fee") or {}, tree.get("seal") or {}
    found: dict[str, Any] = dict(tree)
    for key in TEXTS:
        found |= words_initial(key, tree.get(key))
    found |= words_initial("fee_text", fee.get("text"))
    laws = (f"{one['name']}｜{one['article']}" if one.get("article") else one["name"]
            for one in tree.get("laws", ()))  # fmt: skip
    return found | {
        "field": str(tree.get("field", "")),
        "laws": "\n".join(laws),
        "keywords": "、".join(tree.get("keywords") or ()),
        "fee_yen": fee.get("yen"),
        "fee_rule": fee.get("rule"),
        "seal_required": "yes" if seal.get("required") else "no",
        "seal_basis": seal.get("basis"),
    }


def _laws_in(typed: str) -> list[Any]:
    found = []
    for line in typed.splitlines():
        name, _, article = line.replace("|", "｜").partition("｜")
        if name.strip():
            law = CommentedMap()
            law["name"] = as_written(name.strip())
            if article.strip():
                law["article"] = as_written(article.strip())
            law.fa.set_flow_style()
            found.append(law)
    return found
