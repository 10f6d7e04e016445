"""What of a procedure can be looked at (表示の確認): pages, notices, guide, what follows."""

from typing import Any

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel import clock
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.queries import Editing, afterwards, trying
from tsunagaru.services.procedures.queries.trying_money import money_workings
from tsunagaru.services.procedures.rules.scopes import scoped, scopes_of
from tsunagaru.services.procedures.rules.trees import label_of, pages_of

OUTCOME, GUIDE, AFTER = "outcome", "guide:", "after:"


def fill(context: dict[str, Any], found: Editing, where: str, speech: str) -> str:
    """Put what is looked at into a context; return the template that draws it."""
    scope, _, code = where.rpartition(":")
    today = clock.day_of(clock.now())
    if where == GUIDE:
        section, ways = found.definition.section, found.definition.channels
        context["section"] = queries.section_names().get(section, section)
        context["channels"] = [queries.CHANNELS[way] for way in ways]
        context["visit"] = queries.visit_name(found.definition)
        return "sheet_guide"
    if where == AFTER:
        form, answers = _sample(found)
        context["fee"] = afterwards.sample_fee(form, answers, clock.now())
        context["visit"] = afterwards.sample_visit(form, answers, today)
        return "sheet_after"
    if scope == OUTCOME:
        form, answers = _sample(found)
        shown = trying.notices(form, answers, speech, today)
        context["notice"] = next(one for one in shown if one.code == code)
        return "sheet_notice"
    asked = trying.form_without_conditions(scoped(dict(found.tree), scope))
    context["page"] = questionnaires.page_view(asked, code, {}, language=speech, today=today)
    return "sheet"


def _sample(found: Editing) -> tuple[applications.Form, dict[str, Any]]:
    form = applications.form_from(found.definition)
    return form, trying.sample(form, found.tree, clock.now())


def workings(found: Editing, where: str) -> list[trying.Working] | None:
    """Return what fee, payment and visit come to where they are looked at; else None."""
    return money_workings(*_sample(found), clock.day_of(clock.now())) if where == AFTER else None


def places(found: Editing) -> dict[str, str]:
    """Return everything that can be looked at: pages of every form, and notices."""
    listed: dict[str, str] = {}
    for scope, name in scopes_of(found.tree).items():
        for one in pages_of(scoped(dict(found.tree), scope)):
            title = label_of(one)
            where = f"{scope}:{one['code']}" if scope else str(one["code"])
            listed[where] = f"{name}：{title}" if scope and title != name else title
    listed[GUIDE] = "手続きの案内"
    listed[AFTER] = "申請したあと（支払い・来庁の予約）"
    for outcome in found.tree["outcomes"]:
        listed[f"{OUTCOME}:{outcome['code']}"] = f"通知書：{label_of(outcome)}"
    return listed
