"""Finding things in a definition's tree (定義の木): pages, fields and what refers to them.

A tree is the YAML file as mappings and lists; it may be ruamel's, whose comments stay.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from tsunagaru.kernel.expressions import CannotUnderstand, names, parse_expression

Tree = MutableMapping[str, Any]


class CannotEdit(Exception):
    """The change cannot be made (編集できません); the message is for the person."""


@dataclass(frozen=True)
class Spot:
    """Where a field stands (項目の場所).

    Args:
        siblings: the list it stands in.
        place: its place there, from 0.
        page: place of its page, from 0.
        group: code of the group around it, or empty.
    """

    siblings: list[Any]
    place: int
    page: int
    group: str = ""

    @property
    def field(self) -> Tree:
        """The field itself."""
        found: Tree = self.siblings[self.place]
        return found


@dataclass(frozen=True)
class Referrer:
    """What uses a field (参照している場所).

    Args:
        kind: when, required, compute, check, fee, part, cosigner, visit, payment, verdict or page.
        code: code of the field or page that uses it; empty for the fee.
        label: what it is called.
        text: the expression as written.
        holder: the mapping that holds it.
        key: its key there.
    """

    kind: str
    code: str
    label: str
    text: str
    holder: Any
    key: str

    @property
    def may_be_dropped(self) -> bool:
        """Tell whether the condition can simply be taken away (外せる条件か)."""
        return self.kind in {"when", "required", "page"}


def pages_of(tree: Mapping[str, Any]) -> list[Tree]:
    """Return the pages (ページ)."""
    found: list[Tree] = tree.get("pages") or []
    return found


def place_of_page(tree: Mapping[str, Any], code: str) -> int:
    """Return the place of a page, from 0.

    Raises:
        CannotEdit: there is none.
    """
    for place, page in enumerate(pages_of(tree)):
        if page.get("code") == code:
            return place
    raise CannotEdit("そのページはありません。ほかの人が削除した可能性があります。")


def spots(tree: Mapping[str, Any]) -> Iterator[Spot]:
    """Yield where every field stands, those inside groups after their group."""
    for number, page in enumerate(pages_of(tree)):
        for place, field in enumerate(page["fields"]):
            yield Spot(page["fields"], place, number)
            if field.get("kind") == "group":
                for order in range(len(field["fields"])):
                    yield Spot(field["fields"], order, number, str(field["code"]))


def spot_of(tree: Mapping[str, Any], code: str) -> Spot:
    """Return where a field stands.

    Raises:
        CannotEdit: there is none.
    """
    for spot in spots(tree):
        if spot.field.get("code") == code:
            return spot
    raise CannotEdit("その項目はありません。ほかの人が削除した可能性があります。")


def ja_of(words: object) -> str:
    """Return a text in Japanese, however it is written (日本語の文言)."""
    if isinstance(words, Mapping):
        return str(words.get("ja", ""))
    return "" if words is None else str(words)


def label_of(field: Mapping[str, Any]) -> str:
    """Return what people call a field or page (項目の呼び名)."""
    for key in ("label", "title", "text"):
        if found := ja_of(field.get(key)):
            return found if len(found) <= 40 else found[:39] + "…"  # noqa: PLR2004 - fits a line
    return str(field.get("code", ""))


def referrers(tree: Mapping[str, Any], code: str) -> list[Referrer]:
    """Return everything that uses a field, or what is inside it (参照している場所)."""
    spot = spot_of(tree, code)
    own = {code, *(one["code"] for one in spot.field.get("fields", ()))}
    return [one for one in expressions_in(tree) if one.code not in own and _names(one.text) & own]


def expressions_in(tree: Mapping[str, Any]) -> Iterator[Referrer]:
    """Yield every expression over the answers of the form (式の一覧)."""
    for page in pages_of(tree):
        if page.get("when"):
            yield Referrer("page", page["code"], label_of(page), page["when"], page, "when")
    for spot in spots(tree):
        yield from _in_field(spot.field)
    yield from _in_fee(tree.get("fee") or {})
    yield from _beside_pages(tree)


def _beside_pages(tree: Mapping[str, Any]) -> Iterator[Referrer]:
    """Yield the expressions that stand beside the pages (ページのほかの式)."""
    for kind, key in (("part", "parts"), ("cosigner", "cosigners")):
        for one in tree.get(key) or ():
            if one.get("when"):
                yield Referrer(kind, one["code"], ja_of(one["name"]), one["when"], one, "when")
    for verdict in tree.get("verdicts") or ():
        label = ja_of(verdict["text"])
        yield Referrer("verdict", "", label, verdict["when"], verdict, "when")
    for kind, key, label in (("visit", "when", "来庁の予約"), ("payment", "required", "支払い")):
        if isinstance(text := (tree.get(kind) or {}).get(key), str):
            yield Referrer(kind, "", label, text, tree[kind], key)


def _in_fee(fee: Mapping[str, Any]) -> Iterator[Referrer]:
    if fee.get("rule"):
        yield Referrer("fee", "", "手数料の計算", fee["rule"], fee, "rule")
    for one in fee.get("reductions") or ():
        for key in ("when", "off"):
            yield Referrer("fee", "", f"減免「{ja_of(one.get('name'))}」", one[key], one, key)


def _in_field(field: Mapping[str, Any]) -> Iterator[Referrer]:
    code, label = str(field["code"]), label_of(field)
    for kind in ("when", "required", "compute"):
        if isinstance(field.get(kind), str) and field[kind]:
            yield Referrer(kind, code, label, field[kind], field, kind)
    for check in field.get("checks") or ():
        yield Referrer("check", code, label, check["rule"], check, "rule")


def _names(text: str) -> frozenset[str]:
    """Return every part of every name in an expression; none when it cannot be read."""
    try:
        dotted = names(parse_expression(text))
    except CannotUnderstand:
        return frozenset()
    return frozenset(part for name in dotted for part in name.split(".")[:2])
