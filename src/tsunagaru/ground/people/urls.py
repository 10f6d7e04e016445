"""Addresses of people (住民・職員の画面)."""

from django.urls import path

from tsunagaru.ground.people.views.account import account
from tsunagaru.ground.people.views.again import again
from tsunagaru.ground.people.views.card import card, card_attributes, card_callback
from tsunagaru.ground.people.views.card_registering import card_register
from tsunagaru.ground.people.views.cards import add_card, cards, remove_card
from tsunagaru.ground.people.views.data import data, erase, erased, export
from tsunagaru.ground.people.views.demo import demo
from tsunagaru.ground.people.views.email import confirm_email, email
from tsunagaru.ground.people.views.letters import sent
from tsunagaru.ground.people.views.mandates import confirm_mandate, end_mandate, mandates
from tsunagaru.ground.people.views.me import consent, edit, me
from tsunagaru.ground.people.views.passkey_sign_in import passkey, passkey_options
from tsunagaru.ground.people.views.proving import my_passkey_options, prove
from tsunagaru.ground.people.views.reset import forgot, new_password
from tsunagaru.ground.people.views.second import second
from tsunagaru.ground.people.views.sign_in import sign_in, sign_out
from tsunagaru.ground.people.views.sign_up import confirm_sign_up, sign_up
from tsunagaru.ground.people.views.staff_deputies import deputies
from tsunagaru.ground.people.views.staff_factors import resident_factors, staff_factors
from tsunagaru.ground.people.views.staff_grants import (
    cancel_absence,
    enter_absence,
    give,
    revoke,
)
from tsunagaru.ground.people.views.staff_joining import join
from tsunagaru.ground.people.views.staff_mandates import (
    end_resident_mandate,
    resident_mandates,
)
from tsunagaru.ground.people.views.staff_residents import resident, residents
from tsunagaru.ground.people.views.staff_sections import section, sections
from tsunagaru.ground.people.views.ways import ways
from tsunagaru.ground.people.views.ways_app import app, codes, remove_app
from tsunagaru.ground.people.views.ways_passkeys import (
    add_passkey,
    my_passkey,
    remove_passkey,
)

PREFIX = ""
STAFF = "staff/people/"
app_name = "people"
urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/again/", again, name="again"),
    path("sign-in/second/", second, name="second"),
    path("sign-in/passkey/", passkey, name="passkey"),
    path("sign-in/passkey/options/", passkey_options, name="passkey_options"),
    path("sign-in/card/", card, name="card"),
    path("sign-in/card/attributes/", card_attributes, name="card_attributes"),
    path("sign-in/card/callback/", card_callback, name="card_callback"),
    path("sign-up/card/", card_register, name="card_register"),
    path("sign-up/", sign_up, name="sign_up"),
    path("sign-up/<str:token>/", confirm_sign_up, name="confirm_sign_up"),
    path("letter-sent/", sent, name="sent"),
    path("password/", forgot, name="forgot"),
    path("password/<str:token>/", new_password, name="new_password"),
    path("email/<str:token>/", confirm_email, name="confirm_email"),
    path("sign-out/", sign_out, name="sign_out"),
    path("demo/", demo, name="demo"),
    path("me/", me, name="me"),
    path("me/edit/", edit, name="edit"),
    path("me/account/", account, name="account"),
    path("me/sign-in/", ways, name="ways"),
    path("me/sign-in/prove/", prove, name="prove"),
    path("me/sign-in/options/", my_passkey_options, name="my_passkey_options"),
    path("me/sign-in/passkeys/", add_passkey, name="add_passkey"),
    path("me/sign-in/passkeys/<uuid:passkey>/", my_passkey, name="my_passkey"),
    path("me/sign-in/passkeys/<uuid:passkey>/remove/", remove_passkey, name="remove_passkey"),
    path("me/sign-in/app/", app, name="app"),
    path("me/sign-in/app/remove/", remove_app, name="remove_app"),
    path("me/sign-in/codes/", codes, name="codes"),
    path("me/cards/", cards, name="cards"),
    path("me/cards/add/", add_card, name="add_card"),
    path("me/cards/<uuid:credential>/remove/", remove_card, name="remove_card"),
    path("me/email/", email, name="email"),
    path("me/consents/<slug:code>/", consent, name="consent"),
    path("me/mandates/", mandates, name="mandates"),
    path("me/mandates/confirm/", confirm_mandate, name="confirm_mandate"),
    path("me/mandates/<uuid:mandate>/end/", end_mandate, name="end_mandate"),
    path("me/data/", data, name="data"),
    path("me/data/export/", export, name="export"),
    path("me/data/erase/", erase, name="erase"),
    path("data-erased/", erased, name="erased"),
    path(STAFF, sections, name="sections"),
    path(STAFF + "join/", join, name="join"),
    path(STAFF + "residents/", residents, name="residents"),
    path(STAFF + "residents/<uuid:resident>/", resident, name="resident"),
    path(
        STAFF + "residents/<uuid:resident>/mandates/",
        resident_mandates,
        name="resident_mandates",
    ),
    path(STAFF + "residents/<uuid:resident>/sign-in/", resident_factors, name="resident_factors"),
    path(STAFF + "members/<uuid:person>/sign-in/", staff_factors, name="staff_factors"),
    path(STAFF + "mandates/<uuid:mandate>/end/", end_resident_mandate, name="end_resident_mandate"),
    path(STAFF + "sections/<slug:code>/", section, name="section"),
    path(STAFF + "sections/<slug:code>/grants/", give, name="give"),
    path(STAFF + "sections/<slug:code>/absences/", enter_absence, name="enter_absence"),
    path(STAFF + "sections/<slug:code>/deputies/", deputies, name="deputies"),
    path(STAFF + "grants/<uuid:grant>/revoke/", revoke, name="revoke"),
    path(STAFF + "absences/<uuid:absence>/cancel/", cancel_absence, name="cancel_absence"),
]
