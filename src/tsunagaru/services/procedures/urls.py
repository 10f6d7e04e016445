"""Addresses of procedures (手続きのURL)."""

from django.urls import include, path

from tsunagaru.services.procedures.views.finder import detail, finder
from tsunagaru.services.procedures.views.http import patterns
from tsunagaru.services.procedures.views.register import register

PREFIX = ""
app_name = "procedures"
urlpatterns = [
    path("procedures/", finder, name="finder"),
    path("procedures/<slug:code>/", detail, name="detail"),
    path("staff/procedures/", register, name="register"),
    path("api/", include((patterns(), "api"), namespace="api")),
]
