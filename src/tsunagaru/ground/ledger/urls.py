"""Addresses of the ledger's staff pages."""

from django.urls import path

from tsunagaru.ground.ledger.views import deliveries, trail

PREFIX = "staff/ledger/"
app_name = "ledger"
urlpatterns = [
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/retry/", deliveries.retry, name="retry"),
    path("deliveries/drop/", deliveries.drop, name="drop"),
    path("audit/", trail.trail, name="audit"),
]
