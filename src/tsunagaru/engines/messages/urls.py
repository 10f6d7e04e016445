"""Addresses of messages (お知らせのURL)."""

from django.urls import path

from tsunagaru.engines.messages.views.inbox import inbox, notice

PREFIX = "inbox/"
app_name = "messages"
urlpatterns = [
    path("", inbox, name="inbox"),
    path("<uuid:notice_id>/", notice, name="notice"),
]
