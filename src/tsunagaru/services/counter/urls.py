"""Addresses of the counter (窓口のURL)."""

from django.urls import path

from tsunagaru.services.counter.views import public, turn
from tsunagaru.services.counter.views.acting import staff_act
from tsunagaru.services.counter.views.display import display
from tsunagaru.services.counter.views.staff import staff_list, staff_window

PREFIX = ""
app_name = "counter"
urlpatterns = [
    path("counter/", public.counters, name="counters"),
    path("counter/kiosk/", public.kiosk, name="kiosk"),
    path("counter/display/", display, name="display"),
    path("counter/n/<str:token>/", turn.turn, name="turn"),
    path("counter/n/<str:token>/slip/", turn.slip, name="slip"),
    path("counter/n/<str:token>/code.svg", turn.code_picture, name="code_picture"),
    path("counter/n/<str:token>/leave/", turn.leave, name="leave"),
    path("staff/windows/", staff_list, name="staff_list"),
    path("staff/windows/<slug:code>/<slug:window>/", staff_window, name="staff_window"),
    path("staff/windows/<slug:code>/<slug:window>/act/", staff_act, name="staff_act"),
]
