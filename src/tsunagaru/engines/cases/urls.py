"""Addresses of cases (案件のURL)."""

from django.urls import path

from tsunagaru.engines.cases.views.acts import (
    cancel_correction,
    decide,
    request_correction,
    take,
    withdraw,
)
from tsunagaru.engines.cases.views.case import by_number, case
from tsunagaru.engines.cases.views.notes import note
from tsunagaru.engines.cases.views.queue import queue

PREFIX = "staff/cases/"
app_name = "cases"
urlpatterns = [
    path("", queue, name="queue"),
    path("by-number/<str:number>/", by_number, name="by_number"),
    path("<uuid:case_id>/", case, name="case"),
    path("<uuid:case_id>/take/", take, name="take"),
    path("<uuid:case_id>/note/", note, name="note"),
    path("<uuid:case_id>/correction/", request_correction, name="request_correction"),
    path("<uuid:case_id>/correction/cancel/", cancel_correction, name="cancel_correction"),
    path("<uuid:case_id>/decision/", decide, name="decide"),
    path("<uuid:case_id>/withdrawal/", withdraw, name="withdraw"),
]
