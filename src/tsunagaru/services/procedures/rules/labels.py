"""What the fields of a definition are called (項目の呼び名), where an expression names them."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from tsunagaru.kernel.expressions import Expression
from tsunagaru.kernel.expressions.tree import TODAY, Name
from tsunagaru.services.procedures.rules.trees import ja_of, label_of

PARTS = {
    "birth_on": "生年月日",
    "family": "氏",
    "given": "名",
    "age": "年齢",
    "area": "地区",
    "city": "市町村",
}


class Labels:
    """What the fields of a definition and their choices are called (項目の呼び名).

    Args:
        tree: a definition, or one form of it.
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.fields: dict[str, Mapping[str, Any]] = {}
        asked = tree.get("eligibility") or {}
        forms = [
            tree,
            {"pages": [asked]} if asked.get("fields") else {},
            *(tree.get("parts") or ()),
        ]
        for form in forms:
            for page in form.get("pages") or ():
                self._take(page.get("fields") or ())

    def _take(self, fields: Sequence[Mapping[str, Any]]) -> None:
        for field in fields:
            self.fields.setdefault(str(field.get("code")), field)
            self._take(field.get("fields") or ())

    def of(self, path: tuple[str, ...]) -> str:
        """Return a name in words: ``child.birth_on`` is a part of a person, or of an entry."""
        if path == (TODAY,):
            return "今日"
        if path == ("entry_number",):
            return "何件目か"
        last = self.fields.get(path[-1])
        if len(path) > 1 and last is None:
            return f"{self.of(path[:-1])}の{PARTS.get(path[-1], path[-1])}"
        return f"「{label_of(last)}」" if last else f"「{path[-1]}」"

    def kind(self, node: Expression) -> str:
        """Return the kind of the field a name stands for, or empty."""
        found = self.fields.get(node.path[-1]) if isinstance(node, Name) else None
        return str(found.get("kind", "")) if found else ""

    def choice(self, node: Expression, value: object) -> str:
        """Return what a choice of a field is called, or the value as it is."""
        found = self.fields.get(node.path[-1]) if isinstance(node, Name) else None
        for one in (found or {}).get("choices") or ():
            if str(one.get("code")) == str(value):
                return f"「{ja_of(one.get('label'))}」"
        return literal_in_words(value)


def literal_in_words(value: object) -> str:
    """Return a value written in an expression as people read it (定数の表記)."""
    if isinstance(value, bool):
        return "「はい」" if value else "「いいえ」"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    return f"{value:,}" if isinstance(value, int) else f"「{value}」"
