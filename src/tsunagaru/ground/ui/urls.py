"""Addresses of the page parts."""

from django.urls import path

from tsunagaru.ground.ui.views.gallery import gallery
from tsunagaru.ground.ui.views.preferences import preferences

PREFIX = "ui/"
app_name = "ui"
urlpatterns = [
    path("preferences/", preferences, name="preferences"),
    path("gallery/", gallery, name="gallery"),
]
