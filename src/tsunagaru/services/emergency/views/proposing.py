"""Proposing that something be said (発令を求める), from whichever page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, staff_with
from tsunagaru.services.emergency.forms import IssueForm
from tsunagaru.services.emergency.services import issuing

CLERKS = staff_with(Role.CLERK, Role.HEAD)
ALREADY = "同じ警報が、すでに求められているか、発表されています。こちらで確かめてください。"
OVER = "送れません。案が新しい情報に置き換わったか、警報がすでに終わっています。"


def propose(request: PageRequest, form: IssueForm, proposal: issuing.Proposal) -> HttpResponse:
    """Ask for confirmation, or issue alone, and show what came of it."""
    at = clock.now()
    try:
        made = issuing.propose(proposal, by=request.actor, at=at, because=form.reason)
    except issuing.AlreadyAsked as first:
        messages.warning(request, ALREADY)
        return redirect("emergency:announcement", first.announcement)
    except issuing.CannotIssue:
        messages.warning(request, OVER)
        return redirect("emergency:listed")
    said = "発令しました。" if form.reason else "確認を求めました。まだ、だれにも送っていません。"
    messages.success(request, said)
    return redirect("emergency:announcement", made)
