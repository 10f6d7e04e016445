"""What the page about one thing shows (1件の編集の画面)."""

from typing import Any

from tsunagaru.services.procedures.forms.conditions import Typed
from tsunagaru.services.procedures.forms.items import NOUNS, ItemForm
from tsunagaru.services.procedures.queries import BETWEEN, Editing
from tsunagaru.services.procedures.rules import items
from tsunagaru.services.procedures.rules.conditions import SIGNS, CannotCompose, compose
from tsunagaru.services.procedures.rules.scopes import PART
from tsunagaru.services.procedures.views.editor.attempts import Attempt
from tsunagaru.services.procedures.views.editor.thing_forms import Thing

NEEDED = "条件を入力してください。"


def wanted_of(form: ItemForm, typed: Typed) -> str:
    """Return the condition that was put together or written.

    Raises:
        CannotCompose: there must be one, or the boxes make none.
    """
    if not (form.condition and form.asks_condition):
        return ""
    text = typed.text.strip()
    wanted = text if typed.free else compose(typed.terms, typed.joint, form.asked)
    if form.needs_condition and not wanted:
        raise CannotCompose(NEEDED)
    return wanted


def beside(form: ItemForm, one: Thing, went: Attempt) -> tuple[str, Attempt]:
    """Put what is wrong beside its box; return the sentence about the condition, and the rest."""
    told, rest = "", []
    for problem in went.problems:
        box = items.box_of(problem.path, one.shelf, one.place)
        name = next((n for n in (box, f"{box}_ja") if n in form.fields), "")
        if box and box == form.condition:
            told = problem.ja
        elif name:
            form.add_error(name, problem.ja)
        else:
            rest.append(problem.ja)
    if went.problems:
        went = Attempt(tuple(dict.fromkeys(rest)), went.status, went.revision, went.problems)
    return told, went


def context_of(
    found: Editing, one: Thing, form: ItemForm, typed: Typed, seen: str = "", told: str = ""
) -> dict[str, Any]:
    """Return what the page shows."""
    what, noun = one.shelf.what, NOUNS[one.shelf.what]
    code = str(one.before.get("code", ""))
    scope = f"{PART}{code}" if what == "part" and one.before.get("pages") else ""
    return {
        "form": form,
        "heading": f"{noun}を追加" if one.new else f"{noun}の編集",
        "code": code,
        "new": one.new,
        "seen": seen or items.fingerprint(_raw(found, one)),
        "questions": f"{found.code}{BETWEEN}{scope}" if scope else "",
        "condition_error": told,
        "asked": list(form.asked.values()),
        "signs": SIGNS.items(),
        "typed": typed,
        "rows": [(term, form.asked.get(term.field)) for term in typed.terms],
    }


def _raw(found: Editing, one: Thing) -> object:
    row = items.things(found.form_tree, one.shelf)
    return row[one.place] if one.place < len(row) else None
