"""Trying to change a draft (下書きの変更), and telling in words how it went."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.folder import Problem
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules.scopes import scoped, scopes_of
from tsunagaru.services.procedures.rules.trees import CannotEdit, Tree

CONFLICT, UNUSABLE = 409, 422


@dataclass(frozen=True)
class Attempt:
    """How a change went (編集の結果)."""

    wrong: tuple[str, ...] = ()
    status: int = 200
    revision: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def done(self) -> bool:
        """Tell whether it was made."""
        return self.status == 200  # noqa: PLR2004 - HTTP


def revision_in(request: PageRequest) -> int:
    """Return which save the page was drawn from; -1 when the page does not say."""
    typed = request.POST.get("revision", "")[:9]
    return int(typed) if typed.isascii() and typed.isdecimal() else -1


def attempt(action: Callable[[], object]) -> Attempt:
    """Do something to a draft, and tell how it went in words."""
    try:
        action()
    except services.Overtaken as error:
        return Attempt((overtaken(error.editing),), CONFLICT, error.editing.revision)
    except services.CannotKeep as error:
        told = tuple(dict.fromkeys(one.ja for one in error.problems))
        return Attempt(told, UNUSABLE, problems=error.problems)
    except (CannotEdit, services.CannotPublish) as error:
        return Attempt((str(error),), UNUSABLE)
    return Attempt()


def change(request: PageRequest, found: Editing, edit: Callable[[Tree], None]) -> Attempt:
    """Change one thing of the form, as far as the page's save is the last one."""
    revision, now = revision_in(request), clock.now()

    def edit_form(tree: Tree) -> None:
        edit(scoped(tree, found.scope))

    return attempt(
        lambda: services.change_form(
            found.code, edit_form, revision=revision, by=request.actor, at=now
        )
    )


def anew(found: Editing) -> Editing:
    """Return the form as it is now, after somebody else's save; as it was when it is gone."""
    now = queries.editing(found.code)
    if now is None or found.scope not in scopes_of(now.tree):
        return found
    return replace(now, scope=found.scope)


def overtaken(found: Editing) -> str:
    """Return who was first, and what to do."""
    if found.draft is None:
        return "この下書きは、ほかの人が公開または破棄しました。もう一度、編集を始めてください。"
    name, at = queries.staff_name(found.draft.saved_by), found.draft.saved_at.astimezone(JST)
    return (
        f"{name}さんが{at:%H時%M分}に先に保存しました。入力した内容は、この画面に残っています。"
        "今の下書きを確かめて、よければもう一度押してください。"
    )
