"""Addresses of applications (申請のURL)."""

from django.urls import path
from django.views.decorators.cache import never_cache

from tsunagaru.engines.applications.views import bundle_after, screen, screen_entry
from tsunagaru.engines.applications.views.bundle import bundle
from tsunagaru.engines.applications.views.bundle_confirm import confirm as bundle_confirm
from tsunagaru.engines.applications.views.bundle_page import stop
from tsunagaru.engines.applications.views.bundle_submit import submit as bundle_submit
from tsunagaru.engines.applications.views.check import check
from tsunagaru.engines.applications.views.confirm import confirm
from tsunagaru.engines.applications.views.cosigning import cosign
from tsunagaru.engines.applications.views.counter import counter
from tsunagaru.engines.applications.views.discard import discard
from tsunagaru.engines.applications.views.done import done
from tsunagaru.engines.applications.views.fee import fee
from tsunagaru.engines.applications.views.guides import begin, guide, guides
from tsunagaru.engines.applications.views.interview import begin_interview, interview
from tsunagaru.engines.applications.views.mine import correct, mine, withdraw
from tsunagaru.engines.applications.views.notice_end import notice_end
from tsunagaru.engines.applications.views.page import page
from tsunagaru.engines.applications.views.papers import (
    blank,
    draft_paper,
    notice,
    paper,
    receipt,
    receipts,
)
from tsunagaru.engines.applications.views.part import part
from tsunagaru.engines.applications.views.part_asked import part_asked
from tsunagaru.engines.applications.views.part_link import part_decline, part_link
from tsunagaru.engines.applications.views.part_pages import part_confirm, part_page
from tsunagaru.engines.applications.views.parts import part_ask, part_revoke
from tsunagaru.engines.applications.views.resume import claim, draft, paused, resume
from tsunagaru.engines.applications.views.signing import check_signature, sign
from tsunagaru.engines.applications.views.start import start
from tsunagaru.engines.applications.views.status import status
from tsunagaru.engines.applications.views.submit import submit
from tsunagaru.engines.applications.views.visit import visit
from tsunagaru.engines.applications.views.waiting import waiting

PREFIX = ""
app_name = "applications"
urlpatterns = [
    path("apply/resume/", never_cache(resume), name="resume"),
    path("apply/done/<uuid:application>/", never_cache(done), name="done"),
    path("apply/draft/<uuid:draft>/", never_cache(draft), name="draft"),
    path("apply/draft/<uuid:draft>/confirm/", never_cache(confirm), name="confirm"),
    path("apply/draft/<uuid:draft>/submit/", never_cache(submit), name="submit"),
    path("apply/draft/<uuid:draft>/sign/", never_cache(sign), name="sign"),
    path("apply/draft/<uuid:draft>/sign/check/", never_cache(check_signature), name="check_sign"),
    path("apply/draft/<uuid:draft>/paused/", never_cache(paused), name="paused"),
    path("apply/draft/<uuid:draft>/discard/", discard, name="discard"),
    path("apply/draft/<uuid:draft>/claim/", never_cache(claim), name="claim"),
    path("apply/draft/<uuid:draft>/paper.pdf", never_cache(draft_paper), name="draft_paper"),
    path("apply/draft/<uuid:draft>/cosigning/", never_cache(waiting), name="cosigning"),
    path("apply/draft/<uuid:draft>/<slug:code>/", never_cache(page), name="page"),
    path("apply/<slug:code>/", start, name="start"),
    path("apply/<slug:code>/check/", check, name="check"),
    path("apply/<slug:code>/form.pdf", blank, name="blank"),
    path("applications/", never_cache(mine), name="mine"),
    path("applications/<uuid:application>/", never_cache(status), name="status"),
    path("applications/<uuid:application>/correct/", never_cache(correct), name="correct"),
    path("applications/<uuid:application>/withdraw/", never_cache(withdraw), name="withdraw"),
    path("applications/<uuid:application>/visit/", never_cache(visit), name="visit"),
    path("applications/<uuid:application>/receipt.pdf", never_cache(receipt), name="receipt"),
    path("applications/<uuid:application>/notice.pdf", never_cache(notice), name="notice"),
    path("applications/<uuid:application>/form.pdf", never_cache(paper), name="paper"),
    path(
        "applications/<uuid:application>/parts/<slug:part>/ask/",
        never_cache(part_ask),
        name="part_ask",
    ),
    path(
        "applications/<uuid:application>/parts/<slug:part>/asked/",
        never_cache(part_asked),
        name="part_asked",
    ),
    path(
        "applications/<uuid:application>/parts/<slug:part>/revoke/",
        never_cache(part_revoke),
        name="part_revoke",
    ),
    path("cosign/<uuid:cosignature>/", never_cache(cosign), name="cosign"),
    path("part/", never_cache(part), name="part"),
    path("part/<slug:code>/", never_cache(part_link), name="part_link"),
    path("part/<uuid:contribution>/decline/", never_cache(part_decline), name="part_decline"),
    path("part/<uuid:contribution>/confirm/", never_cache(part_confirm), name="part_confirm"),
    path("part/<uuid:contribution>/<slug:code>/", never_cache(part_page), name="part_page"),
    path("staff/applications/<uuid:application>/fee/", never_cache(fee), name="fee"),
    path(
        "staff/applications/<uuid:application>/notice/", never_cache(notice_end), name="notice_end"
    ),
    path("staff/counter/", never_cache(counter), name="counter"),
    path("staff/interview/<slug:code>/", never_cache(interview), name="interview"),
    path(
        "staff/interview/<slug:code>/start/", never_cache(begin_interview), name="begin_interview"
    ),
    path("life/", guides, name="guides"),
    path("life/<slug:code>/", never_cache(guide), name="guide"),
    path("life/<slug:code>/start/", never_cache(begin), name="begin"),
    path("bundle/<uuid:bundle>/", never_cache(bundle), name="bundle"),
    path("bundle/<uuid:bundle>/<int:position>/<slug:code>/", never_cache(stop), name="bundle_stop"),
    path(
        "bundle/<uuid:bundle>/confirm/",
        never_cache(bundle_confirm),
        name="bundle_confirm",
    ),
    path("bundle/<uuid:bundle>/submit/", never_cache(bundle_submit), name="bundle_submit"),
    path("bundle/<uuid:bundle>/done/", never_cache(bundle_after.done), name="bundle_done"),
    path("bundle/<uuid:bundle>/receipts.pdf", never_cache(receipts), name="bundle_receipts"),
    path("bundle/<uuid:bundle>/paused/", never_cache(bundle_after.paused), name="bundle_paused"),
    path(
        "bundle/<uuid:bundle>/discard/",
        never_cache(bundle_after.discard),
        name="bundle_discard",
    ),
    path("bundle/<uuid:bundle>/screen/", never_cache(screen.show), name="bundle_show"),
    path("screen/", never_cache(screen_entry.enter), name="screen_enter"),
    path("screen/<slug:code>/", never_cache(screen.screen), name="screen"),
]
