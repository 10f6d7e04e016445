"""Addresses of applications (申請のURL)."""

from django.urls import path

from tsunagaru.engines.applications.views.check import check
from tsunagaru.engines.applications.views.confirm import confirm, submit
from tsunagaru.engines.applications.views.counter import counter
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
    path("apply/resume/", resume, name="resume"),
    path("apply/done/<uuid:application>/", done, name="done"),
    path("apply/draft/<uuid:draft>/", draft, name="draft"),
    path("apply/draft/<uuid:draft>/confirm/", confirm, name="confirm"),
    path("apply/draft/<uuid:draft>/submit/", submit, name="submit"),
    path("apply/draft/<uuid:draft>/paused/", paused, name="paused"),
    path("apply/draft/<uuid:draft>/claim/", claim, name="claim"),
    path("apply/draft/<uuid:draft>/paper.pdf", draft_paper, name="draft_paper"),
    path("apply/draft/<uuid:draft>/<slug:code>/", page, name="page"),
    path("apply/<slug:code>/", start, name="start"),
    path("apply/<slug:code>/check/", check, name="check"),
    path("apply/<slug:code>/form.pdf", blank, name="blank"),
    path("applications/", mine, name="mine"),
    path("applications/<uuid:application>/", status, name="status"),
    path("applications/<uuid:application>/correct/", correct, name="correct"),
    path("applications/<uuid:application>/withdraw/", withdraw, name="withdraw"),
    path("applications/<uuid:application>/receipt.pdf", receipt, name="receipt"),
    path("applications/<uuid:application>/notice.pdf", notice, name="notice"),
    path("applications/<uuid:application>/form.pdf", paper, name="paper"),
    path("staff/counter/", counter, name="counter"),
]
