"""Addresses of the files."""

from django.urls import path

from tsunagaru.ground.files.views.download import download, thumbnail
from tsunagaru.ground.files.views.waiting import waiting

PREFIX = "files/"
app_name = "files"
urlpatterns = [
    path("waiting/", waiting, name="waiting"),
    path("<uuid:file>/", download, name="download"),
    path("<uuid:file>/thumbnail.jpg", thumbnail, name="thumbnail"),
]
