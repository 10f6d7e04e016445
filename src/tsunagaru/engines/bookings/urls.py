"""Addresses of bookings (予約のURL)."""

from django.urls import path

from tsunagaru.engines.bookings.views import (
    acting,
    booking,
    mine,
    public,
    staff_close,
    staff_round,
    taking_along,
)
from tsunagaru.engines.bookings.views.book import book
from tsunagaru.engines.bookings.views.own import own
from tsunagaru.engines.bookings.views.staff_act import staff_act
from tsunagaru.engines.bookings.views.staff_booking import staff_booking
from tsunagaru.engines.bookings.views.staff_change import staff_change
from tsunagaru.engines.bookings.views.staff_day import staff_day, staff_list
from tsunagaru.engines.bookings.views.staff_fee import staff_fee
from tsunagaru.engines.bookings.views.staff_new import staff_new

PREFIX = ""
app_name = "bookings"
urlpatterns = [
    path("bookings/", public.list_resources, name="resources"),
    path("bookings/mine/", mine.mine, name="mine"),
    path("bookings/mine/calendar/", mine.open_feed, name="open_feed"),
    path("bookings/calendar/<str:token>.ics", mine.feed, name="feed"),
    path("bookings/lottery/<uuid:round_id>/", public.show_round, name="round"),
    path("bookings/at/<slug:code>/", public.show_resource, name="resource"),
    path("bookings/at/<slug:code>/book/", book, name="book"),
    path("bookings/own/<uuid:booking_id>/", own, name="own"),
    path("bookings/b/<str:token>/", booking.booking, name="booking"),
    path("bookings/b/<str:token>/booking.ics", taking_along.calendar, name="calendar"),
    path("bookings/b/<str:token>/code.svg", taking_along.code_picture, name="code_picture"),
    path("bookings/b/<str:token>/cancel/", acting.cancel, name="cancel"),
    path("bookings/b/<str:token>/accept/", acting.accept, name="accept"),
    path("bookings/b/<str:token>/change/", acting.change, name="change"),
    path("staff/bookings/", staff_list, name="staff_list"),
    path("staff/bookings/at/<slug:code>/", staff_day, name="staff_day"),
    path("staff/bookings/at/<slug:code>/new/", staff_new, name="staff_new"),
    path("staff/bookings/at/<slug:code>/close/", staff_close.staff_close, name="staff_close"),
    path("staff/bookings/b/<uuid:booking_id>/", staff_booking, name="staff_booking"),
    path("staff/bookings/b/<uuid:booking_id>/act/", staff_act, name="staff_act"),
    path("staff/bookings/b/<uuid:booking_id>/change/", staff_change, name="staff_change"),
    path("staff/bookings/b/<uuid:booking_id>/fee/", staff_fee, name="staff_fee"),
    path("staff/bookings/lottery/<uuid:round_id>/", staff_round.staff_round, name="staff_round"),
    path("staff/bookings/lottery/<uuid:round_id>/draw/", staff_round.staff_draw, name="staff_draw"),
    path(
        "staff/bookings/closures/<uuid:closure_id>/reopen/",
        staff_close.staff_reopen,
        name="staff_reopen",
    ),
]
