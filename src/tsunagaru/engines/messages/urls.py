"""Addresses of messages (お知らせのURL)."""

from django.urls import path

from tsunagaru.engines.messages.views import (
    hooks,
    joining,
    line,
    links,
    opening,
    phone,
    public,
    push,
    staff_acts,
    staff_broadcast,
    staff_compose,
    staff_letters,
    staff_menu,
    staff_phone,
    staff_subscriber,
    subscription,
)
from tsunagaru.engines.messages.views.inbox import inbox, notice
from tsunagaru.engines.messages.views.staff_list import staff_list
from tsunagaru.engines.messages.views.staff_recipients import staff_recipients
from tsunagaru.engines.messages.views.staff_return import give_back

PREFIX = ""
app_name = "messages"
urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("inbox/<uuid:notice_id>/", notice, name="notice"),
    path("m/hooks/line/", hooks.line, name="line_hook"),
    path("m/hooks/sms/", hooks.sms, name="sms_hook"),
    path("m/<int:number>/", public.broadcast, name="broadcast"),
    path("l/<int:number>/<slug:code>/", opening.follow, name="follow"),
    path("m/leave/<str:token>/", public.leave, name="leave"),
    path("my/messages/", subscription.mine, name="mine"),
    path("my/messages/email/", subscription.add_email, name="add_email"),
    path("my/messages/browser/", push.add_browser, name="add_browser"),
    path("my/messages/phone/", phone.add_phone, name="add_phone"),
    path("my/messages/phone/code/", phone.prove_phone, name="prove_phone"),
    path("my/messages/line/", line.link_line, name="link_line"),
    path("messages-worker.js", push.worker, name="push_worker"),
    path("my/messages/ways/<uuid:contact>/", subscription.act, name="contact"),
    path("messages/join/", joining.join, name="join"),
    path("messages/joined/", joining.joined, name="joined"),
    path("messages/confirm/<str:token>/", links.confirm, name="confirm"),
    path("messages/settings/<str:token>/", links.settings, name="settings"),
    path("staff/messages/", staff_list, name="staff_list"),
    path("staff/messages/line-menu/", staff_menu.staff_menu, name="staff_menu"),
    path("staff/messages/line-menu.png", staff_menu.menu_picture, name="menu_picture"),
    path("staff/messages/new/", staff_compose.new, name="staff_new"),
    path("staff/messages/residents/", staff_subscriber.staff_find, name="staff_find"),
    path(
        "staff/messages/residents/<uuid:resident>/",
        staff_subscriber.staff_subscriber,
        name="staff_subscriber",
    ),
    path(
        "staff/messages/residents/<uuid:resident>/act/",
        staff_subscriber.staff_subscriber_act,
        name="staff_subscriber_act",
    ),
    path(
        "staff/messages/residents/<uuid:resident>/phone/",
        staff_phone.staff_phone,
        name="staff_phone",
    ),
    path("staff/messages/<int:number>/", staff_broadcast.staff_broadcast, name="staff_broadcast"),
    path("staff/messages/<int:number>/edit/", staff_compose.edit, name="staff_edit"),
    path("staff/messages/<int:number>/act/", staff_acts.act, name="staff_act"),
    path("staff/messages/<int:number>/return/", give_back, name="staff_return"),
    path("staff/messages/<int:number>/letters/", staff_letters.make, name="staff_letters"),
    path(
        "staff/messages/<int:number>/letters/<int:batch>/",
        staff_letters.letters,
        name="staff_letters_pdf",
    ),
    path("staff/messages/<int:number>/recipients/", staff_recipients, name="staff_recipients"),
]
