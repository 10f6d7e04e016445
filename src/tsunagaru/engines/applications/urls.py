"""Addresses of applications (申請のURL)."""

from django.urls import path
from django.views.decorators.cache import never_cache

from tsunagaru.engines.applications.views.check import check
from tsunagaru.engines.applications.views.confirm import confirm, submit
from tsunagaru.engines.applications.views.counter import counter
from tsunagaru.engines.applications.views.discard import discard
from tsunagaru.engines.applications.views.done import done
from tsunagaru.engines.applications.views.mine import correct, mine, withdraw
from tsunagaru.engines.applications.views.page import page
from tsunagaru.engines.applications.views.papers import blank, draft_paper, notice, paper, receipt
from tsunagaru.engines.applications.views.resume import claim, draft, paused, resume
from tsunagaru.engines.applications.views.start import start
from tsunagaru.engines.applications.views.status import status

PREFIX = ""
app_name = "applications"
urlpatterns = [
    path("apply/resume/", never_cache(resume), name="resume"),
    path("apply/done/<uuid:application>/", never_cache(done), name="done"),
    path("apply/draft/<uuid:draft>/", never_cache(draft), name="draft"),
    path("apply/draft/<uuid:draft>/confirm/", never_cache(confirm), name="confirm"),
    path("apply/draft/<uuid:draft>/submit/", never_cache(submit), name="submit"),
    path("apply/draft/<uuid:draft>/paused/", never_cache(paused), name="paused"),
    path("apply/draft/<uuid:draft>/discard/", discard, name="discard"),
    path("apply/draft/<uuid:draft>/claim/", never_cache(claim), name="claim"),
    path("apply/draft/<uuid:draft>/paper.pdf", never_cache(draft_paper), name="draft_paper"),
    path("apply/draft/<uuid:draft>/<slug:code>/", never_cache(page), name="page"),
    path("apply/<slug:code>/", start, name="start"),
    path("apply/<slug:code>/check/", check, name="check"),
    path("apply/<slug:code>/form.pdf", blank, name="blank"),
    path("applications/", never_cache(mine), name="mine"),
    path("applications/<uuid:application>/", never_cache(status), name="status"),
    path("applications/<uuid:application>/correct/", never_cache(correct), name="correct"),
    path("applications/<uuid:application>/withdraw/", never_cache(withdraw), name="withdraw"),
    path("applications/<uuid:application>/receipt.pdf", never_cache(receipt), name="receipt"),
    path("applications/<uuid:application>/notice.pdf", never_cache(notice), name="notice"),
    path("applications/<uuid:application>/form.pdf", never_cache(paper), name="paper"),
    path("staff/counter/", never_cache(counter), name="counter"),
]
