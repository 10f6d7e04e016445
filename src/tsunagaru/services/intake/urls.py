"""Addresses of the intake (取込みのURL)."""

from django.urls import path

from tsunagaru.services.intake.views import staff

PREFIX = "staff/intake/"
app_name = "intake"
urlpatterns = [
    path("", staff.listed, name="listed"),
    path("<uuid:arrival>/", staff.arrival, name="arrival"),
    path("<uuid:arrival>/again/", staff.again, name="again"),
    path("<uuid:arrival>/closing/", staff.close, name="close"),
    path("<uuid:arrival>/pieces/<uuid:part>/", staff.piece, name="piece"),
]
