"""Signing in, staying signed in, and being signed out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people import services, tasks
from tsunagaru.ground.people.models import HeldPost, Tries
from tsunagaru.ground.people.services import tries
from tsunagaru.ground.people.testing import PASSWORD, a_clerk, account_of, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def attempt(client, login, password=PASSWORD, **extra):
    return client.post(reverse("people:sign_in"), {"login": login, "password": password, **extra})


def test_a_resident_signs_in_with_the_email_address_in_any_width(client, hanako):
    answer = attempt(client, hanako.email.upper().replace("@", "＠"), next="/me/")
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert client.get("/me/").status_code == 200


def test_the_address_itself_is_not_in_the_account(hanako):
    assert "@" not in account_of(hanako).login


def test_unknown_accounts_and_wrong_passwords_get_the_same_answer(client, hanako):
    known = attempt(client, hanako.email, "wrong password")
    unknown = attempt(client, "nobody@example.jp", "wrong password")
    assert known.status_code == unknown.status_code == 400
    bodies = [
        a.content.decode().replace(login, "").split("csrfmiddlewaretoken")[-1][100:]
        for a, login in ((known, hanako.email), (unknown, "nobody@example.jp"))
    ]
    assert bodies[0] == bodies[1]


def test_the_session_gets_a_new_key_at_sign_in(client, hanako):
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["session"] = session.session_key
    attempt(client, hanako.email)
    assert client.session.session_key != session.session_key
    assert "planted" not in client.session


def test_the_session_and_the_events_name_nobody(client, hanako):
    attempt(client, hanako.email)
    client.get("/me/")
    kept = str(dict(client.session)) + str(published("session.opened"))
    assert not any(text in kept for text in (hanako.email, "小山", "花子", str(hanako.id)))


def test_pages_of_somebody_signed_in_stay_in_no_cache(client, hanako):
    sign_in(client, hanako)
    assert "no-store" in client.get("/data-erased/")["Cache-Control"]


def test_what_is_over_is_deleted_each_day(client, hanako):
    attempt(client, hanako.email, "wrong")
    sign_in(client, hanako)
    services.hold(account_of(hanako).pk, "/x/", [("a", ["b"])], at=NOON)
    later = clock.now() + timedelta(days=4)
    tasks.forget_held_posts(DayEnded(at=later, subject=uuid4(), day="2026-06-03"))
    assert not any(table.objects.exists() for table in (HeldPost, Tries, Session))


def test_a_signed_out_session_cannot_be_replayed(client, hanako):
    attempt(client, hanako.email)
    key = client.session.session_key
    client.post(reverse("people:sign_out"))
    client.cookies["session"] = key
    assert client.get("/me/").status_code == 302


def test_a_resident_session_ends_after_two_idle_hours(client, hanako, at):
    sign_in(client, hanako)
    assert client.get("/me/").status_code == 200
    at(NOON + timedelta(minutes=119))
    assert client.get("/me/").status_code == 200
    at(NOON + timedelta(minutes=119 + 120))
    assert client.get("/me/")["Location"] == "/sign-in/?next=%2Fme%2F&why=idle"


def test_a_staff_session_ends_after_fifteen_idle_minutes(client, at):
    sign_in(client, a_clerk())
    assert client.get("/staff/people/").status_code == 200
    at(NOON + timedelta(minutes=15))
    assert client.get("/staff/people/").status_code == 302


def test_a_session_ends_after_twelve_hours_however_busy(client, hanako, at):
    sign_in(client, hanako)
    for hour in range(12):
        at(NOON + timedelta(hours=hour))
        assert client.get("/me/").status_code == 200
    at(NOON + timedelta(hours=12))
    assert "why=absolute" in client.get("/me/")["Location"]


def test_a_change_of_password_ends_the_other_sessions(client, hanako, django_user_model):
    other = type(client)()
    for one in (client, other):
        attempt(one, hanako.email)
    new = "another long password"
    form = {"current": PASSWORD, "password": new, "again": new}
    assert client.post(reverse("people:account"), form).status_code == 302
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


def test_a_change_of_rights_ends_the_sessions(client):
    clerk = a_clerk()
    sign_in(client, clerk)
    assert client.get("/staff/people/").status_code == 200
    services.end_sessions(clerk.id)
    assert client.get("/staff/people/").status_code == 302


def test_a_closed_account_is_out_at_once(client, hanako):
    sign_in(client, hanako)
    services.close_account(account_of(hanako), at=NOON)
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]
)
def test_sign_in_never_leads_to_another_site(client, hanako, elsewhere):
    assert attempt(client, hanako.email, next=elsewhere)["Location"] == "/"


def test_tries_are_limited_per_account_whatever_the_forwarded_header_says(
    client, hanako, at, settings
):
    for number in range(settings.TSUNAGARU_TRIES_PER_ACCOUNT):
        answer = client.post(
            reverse("people:sign_in"),
            {"login": hanako.email, "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
        assert answer.status_code == 400
    assert attempt(client, hanako.email).status_code == 429
    at(NOON + tries.WINDOW)
    assert attempt(client, hanako.email).status_code == 302


def test_refusals_are_events_without_the_name(client, hanako):
    attempt(client, hanako.email, "wrong")
    (refused,) = published("session.refused")
    assert refused["why"] == "wrong"
    assert hanako.email not in str(refused)


def test_of_two_hundred_parallel_tries_exactly_the_limit_passes(shared_database):
    def one(_):
        try:
            return tries.take("k", limit=10, window=tries.WINDOW, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        passed = sum(pool.map(one, range(200)))
    assert passed == 10


@pytest.mark.parametrize(
    ("came_from", "goes_to"),
    [
        ("http://testserver/me/?x=1#y", "%2Fme%2F%3Fx%3D1"),
        ("https://elsewhere.example/me/", "%2F"),
        ("", "%2F"),
        ("http://testserver//elsewhere.example/", ""),
    ],
)
def test_who_sends_a_form_without_any_session_comes_back_to_the_page_of_the_form(
    client, came_from, goes_to
):
    only_a_button = {"csrfmiddlewaretoken": "x"}
    answer = client.post("/me/edit/", only_a_button, headers={"referer": came_from})
    assert answer["Location"] == f"/sign-in/?next={goes_to}&why=needed"


def test_what_is_sent_without_any_session_waits_for_who_signs_in_here(client, hanako, at):
    answer = client.post("/me/edit/", {"town": "須走", "password": "secret"})
    assert answer["Location"] == "/sign-in/?next=%2Fme%2Fedit%2F&why=unknown"
    assert "入力した内容で続けられます" in client.get(answer["Location"]).content.decode()
    assert HeldPost.objects.get().account is None
    back = attempt(client, hanako.email, next="/me/edit/")
    assert back["Location"] == "/sign-in/again/?next=%2Fme%2Fedit%2F"
    page = client.get(back["Location"]).content.decode()
    assert 'value="須走"' in page
    assert "secret" not in page
    assert "使わずに続けてください" in page


def test_what_nobody_known_sent_is_for_this_browser_alone_and_half_an_hour(client, hanako, at):
    client.post("/me/edit/", {"town": "須走"})
    elsewhere = attempt(Client(), hanako.email, next="/me/edit/")
    assert elsewhere["Location"] == "/me/edit/"
    at(NOON + timedelta(minutes=31))
    assert attempt(client, hanako.email, next="/me/edit/")["Location"] == "/me/edit/"
    assert services.forget_old(at=NOON + timedelta(minutes=31)) == 1
    assert not HeldPost.objects.exists()


def test_nobody_unknown_fills_the_house_with_what_they_send(client, at):
    client.post("/me/edit/", {"town": "須" * 20_001})
    assert not HeldPost.objects.exists()
    for _ in range(tries.HELD_PER_ADDRESS + 5):
        last = Client().post("/me/edit/", {"town": "須走"})
    assert HeldPost.objects.count() == tries.HELD_PER_ADDRESS
    assert "why=needed" in last["Location"], "nothing is promised that is not kept"
    at(NOON + tries.HELD_WINDOW)
    assert "why=unknown" in client.post("/me/edit/", {"town": "須走"})["Location"]


def test_a_browser_nobody_knows_has_one_input_waiting_the_last(client, hanako, at):
    client.post("/me/edit/", {"town": "大御神"})
    client.post("/me/edit/", {"town": "須走"})
    assert HeldPost.objects.get().fields == {"town": ["須走"]}
    back = attempt(client, hanako.email, next="/me/edit/")
    assert 'value="須走"' in client.get(back["Location"]).content.decode()


def test_what_was_being_sent_when_the_session_ended_comes_back(client, hanako, at):
    sign_in(client, hanako)
    client.get("/me/edit/")
    at(NOON + timedelta(hours=3))
    answer = client.post("/me/edit/", {"town": "須走", "password": "secret", "street": "1番地"})
    assert answer["Location"].startswith("/sign-in/?next=%2Fme%2Fedit%2F&why=idle")
    assert set(HeldPost.objects.get().fields) == {"town", "street"}
    back = attempt(client, hanako.email, next="/me/edit/")
    assert back["Location"] == "/sign-in/again/?next=%2Fme%2Fedit%2F"
    page = client.get(back["Location"])
    assert 'value="須走"' in page.content.decode()
    again = client.post(back["Location"], {"town": "須走", "street": "1番地"})
    assert (again.status_code, again["Location"]) == (307, "/me/edit/")
    assert not HeldPost.objects.exists()


def test_what_is_sent_from_a_page_left_open_overnight_comes_back_too(client, hanako, at):
    sign_in(client, hanako)
    client.get("/me/edit/")
    lasts = timedelta(seconds=int(client.cookies["session"]["max-age"]))
    at(NOON + timedelta(hours=20))
    assert lasts > timedelta(hours=20), "the browser would have dropped the cookie"
    answer = client.post("/me/edit/", {"town": "須走"})
    assert answer["Location"].startswith("/sign-in/?next=%2Fme%2Fedit%2F&why=absolute")
    assert HeldPost.objects.get().fields == {"town": ["須走"]}
    assert client.get("/me/").status_code == 302


def test_passwords_are_never_held(client, hanako, at):
    sign_in(client, hanako)
    client.get("/me/account/")
    at(NOON + timedelta(hours=3))
    secret = dict.fromkeys(("current", "password", "again"), PASSWORD)
    client.post("/me/account/", secret)
    assert not HeldPost.objects.exists()


def test_codes_and_keys_of_the_ways_to_sign_in_are_never_held(hanako):
    sent = [("code", ["123456"]), ("offer", ["x"])]
    assert not services.hold(account_of(hanako).pk, "/me/sign-in/app/", sent, at=NOON)


def test_an_individual_number_is_never_held(hanako):
    account = account_of(hanako)
    services.hold(account.pk, "/x/", [("a", ["123456789018"]), ("b", ["はい"])], at=NOON)
    assert HeldPost.objects.get().fields == {"b": ["はい"]}


def test_a_member_of_staff_finds_name_section_and_ways_to_sign_in_on_one_page(client):
    clerk = a_clerk()
    sign_in(client, clerk)
    page = client.get("/me/account/").content.decode()
    for word in ("自分の情報", clerk.name, "所属", 'href="/me/sign-in/"', "パスワードの変更"):
        assert word in page
