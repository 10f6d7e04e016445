"""The forms inside a definition (定義の中の様式): its own, the check's, and those of parts.

Each is shown to the functions of ``editing`` as a tree of pages whose lists are the definition's
own, so that a change in one is a change of the definition.
"""

from collections.abc import Mapping
from typing import Any

from tsunagaru.services.procedures.rules.trees import CannotEdit, Tree, ja_of

CHECK = "check"
PART = "part-"
CHECK_TITLE = "対象の確認の質問"
CHECK_KINDS = frozenset(
    {"text", "number", "money", "date", "choice", "multi", "computed", "notice"}
)
"""What may be asked before somebody applies: nothing of it is kept, so nothing personal."""


def scoped(tree: Tree, scope: str) -> Tree:
    """Return the form that is meant (編集する様式).

    Args:
        scope: empty for the procedure's own form, ``check``, or ``part-`` and a part's code.

    Raises:
        CannotEdit: there is no such form.
    """
    if not scope:
        return tree
    if scope == CHECK and tree.get("eligibility"):
        asked = tree["eligibility"]
        page = {"code": CHECK, "title": CHECK_TITLE, "fields": asked["fields"]}
        return {"pages": [page], "verdicts": asked.get("verdicts") or []}
    part = part_of(tree, scope.removeprefix(PART)) if scope.startswith(PART) else None
    if part is None or not part.get("pages"):
        raise CannotEdit("その様式はありません。ほかの人が削除した可能性があります。")
    return {"pages": part["pages"]}


def part_of(tree: Mapping[str, Any], code: str) -> Tree | None:
    """Return what somebody else fills in, by code (ほかの人の記入)."""
    return next((one for one in tree.get("parts") or () if one.get("code") == code), None)


def scopes_of(tree: Mapping[str, Any]) -> dict[str, str]:
    """Return the forms of a definition and what they are called (様式の一覧)."""
    found = {"": "申請の様式"}
    if tree.get("eligibility"):
        found[CHECK] = CHECK_TITLE
    for part in tree.get("parts") or ():
        if part.get("pages"):
            found[f"{PART}{part['code']}"] = f"ほかの人の記入「{ja_of(part.get('name'))}」"
    return found
