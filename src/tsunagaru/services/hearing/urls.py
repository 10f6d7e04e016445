"""Addresses of public hearing (広聴のURL)."""

from django.urls import path

from tsunagaru.services.hearing.views import (
    answers,
    asking,
    own,
    own_ideas,
    proposing,
    rounds,
    slips,
    staff_acts,
    staff_entry,
    staff_idea_acts,
    staff_ideas,
    staff_inquiry,
    staff_list,
    staff_public,
    staff_round_acts,
    staff_rounds,
    staff_slips,
    supporting,
)

PREFIX = ""
app_name = "hearing"
HERE, ONE = "staff/hearing/", "staff/hearing/<uuid:inquiry>/"
ROUND, STAFF_ROUND = "hearing/ideas/<int:number>/", "staff/hearing/ideas/<int:number>/"
IDEA = "staff/hearing/idea/<uuid:idea>/"
urlpatterns = [
    path("hearing/", asking.ask, name="ask"),
    path("hearing/status/<str:token>/", own.by_link, name="status"),
    path("hearing/status/<str:token>/act/", own.act_by_link, name="status_act"),
    path("hearing/message/<str:token>/", own.by_message, name="by_message"),
    path("hearing/mine/", own.listed, name="mine"),
    path("hearing/mine/<uuid:inquiry>/", own.own, name="own"),
    path("hearing/mine/<uuid:inquiry>/act/", own.act_own, name="own_act"),
    path("hearing/answers/", answers.listed, name="answers"),
    path("hearing/answers/<int:number>/", answers.one, name="answer"),
    path("hearing/ideas/", rounds.listed, name="rounds"),
    path("hearing/ideas/mine/", own_ideas.mine, name="my_ideas"),
    path("hearing/ideas/mine/<uuid:idea>/withdraw/", own_ideas.withdraw, name="withdraw_idea"),
    path(ROUND, rounds.one, name="round"),
    path(f"{ROUND}propose/", proposing.new, name="propose"),
    path(f"{ROUND}support/", supporting.support, name="support"),
    path(f"{ROUND}slip/", slips.slip, name="slip"),
    path("staff/hearing/ideas/", staff_rounds.listed, name="staff_rounds"),
    path("staff/hearing/ideas/new/", staff_rounds.new, name="new_round"),
    path(STAFF_ROUND, staff_rounds.one, name="staff_round"),
    path(f"{STAFF_ROUND}edit/", staff_rounds.edit, name="edit_round"),
    path(f"{STAFF_ROUND}act/", staff_round_acts.act, name="act_on_round"),
    path(f"{STAFF_ROUND}enter/", staff_ideas.enter, name="enter_idea"),
    path(f"{STAFF_ROUND}slip/", staff_slips.slip, name="hand_slip"),
    path(f"{STAFF_ROUND}box/", staff_slips.box, name="box"),
    path(IDEA, staff_ideas.one, name="staff_idea"),
    path(f"{IDEA}act/", staff_idea_acts.act_on_idea, name="act_on_idea"),
    path(HERE, staff_list.listed, name="staff_list"),
    path(f"{HERE}new/", staff_entry.enter, name="enter"),
    path(ONE, staff_inquiry.inquiry, name="inquiry"),
    path(f"{ONE}act/", staff_acts.act, name="act"),
    path(f"{ONE}letter.pdf", staff_inquiry.letter, name="letter"),
    path(f"{ONE}public/", staff_public.public, name="public"),
    path(f"{ONE}publish/", staff_public.publish, name="publish"),
]
