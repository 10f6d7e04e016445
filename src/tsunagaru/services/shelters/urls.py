"""Addresses of shelters (避難所のURL)."""

from django.urls import path

from tsunagaru.services.shelters.views import tablet, tablet_calls

PREFIX = ""
app_name = "shelters"
TABLET = "shelters/tablet/"
urlpatterns = [
    path(TABLET, tablet.page, name="tablet"),
    path(f"{TABLET}worker.js", tablet.worker, name="worker"),
    path(f"{TABLET}app.webmanifest", tablet.manifest, name="manifest"),
    path(f"{TABLET}enrol/", tablet_calls.enrol, name="enrol"),
    path(f"{TABLET}sync/", tablet_calls.sync, name="sync"),
]
