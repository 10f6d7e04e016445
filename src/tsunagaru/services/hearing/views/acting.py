"""Doing something with an inquiry, and saying why it cannot be done (操作)."""

from collections.abc import Callable

from django.contrib import messages

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import Role, staff_with
from tsunagaru.services.hearing.rules.rounds import CannotMoveIdea
from tsunagaru.services.hearing.rules.states import CannotMove
from tsunagaru.services.hearing.services.answering import (
    CannotApproveOwn,
    CannotFinish,
    NothingWritten,
)
from tsunagaru.services.hearing.services.publishing import CannotPublish
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.services.triage import CannotHandle, CannotMerge

CLERKS = staff_with(Role.CLERK, Role.HEAD)
REFUSALS: dict[type[Exception], str] = {
    CannotApproveOwn: "ご自分が書くか承認を求めた回答は承認できません。別の方が承認してください。",
    CannotHandle: "この操作をする権限がないか、今はできません。",
    CannotMove: "この状態では、その操作はできません。ほかの方が先に操作したかもしれません。",
    CannotMoveIdea: "この状態では、その操作はできません。ほかの方が先に操作したかもしれません。",
    CannotFinish: "返事を希望する方がいます。回答を書いて承認を受けてください。",
    NothingWritten: "回答がまだありません。回答を書いてから承認を求めてください。",
}


def attempt(request: PageRequest, act: Callable[[], object], done: str) -> bool:
    """Do something and say that it is done, or why not; tell which."""
    try:
        act()
    except (CannotMerge, CannotPublish, CannotRun) as refusal:
        messages.warning(request, refusal.sentence)
        return False
    except tuple(REFUSALS) as error:
        messages.warning(request, REFUSALS[type(error)])
        return False
    messages.success(request, done)
    return True
