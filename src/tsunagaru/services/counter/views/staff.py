"""Running a counter (窓口の操作)."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.kernel.events import Channel
from tsunagaru.services.counter import queries, services
from tsunagaru.services.counter.definitions import GroupDefinition
from tsunagaru.services.counter.forms import read_number, read_press
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.rules import CannotMove, State, pick
from tsunagaru.services.counter.services.calling import NoSuchWindow, StillServing
from tsunagaru.services.counter.services.issuing import CannotIssue

CLERKS = staff_with(Role.CLERK, Role.HEAD)
CONFLICT = 409
BUSY = "対応中の方がいます。先に「終了」「応答なし」「ほかの窓口へ」のどれかを押してください。"
NOBODY = "お待ちの方はいません。"
CHANGED = "状態が変わったため、操作できませんでした。今の状態をご確認ください。"
NO_NUMBER = "番号札を出せませんでした。受付時間と予約番号をご確認ください。"


def group_for(request: PageRequest, code: str, window: str = "") -> GroupDefinition:
    """Return a group the actor works in; any other looks as if it did not exist."""
    for one in queries.groups_of(request.actor):
        if one.code == code and (not window or window in {w.code for w in one.windows}):
            return one
    raise Http404


@open_to(CLERKS)
@require_safe
def staff_list(request: PageRequest) -> HttpResponse:
    """Show the counters of the actor's sections with today's figures."""
    now = clock.now()
    rows = [
        (queries.standing(one, now), queries.figures(one.code, clock.day_of(now)))
        for one in queries.groups_of(request.actor)
    ]
    return render(request, "counter/staff/list.html", {"rows": rows})


@open_to(CLERKS)
@require_safe
def staff_window(request: PageRequest, code: str, window: str) -> HttpResponse:
    """Show a counter: who is there, who waits, what can be done."""
    return _show(request, group_for(request, code, window), window)


def _show(
    request: PageRequest, one: GroupDefinition, window: str, problem: str = "", status: int = 200
) -> HttpResponse:
    now = clock.now()
    day = clock.day_of(now)
    rows = Turn.objects.filter(queue=one.code, day=day)
    waiting = list(rows.filter(state=State.WAITING).order_by("taken_at"))
    following = pick(queries.waiting(one.code, day), now)
    context = {
        "one": one,
        "window": next(w for w in one.windows if w.code == window),
        "current": queries.at_window(one.code, window, day),
        "waiting": waiting,
        "next_id": following.id if following else None,
        "absent": rows.filter(state=State.ABSENT).order_by("recalled_at"),
        "others": [g for g in queries.groups() if g.code != one.code],
        "figures": queries.figures(one.code, day),
        "standing": queries.standing(one, now),
        "problem": problem,
        "press": uuid4(),
    }
    return render(request, "counter/staff/window.html", context, status=status)


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
        return _show(request, one, window, problem, CONFLICT)
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
