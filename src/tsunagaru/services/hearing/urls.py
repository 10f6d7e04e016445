"""Addresses of public hearing (広聴のURL)."""

from django.urls import path

from tsunagaru.services.hearing.views import (
    answers,
    asking,
    own,
    staff_acts,
    staff_entry,
    staff_inquiry,
    staff_list,
    staff_public,
)

PREFIX = ""
app_name = "hearing"
HERE, ONE = "staff/hearing/", "staff/hearing/<uuid:inquiry>/"
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
    path(HERE, staff_list.listed, name="staff_list"),
    path(f"{HERE}new/", staff_entry.enter, name="enter"),
    path(ONE, staff_inquiry.inquiry, name="inquiry"),
    path(f"{ONE}act/", staff_acts.act, name="act"),
    path(f"{ONE}letter.pdf", staff_inquiry.letter, name="letter"),
    path(f"{ONE}public/", staff_public.public, name="public"),
    path(f"{ONE}publish/", staff_public.publish, name="publish"),
]
