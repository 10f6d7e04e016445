"""Addresses of procedures (手続きのURL)."""

from django.urls import include, path

from tsunagaru.services.procedures.views.entry import enter, entry
from tsunagaru.services.procedures.views.finder import detail, finder
from tsunagaru.services.procedures.views.http import patterns
from tsunagaru.services.procedures.views.public import everything, seals
from tsunagaru.services.procedures.views.register import register
from tsunagaru.services.procedures.views.seals import review
from tsunagaru.services.procedures.views.stumbling import stumbling
from tsunagaru.services.procedures.views.transfer import bring_in, export

PREFIX = ""
app_name = "procedures"
urlpatterns = [
    path("procedures/", finder, name="finder"),
    path("procedures/list/", everything, name="everything"),
    path("procedures/seals/", seals, name="seals"),
    path("procedures/<slug:code>/", detail, name="detail"),
    path("staff/procedures/", register, name="register"),
    path("staff/procedures/export/", export, name="export"),
    path("staff/procedures/import/", bring_in, name="bring_in"),
    path("staff/procedures/seals/", review, name="review"),
    path("staff/procedures/stumbling/<slug:code>/", stumbling, name="stumbling"),
    path("staff/procedures/new/", enter, name="enter"),
    path("staff/procedures/entry/<slug:code>/", entry, name="entry"),
    path("api/", include((patterns(), "api"), namespace="api")),
]
