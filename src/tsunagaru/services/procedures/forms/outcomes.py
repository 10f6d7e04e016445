"""A way a matter can be decided, as boxes (決定の種類の入力)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from tsunagaru.kernel.folder.editing import as_written
from tsunagaru.services.procedures.forms.items import ItemForm
from tsunagaru.services.procedures.forms.words import words_initial
from tsunagaru.services.procedures.rules.editing import put, put_head, words_as_written
from tsunagaru.services.procedures.rules.kinds import ITEM_ORDER
from tsunagaru.services.procedures.rules.trees import Tree

SPARE = 2
"""How many empty lines stand after those of a notice."""


class OutcomeForm(ItemForm):
    """What is issued with a decision: words, reasons, and answers the notice repeats (決定)."""

    texts = (
        ("label", "決定の呼び名", True, False),
        ("title", "通知書の題名", True, False),
        ("body", "通知書の文", True, True),
    )

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        notice = self.before.get("notice") or {}
        found = super().start() | {"ok": self.before.get("ok", True)}
        for key in ("title", "body"):
            found |= words_initial(key, notice.get(key))
        for number, line in enumerate(notice.get("lines") or (), start=1):
            found |= words_initial(f"line{number}", line.get("label"))
            found[f"line{number}_field"] = line["field"]
        return found | {"reasons": "\n".join(self.before.get("reasons") or ())}

    def add_boxes(self) -> None:
        """Ask for the reasons, and for the answers that the notice repeats."""
        self.add_code("認めるときは granted。granted の通知書には、理由と教示が付きません。")
        self.fields["ok"] = forms.BooleanField(
            label="手続きの役目を果たした決定として数える（認めない決定も含みます）", required=False
        )
        self.fields["reasons"] = forms.CharField(
            label="理由の文例",
            widget=forms.Textarea,
            required=False,
            max_length=20_000,
            help_text="1行に1つ。決定する人が、ここから選んで書き始めます。",
        )
        shown = [(one.code, one.label) for one in self.asked.values()]
        known = len((self.before.get("notice") or {}).get("lines") or ())
        for number in range(1, known + SPARE + 1):
            self._add_line(number, [("", "載せない"), *shown])

    def _add_line(self, number: int, shown: list[tuple[str, str]]) -> None:
        label = f"通知書に載せる答え{number}"
        standing = str(self.initial.get(f"line{number}_field") or "")
        extra = [] if standing in dict(shown) else [(standing, standing)]
        self.fields[f"line{number}_field"] = forms.ChoiceField(
            label=label, choices=[*shown, *extra], required=False
        )
        hint = "空欄のときは、質問の文になります。"
        self.add_words(f"line{number}", f"{label}の見出し", hint=hint)

    def write(self, item: Tree, condition: str) -> None:  # noqa: ARG002 - it has none
        """Write the outcome with its notice."""
        if not self.before:
            put(item, "code", self.cleaned_data["code"], ITEM_ORDER)
        put(item, "label", self.text("label"), ITEM_ORDER)
        self.write_plain(item, "ok", self.cleaned_data["ok"], standard=True)
        if "notice" not in item:
            item["notice"] = CommentedMap()
        for key in ("title", "body"):
            put(item["notice"], key, self.text(key), ITEM_ORDER)
        self._write_lines(item["notice"])
        reasons = [one.strip() for one in self.cleaned_data["reasons"].splitlines()]
        _put_rows(item, "reasons", [as_written(one) for one in reasons if one])

    def _write_lines(self, notice: Tree) -> None:
        before = {str(one["field"]): one for one in notice.get("lines") or ()}
        found = []
        for key in self.fields:
            code = self.cleaned_data.get(key) if key.endswith("_field") else ""
            if code:
                found.append(self._line(code, key.removesuffix("_field"), before.get(code) or {}))
        _put_rows(notice, "lines", found)

    def _line(self, code: str, key: str, before: Mapping[str, Any]) -> CommentedMap:
        line = CommentedMap()
        line.fa.set_flow_style()
        line["field"] = as_written(code)
        if any((words := self.text(key)).values()):
            line["label"] = words_as_written(words, before.get("label"))
        return line


def _put_rows(holder: Tree, key: str, rows: list[Any]) -> None:
    """Write a list, one thing a line, where it differs."""
    if not rows:
        holder.pop(key, None)
    elif [*(holder.get(key) or ())] != rows:
        put_head(holder, key, CommentedSeq(rows))
