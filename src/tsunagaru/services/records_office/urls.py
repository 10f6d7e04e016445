"""Addresses of the records office (URL)."""

from django.urls import path
from django.views.decorators.cache import never_cache

from tsunagaru.services.records_office.views.disposals import disposal, disposals, lines
from tsunagaru.services.records_office.views.due import due, group
from tsunagaru.services.records_office.views.holds import holds, lift

PREFIX = "staff/records/"
app_name = "records_office"
urlpatterns = [
    path("due/", never_cache(due), name="due"),
    path("due/<slug:rule>/<slug:section>/", never_cache(group), name="group"),
    path("holds/", never_cache(holds), name="holds"),
    path("holds/<uuid:hold>/lift/", lift, name="lift"),
    path("disposals/", never_cache(disposals), name="disposals"),
    path("disposals/<uuid:disposal>/", never_cache(disposal), name="disposal"),
    path("disposals/<uuid:disposal>/lines/", never_cache(lines), name="lines"),
]
