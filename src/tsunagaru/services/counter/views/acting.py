"""What a clerk does at a counter (窓口の操作のボタン)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest, read_press
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.events import Channel
from tsunagaru.services.counter import queries, services
from tsunagaru.services.counter.definitions import GroupDefinition
from tsunagaru.services.counter.forms import read_number
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.rules import CannotMove
from tsunagaru.services.counter.services.calling import NoSuchWindow, StillServing
from tsunagaru.services.counter.services.issuing import CannotIssue
from tsunagaru.services.counter.views.staff import CLERKS, group_for, show

CONFLICT = 409
BUSY = "対応中の方がいます。先に「終了」「応答なし」「ほかの窓口へ」のどれかを押してください。"
NOBODY = "お待ちの方はいません。"
CHANGED = "状態が変わったため、操作できませんでした。今の状態をご確認ください。"
NO_NUMBER = "番号札を出せませんでした。受付時間と予約番号をご確認ください。"


@open_to(CLERKS)
@require_POST
def staff_act(request: PageRequest, code: str, window: str) -> HttpResponse:
    """Do what a button says: next, again, no answer, transfer, finish, hand out a number."""
    one = group_for(request, code, window)
    try:
        problem = _act(request, one, window)
    except StillServing:
        problem = BUSY
    except CannotIssue:
        problem = NO_NUMBER
    except (CannotMove, NoSuchWindow, queries.CannotFind):
        problem = CHANGED
    if problem:
        return show(request, one, window, problem, CONFLICT)
    return redirect("counter:staff_window", code, window)


def _act(request: PageRequest, one: GroupDefinition, window: str) -> str:
    """Return what hinders, or nothing."""
    sent, now = request.POST, clock.now()
    act = sent.get("act", "")
    if act == "next":
        return "" if services.call_next(one.code, window, at=now) else NOBODY
    if act == "issue":
        press, number = read_press(sent.get("press", "")), read_number(sent.get("number", ""))
        services.issue(one.code, channel=Channel.COUNTER, press=press, at=now, number=number)
        return ""
    row = _turn(sent.get("turn", ""), one)
    acts = {
        "again": lambda: services.call_again(row, window, at=now),
        "miss": lambda: services.miss(row, at=now),
        "finish": lambda: services.finish(row, at=now, prefilled="prefilled" in sent),
        "transfer": lambda: services.transfer(row, sent.get("to", ""), at=now),
        "leave": lambda: services.leave(row, at=now),
    }
    if act not in acts:
        return CHANGED
    acts[act]()
    return ""


def _turn(text: str, one: GroupDefinition) -> UUID:
    """Return a turn of this queue; any other looks as if it did not exist."""
    try:
        found = Turn.objects.filter(pk=UUID(text), queue=one.code).first()
    except ValueError:
        found = None
    if found is None:
        raise queries.CannotFind(text)
    return found.pk
