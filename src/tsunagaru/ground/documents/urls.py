"""Addresses of the documents (書類のURL)."""

from django.urls import path

from tsunagaru.ground.documents.views.verify import find, verify

PREFIX = "verify/"
app_name = "documents"
urlpatterns = [
    path("", find, name="find"),
    path("<str:code>/", verify, name="verify"),
]
