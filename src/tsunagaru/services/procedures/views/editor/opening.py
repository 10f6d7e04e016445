"""Opening a form for editing (様式を開く): shared by all pages of the editor."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, staff_with
from tsunagaru.kernel.clock import JST
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules.trees import CannotEdit, Tree

EDITORS = staff_with(Role.CLERK, Role.HEAD, Role.DX_OFFICE)
CONFLICT, UNUSABLE = 409, 422
P = ParamSpec("P")


def on_form(
    view: Callable[Concatenate[PageRequest, Editing, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view the form it is about; for everybody without the right there is none."""

    @wraps(view)
    def opened(request: PageRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            found = services.find(code, request.actor)
            return view(request, found, *args, **kwargs)
        except services.NoSuchForm as error:
            raise Http404 from error

    return opened


@dataclass(frozen=True)
class Attempt:
    """How a change went (編集の結果)."""

    wrong: tuple[str, ...] = ()
    status: int = 200
    revision: int = 0

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
        return Attempt(tuple(dict.fromkeys(one.ja for one in error.problems)), UNUSABLE)
    except (CannotEdit, services.CannotPublish) as error:
        return Attempt((str(error),), UNUSABLE)
    return Attempt()


def change(request: PageRequest, found: Editing, edit: Callable[[Tree], None]) -> Attempt:
    """Change one thing of the form, as far as the page's save is the last one."""
    return attempt(
        lambda: services.change_form(
            found.code, edit, revision=revision_in(request), by=request.actor, at=clock.now()
        )
    )


def overtaken(found: Editing) -> str:
    """Return who was first, and what to do."""
    if found.draft is None:
        return "この下書きは、ほかの人が公開または破棄しました。もう一度、編集を始めてください。"
    name, at = queries.staff_name(found.draft.saved_by), found.draft.saved_at.astimezone(JST)
    return (
        f"{name}さんが{at:%H時%M分}に先に保存しました。入力した内容は、この画面に残っています。"
        "今の下書きを確かめて、よければもう一度押してください。"
    )


def page(
    request: PageRequest,
    template: str,
    found: Editing,
    context: Mapping[str, Any],
    went: Attempt | None = None,
) -> HttpResponse:
    """Draw a page of the editor; after a change that failed, with why and the newest save."""
    if went and went.status == CONFLICT:
        found = queries.editing(found.code) or found
    shown = {
        "form_of": found,
        "name": found.definition.name.ja,
        "revision": found.revision,
        "wrong": went.wrong if went else (),
        **context,
    }
    return render(
        request, f"procedures/editor/{template}.html", shown, status=went.status if went else 200
    )
