"""A condition as it is typed (条件の入力)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from tsunagaru.services.procedures.rules.conditions import Asked, Term, decompose
from tsunagaru.services.procedures.rules.trees import ja_of, label_of, pages_of

MOST = 20


@dataclass(frozen=True)
class Typed:
    """The builder's boxes (条件の欄).

    Args:
        free: whether the expression itself counts, not the lines.
    """

    joint: str
    terms: tuple[Term, ...]
    text: str
    free: bool = False

    def more(self) -> "Typed":
        """Return the same with one more empty line, unless there is one."""
        if self.terms and not self.terms[-1].field:
            return self
        return replace(self, terms=(*self.terms, Term("", "==")))

    def as_text(self, text: str) -> "Typed":
        """Return the same, the expression as it was put together."""
        return replace(self, text=text)


def read_condition(text: str) -> Typed:
    """Return an expression as the boxes show it; what they cannot show stands as text."""
    read = decompose(text)
    if read is None:
        return Typed("and", (), text, free=True)
    return Typed(read[0], (*read[1], Term("", "==")), text)


def typed_in(data: QueryDict) -> Typed:
    """Return the boxes as they were posted."""
    columns = [data.getlist(name)[:MOST] for name in ("field", "sign", "value")]
    terms = tuple(Term(field[:60], sign, value[:500]) for field, sign, value in zip(
        *columns, strict=False
    ))  # fmt: skip
    joint = "or" if data.get("joint") == "or" else "and"
    return Typed(joint, terms, data.get("expression", "")[:2000], free="free" in data)


def asked_before(tree: Mapping[str, Any], what: str, target: str) -> dict[str, Asked]:
    """Return the fields that have an answer before a place (条件に使える項目), by code."""
    found: dict[str, Asked] = {}
    for field, stop in _until(tree, what, target):
        if stop:
            break
        if field.get("kind") != "notice":
            found[str(field["code"])] = _asked(field)
    return found


def asked_in(tree: Mapping[str, Any], *, of: str = "") -> dict[str, Asked]:
    """Return the fields a condition over a whole form may use (様式の項目), by code.

    Args:
        of: a field; then only those up to the end of its page, and those of its group.
    """
    found: dict[str, Asked] = {}
    for page in pages_of(tree):
        inside = False
        for field in page["fields"]:
            members = field.get("fields") or ()
            group = any(one.get("code") == of for one in members)
            inside = inside or group or bool(of and field.get("code") == of)
            for one in (field, *(members if group else ())):
                if one.get("kind") != "notice":
                    found[str(one["code"])] = _asked(one)
        if inside:
            break
    return found


def _until(
    tree: Mapping[str, Any], what: str, target: str
) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Yield the fields in order, and whether the place is reached; inside a group its own too."""
    for page in pages_of(tree):
        if what == "page" and page.get("code") == target:
            yield page, True
        for field in page["fields"]:
            yield field, what != "page" and field.get("code") == target
            inside = field.get("fields", ())
            if any(one.get("code") == target for one in inside):
                yield from ((one, one.get("code") == target) for one in inside)


def _asked(field: Mapping[str, Any]) -> Asked:
    choices = tuple((str(one["code"]), ja_of(one["label"])) for one in field.get("choices") or ())
    return Asked(str(field["code"]), label_of(field), str(field["kind"]), choices)
