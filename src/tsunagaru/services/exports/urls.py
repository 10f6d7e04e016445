"""Addresses of exports (書き出しのURL)."""

from django.urls import path

from tsunagaru.services.exports.views.cases import export

PREFIX = "staff/exports/"
app_name = "exports"
urlpatterns = [path("cases/", export, name="cases")]
