"""Addresses of the counter (窓口のURL)."""

from django.urls import path

from tsunagaru.services.counter.views import public
from tsunagaru.services.counter.views.display import display
from tsunagaru.services.counter.views.staff import staff_act, staff_list, staff_window

PREFIX = ""
app_name = "counter"
urlpatterns = [
    path("counter/", public.counters, name="counters"),
    path("counter/kiosk/", public.kiosk, name="kiosk"),
    path("counter/display/", display, name="display"),
    path("counter/n/<str:token>/", public.turn, name="turn"),
    path("counter/n/<str:token>/slip/", public.slip, name="slip"),
    path("counter/n/<str:token>/code.svg", public.code_picture, name="code_picture"),
    path("counter/n/<str:token>/leave/", public.leave, name="leave"),
    path("staff/windows/", staff_list, name="staff_list"),
    path("staff/windows/<slug:code>/<slug:window>/", staff_window, name="staff_window"),
    path("staff/windows/<slug:code>/<slug:window>/act/", staff_act, name="staff_act"),
]
