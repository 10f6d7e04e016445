"""One field of a form as boxes (項目の編集): what can be set, by kind."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from tsunagaru.services.procedures.forms.words import WordsForm, words_initial
from tsunagaru.services.procedures.rules.kinds import KINDS, SETTINGS, SILENT, defaults_of
from tsunagaru.services.procedures.rules.scopes import CHECK
from tsunagaru.services.procedures.rules.trees import label_of

REQUIRED = (("yes", "必ず答えてもらう"), ("no", "空欄でもよい"))
CONDITIONAL = ("when", "条件に当てはまるときだけ必須（条件は項目の一覧から直します）")
PERSONAL = (
    ("personal", "個人情報"),
    ("sensitive", "要配慮個人情報"),
    ("pseudonymous", "番号などで個人につながる情報"),
    ("internal", "個人情報ではない"),
)
PREFILL = (
    ("", "何も入れておかない"),
    ("person", "氏名（本人）"),
    ("address", "住所（本人）"),
    ("phone", "電話番号（本人）"),
    ("email", "メールアドレス（本人）"),
    ("birth_on", "生年月日（本人）"),
    ("sex", "性別（本人）"),
    ("household", "世帯の方"),
    ("household.child", "世帯の子ども"),
    ("household.spouse", "配偶者"),
)
SHOWN = (("", "数に合わせる"), ("radio", "丸いボタン"), ("select", "選択欄"))
DAYS = (("", "決めない"), ("today", "今日"))
TYPES = tuple((one, one.upper()) for one in ("pdf", "jpeg", "png", "heic", "docx", "xlsx", "csv"))
WORDS = {
    "unit": ("単位", "例：人、㎡"),
    "text": ("文", ""),
    "title": ("題名", ""),
    "entry": ("1件の見出し", "{number} が何件目かの番号になります。例：{number}人目の子ども"),
}
WHOLE = {
    "max_length": ("長さの上限（字）", 1, 10_000),
    "rows": ("入力欄の行数", 2, 30),
    "decimals": ("小数の桁数", 0, 4),
    "fewest": ("少なくとも（件）", 0, 30),
    "most": ("多くとも（件）", 0, 30),
    "max_mb": ("1つのファイルの大きさの上限（MB）", 1, 50),
    "max_count": ("ファイルの数の上限", 1, 20),
}
NUMBERS = {"minimum": "最小", "maximum": "最大"}
SWITCHES = {
    "digits": "数字だけを入力してもらう（口座番号など）",
    "birthday": "生年月日として入力してもらう",
    "kana": "フリガナもたずねる",
    "birth": "生年月日もたずねる",
    "shown": "計算した値を画面に表示する",
    "within_town": "町の中の場所だけを受け取る",
}
CHOICES = {
    "show": (
        "選択肢の見せ方",
        (("", "数に合わせる"), ("radio", "丸いボタン"), ("select", "選択欄")),
    ),
    "tone": ("調子", (("info", "案内"), ("warning", "注意"))),
    "earliest": ("最も早い日", DAYS),
    "latest": ("最も遅い日", DAYS),
}


class FieldForm(WordsForm):
    """One field (項目).

    Args:
        kind: the kind, which never changes afterwards.
        field: the field as it is; empty for a new one.
        codes: codes that are taken, to propose a free one.
        scope: which form it stands in; only the procedure's own knows who fills it in.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Form's
        kind: str,
        field: Mapping[str, Any],
        codes: frozenset[str] = frozenset(),
        scope: str = "",
        **kwargs: Any,  # noqa: ANN401 - Form's
    ) -> None:
        self.kind, self.before, self.codes, self.scope = kind, field, codes, scope
        super().__init__(*args, **{"initial": self._initial(), **kwargs})
        if kind != "notice":
            self.add_words("label", "質問の文" if kind != "computed" else "見出し", required=True)
        for key in SETTINGS.get(kind, ()):
            self._add_setting(key)
        if kind != "notice":
            self.add_words("hint", "質問の下の説明")
        if kind not in SILENT:
            self._add_common()
        if not field:
            self.fields["code"] = forms.RegexField(
                r"^[a-z][a-z0-9_]{0,39}$",
                required=False,
                label="項目の符号",
                help_text="条件や計算で使う名前です。半角の英小文字・数字・_。空欄なら自動で付けます。",
                error_messages={"invalid": "半角の英小文字・数字・_ で、英字から始めてください。"},
            )

    def _initial(self) -> dict[str, Any]:
        values = {**defaults_of(self.kind), **self.before}
        found: dict[str, Any] = dict(values)
        for key in ("label", "hint", *WORDS):
            found |= words_initial(key, self.before.get(key))
        required = values["required"]
        found["required"] = "when" if isinstance(required, str) else "yes" if required else "no"
        return found

    def _add_common(self) -> None:
        conditional = isinstance(self.before.get("required"), str)
        choices = (*REQUIRED, CONDITIONAL) if conditional else REQUIRED
        radio = forms.RadioSelect
        self.fields["required"] = forms.ChoiceField(label="必須", choices=choices, widget=radio)
        if self.scope != CHECK:
            self.fields["personal"] = forms.ChoiceField(label="データ区分", choices=PERSONAL)
        if self.scope:
            return
        known = str(self.before.get("prefill", ""))
        extra = () if known in dict(PREFILL) else ((known, known),)
        self.fields["prefill"] = forms.ChoiceField(
            label="最初から入れておくもの",
            choices=(*PREFILL, *extra),
            required=False,
            help_text="サインインした方の登録済みの情報を入れておきます。種類の合うものを選んでください。",
        )

    def _add_setting(self, key: str) -> None:
        if key in WORDS:
            label, hint = WORDS[key]
            self.add_words(key, label, required=key == "text", long=key == "text", hint=hint)
        elif key in WHOLE:
            label, low, high = WHOLE[key]
            self.fields[key] = forms.IntegerField(label=label, min_value=low, max_value=high)
        elif key in NUMBERS:
            self.fields[key] = forms.DecimalField(label=NUMBERS[key], required=False)
        elif key in SWITCHES:
            self.fields[key] = forms.BooleanField(label=SWITCHES[key], required=False)
        elif key in CHOICES:
            label, choices = CHOICES[key]
            known = str(self.before.get(key, ""))
            extra = () if known in dict(choices) else ((known, known),)
            several = (*choices, *extra)
            self.fields[key] = forms.ChoiceField(label=label, choices=several, required=False)
        elif key == "types":
            ticks = forms.CheckboxSelectMultiple
            self.fields[key] = forms.MultipleChoiceField(
                label="ファイルの種類", choices=TYPES, widget=ticks
            )
        elif key == "compute":
            hint = "例：min(price / 2, 100000)。書き方は「条件式の書き方」を見てください。"
            self.fields[key] = forms.CharField(label="計算式", max_length=2000, help_text=hint)

    def values(self) -> dict[str, Any]:
        """Return what was typed as a file has it; None where the file says nothing."""
        found: dict[str, Any] = {key: self.text(key) for key in self.words}
        standing = defaults_of(self.kind)
        for key, typed in self.cleaned_data.items():
            if key.rpartition("_")[0] in self.words:
                continue
            value = _plain(typed)
            if key == "required":
                value = self.before["required"] if typed == "when" else typed == "yes"
            absent = key not in self.before and value == standing.get(key)
            found[key] = None if absent else value
        if self.before:
            found.pop("code", None)
        else:
            found |= {"kind": self.kind, "code": found.get("code") or self._free_code()}
        return found

    def _free_code(self) -> str:
        return next(
            code for n in range(1, 10_000) if (code := f"{self.kind}_{n}") not in self.codes
        )


def _plain(typed: Any) -> Any:  # noqa: ANN401 - any cleaned value
    if isinstance(typed, Decimal):
        return int(typed) if typed == typed.to_integral_value() else float(typed)
    return typed


def heading(kind: str, field: Mapping[str, Any]) -> str:
    """Return what a page about a field is called (画面の題名)."""
    return f"「{label_of(field)}」の編集" if field else f"{KINDS[kind][0]}の項目を追加"
