"""Addresses of the files."""

from django.urls import path

from tsunagaru.ground.files.views.download import download

PREFIX = "files/"
app_name = "files"
urlpatterns = [path("<uuid:file>/", download, name="download")]
