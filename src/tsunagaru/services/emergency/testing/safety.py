"""Rounds, groups and papers for tests (テスト用の安否確認)."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from tsunagaru.engines.messages.testing import a_subscriber
from tsunagaru.engines.messages.testing.questions import link_to
from tsunagaru.ground.people.testing import Cast, a_resident, actor_of
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.models import Round, RoundStep, Share
from tsunagaru.services.emergency.services import sharing
from tsunagaru.services.emergency.services.headquarters import (
    add_task,
    open_headquarters,
    report,
)
from tsunagaru.services.emergency.services.rounds import Opening, open_round
from tsunagaru.services.emergency.services.support import Handing, hand_list
from tsunagaru.services.emergency.testing.makers import Arguments, rules_of_a_town


def a_round(by: Actor, *, drill: bool = False, at: datetime | None = None) -> Round:
    """Let somebody ask whether everybody is safe (安否確認)."""
    when = at or clock.now()
    rules_of_a_town(at=when)
    return Round.objects.get(pk=open_round(Opening(title="安否確認", drill=drill), by=by, at=when))


def _round(cast: Cast) -> Arguments:
    row = a_round(actor_of(cast.clerk, at=clock.now()))
    return {"round": row.pk}, {"round": uuid4()}


def _step(cast: Cast) -> Arguments:
    given, missing = _round(cast)
    step = RoundStep.objects.filter(round=given["round"]).first()
    return {**given, "step": step.pk if step else 0}, {**missing, "step": 0}


def _entry(cast: Cast) -> Arguments:
    given, _ = _round(cast)
    return {**given, "resident": cast.resident_a.id}, {**given, "resident": uuid4()}


def _answer_page(cast: Cast) -> Arguments:
    person = a_subscriber("hana@example.jp", at=clock.now(), resident=cast.resident_a.id)
    _round(cast)
    return {"token": link_to(person).strip("/").rsplit("/", 1)[-1]}, {"token": "none"}


def _share(cast: Cast) -> Arguments:
    resident = cast.resident_a.id
    sharing.share(resident, sharing.HEAD, by=actor_of(cast.resident_a), at=clock.now())
    return {"share": Share.objects.get(resident=resident).pk}, {"share": uuid4()}


def _group(cast: Cast) -> Arguments:
    rules_of_a_town()
    by, keeper = actor_of(cast.clerk, at=clock.now()), cast.resident_a.id
    made = sharing.found_group("見本工業", "work", keeper, by=by, at=clock.now())
    return {"group": made}, {"group": uuid4()}


def _duty(cast: Cast) -> Arguments:
    given, missing = _group(cast)
    return {"duty": given["group"]}, {"duty": missing["group"]}


def _resident(cast: Cast) -> Arguments:
    rules_of_a_town()
    return {"resident": cast.resident_a.id}, {"resident": uuid4()}


def _paper(cast: Cast) -> Arguments:
    rules_of_a_town()
    by = actor_of(cast.clerk, at=clock.now())
    made = hand_list(Handing(to="fire", received_by="団長"), by=by, at=clock.now())
    return {"disclosure": made}, {"disclosure": uuid4()}


def _invited(_cast: Cast) -> Arguments:
    return {"token": sharing.invitation(a_resident().id)}, {"token": "none"}


def _headquarters(cast: Cast) -> Arguments:
    rules_of_a_town()
    by = actor_of(cast.clerk, at=clock.now())
    made = open_headquarters("本部", "first", drill=False, by=by, at=clock.now())
    return {"headquarters": made}, {"headquarters": uuid4()}


def _act(cast: Cast) -> Arguments:
    given, missing = _headquarters(cast)
    return {**given, "what": "note"}, {**missing, "what": "note"}


def _task(cast: Cast) -> Arguments:
    given, _ = _headquarters(cast)
    by, at = actor_of(cast.clerk, at=clock.now()), clock.now()
    made = add_task(given["headquarters"], "土のう", "jumin", at, by=by, at=at)
    return {"task": made, "what": "begin"}, {"task": uuid4(), "what": "begin"}


def _report(cast: Cast) -> Arguments:
    given, _ = _headquarters(cast)
    by = actor_of(cast.clerk, at=clock.now())
    return {"report": report(given["headquarters"], by=by, at=clock.now())}, {"report": uuid4()}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    **{
        f"emergency:round{page}": _round
        for page in ("", "_close", "_disclose", "_find", "_calls", "_script")
    },
    "emergency:round_step": _step,
    "emergency:round_enter": _entry,
    "emergency:safety_answer": _answer_page,
    "emergency:safety_unshare": _share,
    "emergency:safety_group": _group,
    "emergency:safety_agree": _group,
    "emergency:safety_join": _invited,
    "emergency:duty_end": _duty,
    "emergency:duty_new": _resident,
    "emergency:support_entry": _resident,
    "emergency:support_paper": _paper,
    "emergency:headquarters_board": _headquarters,
    "emergency:headquarters_act": _act,
    "emergency:task_act": _task,
    "emergency:situation": _report,
    "emergency:situation_paper": _report,
}
