"""Sessions and forms that are not one's own: fixed, replayed, or grown out of their rights."""

import datetime as dt
import html
import re

import pytest
from django.conf import settings
from django.test import Client

from tests.attacks.tables import changed, snapshot
from tsunagaru.ground.people import services
from tsunagaru.ground.people.models import Account, RoleGrant
from tsunagaru.ground.people.testing import account_of, actor_of
from tsunagaru.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]
PASSWORD, NEW = "nagai-aikotoba-2026", "mottonagai-aikotoba-2027"
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "//evil.example%2f..",
    "/%0d%0aX: y",
    "．．//evil.example",
    "//evil。example",
    "/\u2028/evil.example",
    "data:text/html,x",
    "//[::1",
    "/" * 3000,
    "evil.example",
    "@evil.example",
    "/\x00/evil.example",
    " //evil.example",
    "/\u202e//evil.example",
]


@pytest.fixture
def account(world) -> Account:
    """Resident A's account, with a password."""
    account = account_of(world.cast.resident_a)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return account


def signed_in(account, **more):
    client = Client(raise_request_exception=False)
    answer = client.post("/sign-in/", {"login": account.login, "password": PASSWORD, **more})
    assert answer.status_code == 302
    return client, answer


def test_a_session_fixed_beforehand_is_not_the_one_that_is_signed_in(account):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefghijklmnopqrstuvwxyz012345"
    client.post("/sign-in/", {"login": account.login, "password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "abcdefghijklmnopqrstuvwxyz012345"
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = "abcdefghijklmnopqrstuvwxyz012345"
    assert stale.get("/me/").status_code == 302


def replay_of(client):
    other = Client()
    name = settings.SESSION_COOKIE_NAME
    other.cookies[name] = client.cookies[name].value
    return other


def test_a_session_cannot_be_used_after_signing_out(account):
    client, _ = signed_in(account)
    thief = replay_of(client)
    assert thief.get("/me/").status_code == 200
    client.post("/sign-out/")
    assert thief.get("/me/").status_code == 302


def test_a_change_of_password_ends_all_other_sessions(account):
    client, _ = signed_in(account)
    thief = replay_of(client)
    form = {"current": PASSWORD, "password": NEW, "again": NEW}
    assert client.post("/me/account/", form).status_code == 302
    assert client.get("/me/").status_code == 200
    assert thief.get("/me/").status_code == 302


def test_a_role_that_is_taken_away_is_gone_with_the_next_click(world):
    client = world.client("clerk")
    assert client.get(f"/staff/cases/{world.case}/").status_code == 200
    for grant in RoleGrant.objects.filter(staff=world.cast.clerk.id):
        services.revoke_role(grant.pk, by=actor_of(world.cast.dx_office), at=clock.now())
    answer = client.get(f"/staff/cases/{world.case}/")
    assert answer.status_code in {302, 404}
    before = snapshot()
    client.post(f"/staff/cases/{world.case}/note/", {"text": "x"})
    assert not {one for one in changed(before, snapshot()) if one.startswith("cases_")}


def test_a_role_is_held_on_its_days_only(world):
    RoleGrant.objects.filter(staff=world.cast.clerk.id).update(
        to_on=clock.day_of(clock.now()) - dt.timedelta(days=1)
    )
    assert world.client("clerk").get("/staff/counter/").status_code == 404


def test_an_account_that_is_closed_is_signed_out(account):
    client, _ = signed_in(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/me/").status_code == 302


def stays_here(place):
    assert place.startswith("/"), place
    assert place[1:2] not in {"/", "\\"}, place
    assert not set(place) & set("\t\r\n\\\x00"), place


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_sign_in_leads_elsewhere(account, wanted):
    _, answer = signed_in(account, next=wanted)
    stays_here(answer["Location"])


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_other_page_leads_elsewhere(world, wanted):
    client = world.client("head")
    answers = [
        client.post("/ui/preferences/", {"next": wanted, "theme": "dark"}),
        client.get("/sign-in/again/", {"next": wanted}),
        client.post("/sign-in/again/?next=/staff/", {"next": wanted}),
        client.post("/demo/", {"next": wanted, "login": "nobody"}),
    ]
    for answer in answers:
        assert answer.status_code < 500
        stays_here(answer.get("Location", "/"))


def test_pages_with_a_way_back_show_no_link_elsewhere(world):
    client = world.client("head")
    for wanted in ELSEWHERE:
        for path in ("/ui/preferences/", "/sign-in/", "/sign-up/", "/staff/people/residents/"):
            answer = client.get(path, {"next": wanted})
            assert answer.status_code in {200, 400}, (path, wanted)
            text = answer.content.decode()
            assert 'href="//' not in text
            for place in re.findall(r'name="next" value="([^"]*)"', text):
                stays_here(html.unescape(place) or "/")


STATE_CHANGING: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("resident_a", "/me/edit/", {"town": "x"}),
    ("resident_a", "/me/data/erase/", {"sure": "on"}),
    ("resident_a", "/me/data/export/", {}),
    ("resident_a", "/me/consents/news/", {"give": "1"}),
    ("resident_a", "/applications/{application}/withdraw/", {}),
    ("resident_a", "/applications/{application}/correct/", {"dog_name": "x"}),
    ("resident_a", "/apply/draft/{draft}/owner/", {"email": ""}),
    ("resident_a", "/apply/draft/{draft}/submit/", {}),
    ("clerk", "/staff/cases/{case}/withdrawal/", {"asked_for": "on"}),
    ("clerk", "/staff/cases/{case}/note/", {"text": "x"}),
    ("clerk", "/staff/cases/{case}/take/", {}),
    ("clerk", "/staff/cases/{case}/decision/", {"outcome": "granted", "confirmed": "on"}),
    ("clerk", "/staff/cases/{case}/correction/cancel/", {}),
    ("dx_office", "/plan/staff/initiatives/1/edit/", {"issue": "x"}),
    ("anonymous", "/apply/dog/", {}),
    ("anonymous", "{rating}", {"score": "5"}),
    ("anonymous", "/sign-in/", {"login": "a", "password": "b"}),
    ("resident_a", "/sign-out/", {}),
)


@pytest.mark.parametrize("token", ["none", "others", "elsewhere"])
@pytest.mark.parametrize(("role", "path", "fields"), STATE_CHANGING)
def test_nothing_changes_without_this_browsers_own_token(world, role, path, fields, token):
    client = world.client(role, enforce_csrf_checks=True)
    stranger = Client()
    stranger.get("/sign-in/")
    client.get("/sign-in/")
    more = {"none": {}, "others": {"csrfmiddlewaretoken": stranger.cookies["csrftoken"].value}}
    headers = {"HTTP_ORIGIN": "https://evil.example"} if token == "elsewhere" else {}
    own = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    path = path.format(**vars(world))
    before = snapshot()
    answer = client.post(path, {**fields, **more.get(token, own)}, **headers)
    assert answer.status_code == 403
    assert "もう一度" in answer.content.decode()
    assert changed(before, snapshot()) == set()
