"""Changes to a definition (定義の編集): pure, each on a tree that is written back afterwards.

Every change either fits together with the rest, as the reader of the town folder judges, or it is
not kept; these functions refuse only what they cannot even try.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from tsunagaru.kernel.folder.editing import as_written
from tsunagaru.services.procedures.rules.kinds import HEAD_ORDER, ORDER, SILENT, sample_of
from tsunagaru.services.procedures.rules.trees import (
    CannotEdit,
    Tree,
    label_of,
    pages_of,
    place_of_page,
    referrers,
    spot_of,
    spots,
)

WORDS = frozenset(
    {"label", "hint", "unit", "entry", "title", "text", "intro"}
    | {"name", "who", "message", "statement", "body", "fits"}
)
LANGUAGES = ("ja", "easy", "en")
LONGEST_FLOW = 60
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


def add_field(tree: Tree, field: Mapping[str, Any], *, page: str, group: str = "") -> None:
    """Add a field at the end of a page, or of a group (項目を追加する)."""
    where = spot_of(tree, group).field if group else pages_of(tree)[place_of_page(tree, page)]
    code = str(field.get("code", ""))
    if not _CODE.match(code):
        raise CannotEdit("項目の符号は、半角の英小文字・数字・_ で、英字から始めてください。")
    if code in {spot.field["code"] for spot in spots(tree)}:
        raise CannotEdit(f"項目の符号「{code}」は、もう使われています。")
    new = CommentedMap()
    where["fields"].append(new)
    change_field(new, field)
    if group or field.get("kind") in SILENT:
        return
    for example in (tree.get("demo") or {}).get("examples") or ():
        if (answer := sample_of(field)) is not None:
            example[code] = as_written(answer)


def change_field(field: Tree, values: Mapping[str, Any]) -> None:
    """Give a field new values (項目を変える); None takes one away."""
    for key in sorted(values, key=_place):
        put(field, key, values[key])


def put(
    holder: Tree,
    key: str,
    value: Any,  # noqa: ANN401 - any value of a file
    order: Sequence[str] = ORDER,
) -> None:
    """Write a value where it differs, at its usual place among the keys (値を書く)."""
    if value is None or value == [] or (key in WORDS and not any(value.values())):
        holder.pop(key, None)
        return
    before = holder.get(key)
    if key in WORDS:
        if _words(before) != {k: v for k, v in value.items() if v}:
            _set(holder, key, words_as_written(value, before), order)
    elif key == "choices":
        _set(holder, key, _choices(value, before or ()))
    elif before != value or isinstance(before, bool) is not isinstance(value, bool):
        listed = isinstance(value, list)
        _set(holder, key, inline(value) if listed else as_written(value), order)


def words_as_written(value: Mapping[str, str], before: object = None) -> Any:  # noqa: ANN401
    """Return a text in three languages as files have it, on one line where it is short."""
    written = before if isinstance(before, CommentedMap) else CommentedMap()
    short = all(len(text) <= LONGEST_FLOW and "\n" not in text for text in value.values())
    if written is not before and short:
        written.fa.set_flow_style()
    for language in LANGUAGES:
        if not (text := value.get(language, "")):
            written.pop(language, None)
        elif written.get(language) != text:
            written[language] = as_written(text)
    return written


def inline(values: Sequence[Any]) -> CommentedSeq:
    """Return values as a list on one line (一覧を1行で書く)."""
    found = CommentedSeq([as_written(value) for value in values])
    found.fa.set_flow_style()
    return found


def put_head(tree: Tree, key: str, value: Any) -> None:  # noqa: ANN401 - any value of a file
    """Write a value of the head of a procedure where it differs (基本情報を書く).

    None and an empty list take it away; a list of words stands on one line.
    """
    if value is None or value == []:
        tree.pop(key, None)
    elif tree.get(key) != value or isinstance(tree.get(key), bool) is not isinstance(value, bool):
        words = isinstance(value, list) and isinstance(value[0], str)
        kept = value if isinstance(value, list | CommentedMap) else as_written(value)
        _set(tree, key, inline(value) if words else kept, HEAD_ORDER)


def move_field(tree: Tree, code: str, *, up: bool) -> None:
    """Move a field one place up or down among its neighbours (並べ替える)."""
    spot = spot_of(tree, code)
    _swap(spot.siblings, spot.place, up=up)


def move_page(tree: Tree, code: str, *, up: bool) -> None:
    """Move a page one place (ページを並べ替える)."""
    _swap(tree["pages"], place_of_page(tree, code), up=up)


def move_to_page(tree: Tree, code: str, page: str) -> None:
    """Move a field to the end of another page (別のページへ移す)."""
    spot, target = spot_of(tree, code), pages_of(tree)[place_of_page(tree, page)]
    if spot.group:
        raise CannotEdit("繰り返しの中の項目は、ほかのページへ移せません。")
    if target["fields"] is spot.siblings:
        return
    _leave_one(spot.siblings)
    target["fields"].append(spot.siblings.pop(spot.place))


def remove_field(tree: Tree, code: str, *, drop_conditions: bool) -> None:
    """Take a field away (項目を削除する), with the conditions that use it if so wished."""
    spot, used = spot_of(tree, code), referrers(tree, code)
    fixed = [one for one in used if not one.may_be_dropped]
    if fixed or (used and not drop_conditions):
        names = "、".join(dict.fromkeys(f"「{one.label}」" for one in fixed or used))
        raise CannotEdit(f"この項目は{names}で使われています。先にそちらを直してください。")
    _leave_one(spot.siblings)
    for one in used:
        if one.kind == "required":
            one.holder["required"] = False
        else:
            one.holder.pop(one.key)
    spot.siblings.pop(spot.place)
    _forget(tree, code)


def _forget(tree: Tree, code: str) -> None:
    """Take a field out of whatever names it outside expressions."""
    for key in ("name_field", "email_field", "summary_field"):
        if tree.get(key) == code:
            tree.pop(key)
    for part in tree.get("parts") or ():
        if code in (part.get("shares") or ()):
            part["shares"].remove(code)
    for answers in _examples(tree):
        answers.pop(code, None)


def _examples(tree: Tree) -> Iterator[Tree]:
    """Yield the examples of a demonstration, and the entries of groups in them (記入例)."""
    for example in (tree.get("demo") or {}).get("examples") or ():
        yield example
        for entries in example.values():
            listed = entries if isinstance(entries, list) else ()
            yield from (entry for entry in listed if isinstance(entry, dict))


def add_page(tree: Tree, page: Mapping[str, Any], field: Mapping[str, Any]) -> None:
    """Add a page at the end with its first field (ページを追加する)."""
    code = str(page["code"])
    if not _CODE.match(code) or code in {str(one.get("code")) for one in pages_of(tree)}:
        raise CannotEdit("ページの符号は、ほかと違う、英字から始まる半角の英小文字にしてください。")
    new = CommentedMap()
    new["code"] = code
    for key in ("title", "intro"):
        put(new, key, page.get(key) or {})
    new["fields"] = []
    tree["pages"].append(new)
    add_field(tree, field, page=code)


def change_page(tree: Tree, code: str, values: Mapping[str, Any]) -> None:
    """Give a page other texts (ページを変える)."""
    page = pages_of(tree)[place_of_page(tree, code)]
    for key, value in values.items():
        put(page, key, value)


def remove_page(tree: Tree, code: str) -> None:
    """Take a page away with its fields (ページを削除する); nothing outside may use them."""
    place = place_of_page(tree, code)
    page = pages_of(tree)[place]
    if len(pages_of(tree)) == 1:
        raise CannotEdit("最後のページは削除できません。")
    inside = {spot.field["code"] for spot in spots(tree) if spot.page == place}
    for field in page["fields"]:
        if used := [one for one in referrers(tree, field["code"]) if one.code not in inside]:
            ja = f"このページの「{label_of(field)}」は、「{used[0].label}」で使われています。"
            raise CannotEdit(ja + "先にそちらを直してください。")
    tree["pages"].pop(place)
    for gone in inside:
        _forget(tree, gone)


def _words(value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {str(k): str(v) for k, v in value.items() if v}
    return {"ja": str(value)} if value else {}


def _choices(choices: Sequence[Mapping[str, Any]], before: Sequence[Any]) -> list[Any]:
    known = {str(one["code"]): one for one in before}
    written = []
    for choice in choices:
        one = known.get(choice["code"])
        if one is None:
            one = CommentedMap()
            one.fa.set_flow_style()
            one["code"] = as_written(choice["code"])
        put(one, "label", choice["label"])
        written.append(one)
    return written


def _set(
    holder: Tree,
    key: str,
    value: Any,  # noqa: ANN401 - any value of a file
    order: Sequence[str] = ORDER,
) -> None:
    if key in holder or not isinstance(holder, CommentedMap):
        holder[key] = value
        return
    place_of = partial(_place, order=order)
    before = [place for place, other in enumerate(holder) if place_of(other) <= place_of(key)]
    holder.insert(before[-1] + 1 if before else 0, key, value)


def _place(key: str, order: Sequence[str] = ORDER) -> int:
    return order.index(key) if key in order else len(order)


def _swap(items: list[Any], place: int, *, up: bool) -> None:
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        raise CannotEdit("これより先には動かせません。")
    items.insert(other, items.pop(place))


def _leave_one(siblings: list[Any]) -> None:
    if len(siblings) == 1:
        ja = "最後の項目なので、動かしたり削除したりできません。"
        raise CannotEdit(ja + "ページ（繰り返し）ごと削除してください。")
