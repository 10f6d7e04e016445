"""Addresses of the questionnaires."""

from django.urls import path

from tsunagaru.engines.questionnaires.views.rate import rate

PREFIX = "rate/"
app_name = "questionnaires"
urlpatterns = [path("<slug:service>/<str:token>/", rate, name="rate")]
