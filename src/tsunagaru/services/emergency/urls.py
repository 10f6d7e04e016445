"""Addresses of emergency (災害時の情報のURL)."""

from django.urls import path

from tsunagaru.services.emergency.views import (
    announcements,
    drafts,
    outgoing,
    public,
    push,
    telegrams,
    writing,
)

PREFIX = ""
app_name = "emergency"
HERE = "staff/emergency/"
urlpatterns = [
    path(HERE, drafts.listed, name="listed"),
    path(f"{HERE}drafts/<uuid:draft>/", drafts.draft, name="draft"),
    path(f"{HERE}drafts/<uuid:draft>/words/", drafts.edit, name="edit"),
    path(f"{HERE}drafts/<uuid:draft>/discarding/", drafts.discard, name="discard"),
    path(f"{HERE}drafts/<uuid:draft>/issuing/", drafts.issue, name="issue"),
    path(f"{HERE}telegrams/<uuid:telegram>/", telegrams.telegram, name="telegram"),
    path(f"{HERE}telegrams/<uuid:telegram>/closing/", telegrams.close, name="close"),
    path(f"{HERE}telegrams/<uuid:telegram>/draft/", telegrams.draft_from, name="draft_from"),
    path(f"{HERE}alerts/new/", writing.new, name="new"),
    path(f"{HERE}alerts/<uuid:alert>/update/", writing.update, name="update"),
    path(f"{HERE}alerts/<uuid:alert>/end/", writing.end, name="end"),
    path(f"{HERE}said/<uuid:announcement>/", announcements.announcement, name="announcement"),
    path(f"{HERE}said/<uuid:announcement>/confirming/", announcements.confirm, name="confirm"),
    path(f"{HERE}said/<uuid:announcement>/dropping/", announcements.drop, name="drop"),
    path(f"{HERE}said/<uuid:announcement>/script.txt", outgoing.script, name="script"),
    path("alerts/feed.atom", outgoing.feed, name="feed"),
    path("alerts/signage.json", outgoing.signage, name="signage"),
    path("alerts/cap/<uuid:announcement>.xml", outgoing.cap, name="cap"),
    path("alerts/hooks/push/", push.push, name="push"),
    path("alerts/", public.listed, name="alerts"),
    path("alerts/<uuid:alert>/", public.alert, name="alert"),
]
