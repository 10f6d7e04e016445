"""Addresses of the portal (玄関のURL)."""

from django.urls import path

from tsunagaru.portal.views.desk import desk
from tsunagaru.portal.views.home import home
from tsunagaru.portal.views.my import my
from tsunagaru.portal.views.search import search

PREFIX = ""
app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("my/", my, name="my"),
    path("staff/", desk, name="desk"),
]
