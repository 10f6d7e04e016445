"""Addresses of emergency (災害時の情報のURL)."""

from django.urls import path

from tsunagaru.services.emergency.views import (
    announcements,
    drafts,
    outgoing,
    public,
    push,
    safety_answer,
    safety_consent,
    safety_district,
    safety_duties,
    safety_entry,
    safety_mine,
    safety_opening,
    safety_rounds,
    support,
    support_handing,
    telegrams,
    writing,
)

PREFIX = ""
app_name = "emergency"
HERE = "staff/emergency/"
SAFETY = f"{HERE}safety/"
ROUND = f"{SAFETY}<uuid:round>/"
MINE = "my/safety/"
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
    path("anpi/", safety_answer.safety, name="safety"),
    path("anpi/<str:token>/", safety_answer.safety_answer, name="safety_answer"),
    path(MINE, safety_mine.safety_mine, name="safety_mine"),
    path(f"{MINE}sharing/", safety_mine.safety_sharing, name="safety_sharing"),
    path(f"{MINE}sharing/<uuid:share>/end/", safety_mine.safety_unshare, name="safety_unshare"),
    path(f"{MINE}join/<str:token>/", safety_consent.safety_join, name="safety_join"),
    path(f"{MINE}groups/<uuid:group>/", safety_consent.safety_group, name="safety_group"),
    path(f"{MINE}groups/<uuid:group>/agree/", safety_consent.safety_agree, name="safety_agree"),
    path(f"{MINE}district/", safety_district.safety_district, name="safety_district"),
    path(SAFETY, safety_opening.round_list, name="rounds"),
    path(f"{SAFETY}new/", safety_opening.round_new, name="round_new"),
    path(f"{SAFETY}duties/", safety_duties.duties, name="duties"),
    path(f"{SAFETY}duties/<uuid:resident>/", safety_duties.duty_new, name="duty_new"),
    path(f"{SAFETY}duties/<uuid:duty>/end/", safety_duties.duty_end, name="duty_end"),
    path(ROUND, safety_rounds.round_board, name="round"),
    path(f"{ROUND}steps/<int:step>/", safety_rounds.round_step, name="round_step"),
    path(f"{ROUND}close/", safety_rounds.round_close, name="round_close"),
    path(f"{ROUND}names/", safety_rounds.round_disclose, name="round_disclose"),
    path(f"{ROUND}enter/", safety_entry.round_find, name="round_find"),
    path(f"{ROUND}enter/<uuid:resident>/", safety_entry.round_enter, name="round_enter"),
    path(f"{ROUND}calls.pdf", safety_entry.round_calls, name="round_calls"),
    path(f"{ROUND}script.txt", safety_entry.round_script, name="round_script"),
    path(f"{HERE}support/", support.support_listed, name="support"),
    path(f"{HERE}support/hand/", support_handing.support_hand, name="support_hand"),
    path(f"{HERE}support/<uuid:resident>/", support.support_entry, name="support_entry"),
    path(
        f"{HERE}support/papers/<uuid:disclosure>.pdf",
        support_handing.support_paper,
        name="support_paper",
    ),
]
