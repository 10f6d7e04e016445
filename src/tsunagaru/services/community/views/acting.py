"""Doing something with a circular, and saying why it cannot be done (操作)."""

from collections.abc import Callable

from django.contrib import messages

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import Role, staff_with
from tsunagaru.services.community.rules import gatherings, minutes, surveys
from tsunagaru.services.community.rules.states import CannotMove
from tsunagaru.services.community.services.dues import CorrectedBefore, SettledBefore
from tsunagaru.services.community.services.members import CannotCollect
from tsunagaru.services.community.services.paper import PrintedBefore
from tsunagaru.services.community.services.sign_ups import SignUpsClosed
from tsunagaru.services.community.services.survey_matching import CannotUndo
from tsunagaru.services.community.services.surveys import RemindedBefore, TooLate
from tsunagaru.services.community.services.writing import (
    CannotApproveOwn,
    CannotWrite,
    DeadlinePassed,
)

CLERKS = staff_with(Role.CLERK, Role.HEAD)
TOO_LATE = "この状態では、その操作はできません。ほかの方が先に操作したかもしれません。"
REFUSALS: dict[type[Exception], str] = {
    CannotApproveOwn: "ご自分が書くか承認を求めた回覧は承認できません。別の方が承認してください。",
    CannotWrite: "この操作をする権限がないか、今はできません。",
    CannotMove: TOO_LATE,
    gatherings.CannotMove: TOO_LATE,
    minutes.CannotMove: TOO_LATE,
    surveys.CannotMove: TOO_LATE,
    RemindedBefore: "もう一度の知らせは、すでに送りました。送れるのは1回だけです。",
    CannotUndo: TOO_LATE,
    TooLate: "回答の最後の日が過ぎています。",
    CannotCollect: "この操作をする権限がないか、今はできません。",
    SettledBefore: "この年度の会費は、すでに集め始めています。",
    CorrectedBefore: "この集金は、すでに訂正されています。",
    SignUpsClosed: "この行事は終わったか、中止になりました。",
    DeadlinePassed: "読む期限が過ぎています。期限を直してから、もう一度お試しください。",
    PrintedBefore: "この版の印刷部数は、すでに記録されています。",
}

Known = dict[str, tuple[Callable[[], object], str]]
"""What can be done, by the button's name, and what is said when it is done."""


def attempt(request: PageRequest, act: Callable[[], object], done: str) -> bool:
    """Do something and say that it is done, or why not; tell which."""
    try:
        act()
    except tuple(REFUSALS) as error:
        messages.warning(request, REFUSALS[type(error)])
        return False
    messages.success(request, done)
    return True
