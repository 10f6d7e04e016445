"""Addresses of partners (連携先のURL)."""

from django.urls import include, path

from tsunagaru.services.partners.views import staff
from tsunagaru.services.partners.views.http import patterns

PREFIX = ""
app_name = "partners"
urlpatterns = [
    path("staff/partners/", staff.listed, name="clients"),
    path("staff/partners/new/", staff.register, name="register"),
    path("staff/partners/<uuid:client>/", staff.client, name="client"),
    path("staff/partners/<uuid:client>/secret/", staff.renew, name="renew"),
    path("staff/partners/<uuid:client>/revocation/", staff.revoke, name="revoke"),
    path("api/", include((patterns(), "api"), namespace="api")),
]
