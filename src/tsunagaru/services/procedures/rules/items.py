"""Things that stand in a row in a definition (並びのもの): outcomes, parts and others.

A thing is meant by what it says, not by its place alone: whoever changes one that somebody else
moved meanwhile still changes that one, and nobody changes another by mistake.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from tsunagaru.services.procedures.rules.editing import put_head
from tsunagaru.services.procedures.rules.trees import CannotEdit, Tree, spot_of

SHELVES: Mapping[str, tuple[str, ...]] = {
    "verdict": ("eligibility", "verdicts"),
    "outcome": ("outcomes",),
    "appeal": ("appeal",),
    "part": ("parts",),
    "cosigner": ("cosigners",),
    "attachment": ("attachments",),
    "reduction": ("fee", "reductions"),
    "fee": ("fee",),
    "payment": ("payment",),
    "visit": ("visit",),
}
"""Where the things of each kind stand."""

ALONE = frozenset({"fee", "payment", "visit"})
"""Of these a procedure has one or none: they are no row, but are edited like one."""

CHECK = "check"
OVERTAKEN = "これは、ほかの人が変えたか、削除しました。一覧から、もう一度開いてください。"


@dataclass(frozen=True)
class Shelf:
    """Which row is meant (並び): by kind, for checks with the field they belong to."""

    what: str
    field: str = ""

    @property
    def key(self) -> str:
        """The key of the list in the file."""
        return "checks" if self.what == CHECK else SHELVES[self.what][-1]

    @property
    def alone(self) -> bool:
        """Tell whether there is one at most."""
        return self.what in ALONE


def things(tree: Mapping[str, Any], shelf: Shelf) -> list[Any]:
    """Return the things of a row (並びのもの).

    Raises:
        CannotEdit: what they belong to is not there.
    """
    found: Any = _holder(tree, shelf).get(shelf.key) or []
    listed: list[Any] = [found] if shelf.alone and found else found
    return listed


def _holder(tree: Any, shelf: Shelf) -> Any:  # noqa: ANN401 - any mapping of a file
    if shelf.what == CHECK:
        return spot_of(tree, shelf.field).field
    holder = tree
    for key in SHELVES[shelf.what][:-1]:
        if not holder.get(key):
            raise CannotEdit(OVERTAKEN)
        holder = holder[key]
    return holder


def fingerprint(thing: object) -> str:
    """Return by what a thing is known again (見分け)."""
    text = json.dumps(thing, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def place_of(found: list[Any], seen: str) -> int:
    """Return where a thing stands now, from 0.

    Raises:
        CannotEdit: it is no longer there as it was seen.
    """
    for place, thing in enumerate(found):
        if fingerprint(thing) == seen:
            return place
    raise CannotEdit(OVERTAKEN)


def add(tree: Tree, shelf: Shelf, write: Callable[[Tree], None]) -> None:
    """Add a thing at the end of its row (追加する)."""
    holder, new = _holder(tree, shelf), CommentedMap()
    if shelf.alone:
        new.fa.set_flow_style()
    write(new)
    if not holder.get(shelf.key):
        put_head(holder, shelf.key, new if shelf.alone else CommentedSeq([new]))
    elif shelf.alone:
        raise CannotEdit(OVERTAKEN)
    else:
        holder[shelf.key].append(new)


def change(tree: Tree, shelf: Shelf, seen: str, write: Callable[[Tree], None]) -> None:
    """Change a thing (変える), wherever it stands now."""
    found = things(tree, shelf)
    write(found[place_of(found, seen)])


def remove(tree: Tree, shelf: Shelf, seen: str) -> None:
    """Take a thing away (削除する); a row without any is not written."""
    holder, found = _holder(tree, shelf), things(tree, shelf)
    place = place_of(found, seen)
    if shelf.alone or len(found) == 1:
        holder.pop(shelf.key)
    else:
        found.pop(place)


def move(tree: Tree, shelf: Shelf, seen: str, *, up: bool) -> None:
    """Move a thing one place (並べ替える)."""
    found = things(tree, shelf)
    place = place_of(found, seen)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(found):
        raise CannotEdit("これより先には動かせません。")
    found.insert(other, found.pop(place))


def box_of(path: tuple[str | int, ...], shelf: Shelf, place: int) -> str:
    """Return which value of a thing a mistake's path is about; empty when it is another thing."""
    if shelf.alone:
        return str(path[1]) if len(path) == 2 and path[0] == shelf.key else ""  # noqa: PLR2004
    for at in range(len(path) - 2):
        if path[at] == shelf.key and path[at + 1] == place:
            return str(path[at + 2])
    return ""
