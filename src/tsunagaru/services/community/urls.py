"""Addresses of community (地域活動のURL)."""

from django.urls import path

from tsunagaru.services.community.views import (
    absences,
    handover,
    head_acts,
    head_writing,
    heads,
    own,
    paper_homes,
    rosters,
    staff_acts,
    staff_circular,
    staff_district_acts,
    staff_districts,
    staff_list,
    staff_paper_homes,
    staff_receipts,
    staff_write,
)

PREFIX = ""
app_name = "community"
HERE, ONE, AREA = "staff/circulars/", "staff/circulars/<uuid:circular>/", "staff/districts/"
OWN, HEAD = "districts/<slug:district>/", "districts/circulars/<uuid:circular>/"
urlpatterns = [
    path(HERE, staff_list.listed, name="staff_circulars"),
    path(f"{HERE}new/", staff_write.write, name="write"),
    path(ONE, staff_circular.circular, name="staff_circular"),
    path(f"{ONE}edit/", staff_write.edit, name="edit"),
    path(f"{ONE}correct/", staff_write.correct, name="correct"),
    path(f"{ONE}act/", staff_acts.act, name="act"),
    path(f"{ONE}<slug:district>/", staff_receipts.district, name="receipts"),
    path(f"{ONE}<slug:district>/paper.pdf", staff_receipts.paper, name="paper"),
    path(f"{ONE}<slug:district>/round/", staff_receipts.round_done, name="round"),
    path(AREA, staff_districts.listed, name="staff_districts"),
    path(f"{AREA}<slug:district>/", staff_districts.district, name="staff_district"),
    path(f"{AREA}<slug:district>/appoint/", staff_district_acts.appoint, name="appoint"),
    path(f"{AREA}<slug:district>/group/", staff_district_acts.group, name="group"),
    path(f"{AREA}<slug:district>/roster/", rosters.staff_roster, name="staff_roster"),
    path(f"{AREA}<slug:district>/paper-homes/", staff_paper_homes.asked, name="asked_homes"),
    path(f"{AREA}homes/<uuid:home>/", staff_paper_homes.home, name="staff_paper_home"),
    path(f"{AREA}homes/<uuid:home>/act/", staff_paper_homes.act, name="home_act"),
    path(f"{AREA}terms/<uuid:term>/away/", absences.of_term, name="term_away"),
    path(f"{AREA}terms/<uuid:term>/end/", staff_district_acts.end, name="end_term"),
    path("circulars/", own.listed, name="circulars"),
    path("circulars/wish/", own.wish, name="wish"),
    path("circulars/roster/", rosters.mine, name="own_roster"),
    path("circulars/trial/", own.trial, name="trial"),
    path("circulars/<uuid:circular>/", own.read, name="read"),
    path(HEAD, head_writing.circular, name="head_circular"),
    path(f"{HEAD}change/", head_writing.change, name="head_change"),
    path(f"{HEAD}act/", head_acts.act, name="head_act"),
    path(OWN, heads.district, name="district"),
    path(f"{OWN}away/", absences.own, name="away"),
    path(f"{OWN}handover/", handover.hand_over, name="hand_over"),
    path(f"{OWN}roster/", rosters.roster, name="roster"),
    path(f"{OWN}paper-homes/", paper_homes.listed, name="paper_homes"),
    path("districts/homes/<uuid:home>/", paper_homes.change, name="paper_home"),
    path("districts/homes/<uuid:home>/remove/", paper_homes.remove, name="remove_home"),
    path(f"{OWN}new/", head_writing.write, name="head_write"),
    path(f"{OWN}<uuid:circular>/paper.pdf", heads.paper, name="head_paper"),
    path(f"{OWN}<uuid:circular>/round/", heads.round_done, name="head_round"),
]
