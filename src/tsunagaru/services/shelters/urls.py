"""Addresses of shelters (避難所のURL)."""

from django.urls import path

from tsunagaru.services.shelters.views import (
    mine,
    printing,
    public,
    staff,
    staff_list,
    staff_moving,
    staff_names,
    staff_people,
    staff_reports,
    staff_supplies,
    staff_tablets,
    tablet,
    tablet_calls,
    tablet_names,
)

PREFIX = ""
app_name = "shelters"
TABLET, HERE = "shelters/tablet/", "staff/shelters/"
ONE = f"{HERE}<uuid:opening>/"
urlpatterns = [
    path("shelters/", public.listed, name="shelters"),
    path("me/shelter/", mine.mine, name="mine"),
    path("me/shelter/family/", mine.ask, name="ask"),
    path("me/shelter/listing/", mine.listing, name="listing"),
    path(TABLET, tablet.page, name="tablet"),
    path(f"{TABLET}worker.js", tablet.worker, name="worker"),
    path(f"{TABLET}app.webmanifest", tablet.manifest, name="manifest"),
    path(f"{TABLET}enrol/", tablet_calls.enrol, name="enrol"),
    path(f"{TABLET}sync/", tablet_calls.sync, name="sync"),
    path(f"{TABLET}names/", tablet_names.names, name="names"),
    path("shelters/<slug:code>/", public.shelter, name="shelter"),
    path(HERE, staff_list.listed, name="listed"),
    path(f"{HERE}open/<slug:code>/", staff_list.open_one, name="open"),
    path(f"{HERE}names/", staff_names.find, name="find_listed"),
    path(f"{HERE}names/<uuid:resident>/", staff_names.choose, name="choose_listed"),
    path(f"{HERE}people/<uuid:evacuee>/", staff_people.person, name="person"),
    path(f"{HERE}people/<uuid:evacuee>/one/", staff_moving.merge, name="merge"),
    path(f"{HERE}people/<uuid:evacuee>/<slug:kind>/", staff_moving.move, name="move"),
    path(f"{HERE}tablets/<uuid:tablet>/stop/", staff_tablets.revoke, name="revoke"),
    path(f"{HERE}entries/<uuid:entry>/<slug:act>/", staff_tablets.settle, name="settle"),
    path(ONE, staff.desk, name="desk"),
    path(f"{ONE}people/", staff_people.listed, name="people"),
    path(f"{ONE}people.pdf", printing.handover, name="handover"),
    path(f"{ONE}arrival/", staff_people.arrive, name="arrive"),
    path(f"{ONE}tablets/", staff_tablets.prepare, name="prepare"),
    path(f"{ONE}names-key/", staff_tablets.names_key, name="names_key"),
    path(f"{ONE}supplies/", staff_supplies.supplies_of, name="supplies"),
    path(f"{ONE}supplies/move/", staff_supplies.move_supply, name="move_supply"),
    path(f"{ONE}supplies/request/", staff_supplies.request_supply, name="request_supply"),
    path(
        f"{HERE}requests/<uuid:asked>/<slug:act>/", staff_supplies.move_request, name="move_request"
    ),
    path(f"{ONE}reports/", staff_reports.reports, name="reports"),
    path(f"{ONE}<slug:act>/", staff.change, name="change"),
]
