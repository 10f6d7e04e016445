"""The head of a procedure as boxes (手続きの基本情報)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from ruamel.yaml.comments import CommentedMap

from tsunagaru.kernel.folder.editing import as_written
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.forms.words import WordsForm, words_initial
from tsunagaru.services.procedures.rules.editing import inline, words_as_written
from tsunagaru.services.procedures.rules.trees import Tree

TEXTS = {
    "name": ("手続きの名称", False),
    "summary": ("概要", True),
    "who": ("対象者", True),
    "after": ("申請のあとの説明", True),
}
DAYS = {"opened_on": "受付の始まり", "closed_on": "受付の終わり"}


class HeadForm(WordsForm):
    """What a procedure is called, rests on, costs and takes (手続きの基本情報).

    Args:
        tree: the definition as plain values.
        may_move: whether the section in charge may be changed.
        events: turns in life, code and name.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Form's
        tree: Mapping[str, Any],
        may_move: bool,
        events: Sequence[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401 - Form's
    ) -> None:
        super().__init__(*args, **{"initial": _initial(tree), **kwargs})
        for key, (label, long) in TEXTS.items():
            self.add_words(key, label, required=True, long=long)
        self.fields["laws"] = forms.CharField(
            label="根拠法令",
            widget=forms.Textarea,
            max_length=4000,
            help_text="1行に1つ。法令の名前と条項を「｜」で区切ります。例：狂犬病予防法｜第4条第1項",
            error_messages={"required": "根拠法令を入力してください。"},
        )
        if may_move:
            sections = list(queries.section_names().items())
            self.fields["section"] = forms.ChoiceField(label="所管課", choices=sections)
        self._add_numbers(tree)
        self.add_words("fee_text", "手数料の説明", required=True, long=True)
        ticks = forms.CheckboxSelectMultiple
        channels = list(queries.CHANNELS.items())
        self.fields["channels"] = forms.MultipleChoiceField(
            label="受付の方法", choices=channels, widget=ticks
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

    def _add_numbers(self, tree: Mapping[str, Any]) -> None:
        self.fields["standard_days"] = forms.IntegerField(
            label="標準処理期間（開庁日）", min_value=0, max_value=400
        )
        self.fields["minutes"] = forms.IntegerField(
            label="入力にかかる時間（分）", min_value=1, max_value=240
        )
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

    def write(self, tree: Tree) -> None:
        """Write what was typed into the tree, where it differs."""
        typed = self.cleaned_data
        for key in TEXTS:
            tree[key] = words_as_written(self.text(key), tree[key])
        for key in ("section", "standard_days", "minutes", "channels", "life_events"):
            if key in typed and tree.get(key, []) != typed[key]:
                _differ(tree, key, typed[key])
        words = [one.strip() for one in typed["keywords"].replace(",", "、").split("、")]
        _differ(tree, "keywords", [one for one in words if one])
        _differ(tree, "laws", _laws_in(typed["laws"]))
        for key in DAYS:
            _differ(tree, key, typed[key].isoformat() if typed[key] else None)
        self._write_fee(tree["fee"])

    def _write_fee(self, fee: Tree) -> None:
        if "fee_rule" in self.fields:
            _differ(fee, "rule", self.cleaned_data["fee_rule"])
        else:
            _differ(fee, "yen", self.cleaned_data["fee_yen"])
        fee["text"] = words_as_written(self.text("fee_text"), fee["text"])


def _differ(holder: Tree, key: str, value: Any) -> None:  # noqa: ANN401 - any value of a file
    if value is None or value == []:
        holder.pop(key, None)
    elif holder.get(key) != value:
        plain = isinstance(value, list) and not isinstance(value[0], str)
        if isinstance(value, list) and not plain:
            value = inline(value)
        holder[key] = value if plain or isinstance(value, list) else as_written(value)


def _initial(tree: Mapping[str, Any]) -> dict[str, Any]:
    fee = tree.get("fee") or {}
    found: dict[str, Any] = dict(tree)
    for key in TEXTS:
        found |= words_initial(key, tree.get(key))
    found |= words_initial("fee_text", fee.get("text"))
    laws = (f"{one['name']}｜{one['article']}" if one.get("article") else one["name"]
            for one in tree.get("laws", ()))  # fmt: skip
    return found | {
        "laws": "\n".join(laws),
        "keywords": "、".join(tree.get("keywords") or ()),
        "fee_yen": fee.get("yen"),
        "fee_rule": fee.get("rule"),
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
