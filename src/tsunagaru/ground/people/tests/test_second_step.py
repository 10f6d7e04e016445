"""The second step of signing in: codes, recovery codes, passkeys."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.models import RecoveryCode
from tsunagaru.ground.people.rules.factors import STEP
from tsunagaru.ground.people.services import factors
from tsunagaru.ground.people.testing import (
    PASSWORD,
    a_passkey,
    a_resident,
    account_of,
    actor_of,
)
from tsunagaru.ground.people.testing.passkeys import an_app, code_at
from tsunagaru.ground.people.views.second import WRONG_CODE
from tsunagaru.ground.ui.boxes import NOTHING

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
HTTPS = {"secure": True, "headers": {"host": "town.example"}}


@pytest.fixture(autouse=True)
def clock_and_name(at, settings):
    settings.ALLOWED_HOSTS = ["testserver", "town.example"]
    return at


@pytest.fixture
def account(hanako):
    return account_of(hanako)


@pytest.fixture
def secret(account):
    return an_app(account, at=NOON - timedelta(minutes=5))


def password(client, hanako, **more):
    form = {"login": hanako.email, "password": PASSWORD, **more}
    return client.post(reverse("people:sign_in"), form)


def second(client, code):
    return client.post(reverse("people:second"), {"code": code})


def test_a_password_alone_opens_nothing_any_more(client, hanako, secret):
    assert password(client, hanako)["Location"] == "/sign-in/second/"
    assert client.get("/me/").status_code == 302
    assert published("session.opened") == []


def test_the_code_of_the_app_completes_it_and_leads_on(client, hanako, secret):
    password(client, hanako, next="/me/edit/")
    answer = second(client, code_at(secret, NOON))
    assert (answer.status_code, answer["Location"]) == (302, "/me/edit/")
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("typed", ["{0}", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_codes_may_be_typed_in_full_width_and_with_a_space(client, hanako, secret, typed):
    password(client, hanako)
    wide = typed.format(code_at(secret, NOON)).translate({48 + n: 0xFF10 + n for n in range(10)})
    assert second(client, wide).status_code == 302


def test_a_code_is_taken_once_also_by_somebody_who_watched(client, hanako, secret):
    watcher = Client()
    for one in (client, watcher):
        password(one, hanako)
    assert second(client, code_at(secret, NOON)).status_code == 302
    assert second(watcher, code_at(secret, NOON)).status_code == 400
    assert second(watcher, code_at(secret, NOON - STEP)).status_code == 400, "an older one neither"


@pytest.mark.parametrize(("steps", "status"), [(-2, 400), (-1, 302), (0, 302), (1, 302), (2, 400)])
def test_clocks_may_differ_by_half_a_minute(client, hanako, secret, steps, status):
    password(client, hanako)
    assert second(client, code_at(secret, NOON + steps * STEP)).status_code == status


def test_of_equal_codes_at_once_one_passes(shared_database):
    def begin():
        account = account_of(a_resident())
        return account, an_app(account, at=NOON - timedelta(minutes=5))

    def one(told):
        account, secret = told
        try:
            return factors.use_code(account, code_at(secret, NOON), at=NOON)
        except factors.CannotTakeCode:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        told = pool.submit(begin).result()
        assert len(list(filter(None, pool.map(one, [told] * 8)))) == 1


@pytest.mark.parametrize(
    "code", ["", "000000", "１２", "あいうえおか", "é23456", "x" * 40, "\x00" * 6]
)
def test_wrong_codes_get_a_sentence(client, hanako, secret, code):
    password(client, hanako)
    answer = second(client, code)
    assert answer.status_code == 400
    assert (WRONG_CODE if code.strip("\x00") else NOTHING) in answer.content.decode()
    assert client.get("/me/").status_code == 302


def test_tries_of_codes_are_limited_as_those_of_passwords(client, hanako, secret, at, settings):
    password(client, hanako)
    for _ in range(settings.TSUNAGARU_TRIES_PER_ACCOUNT):
        assert second(client, "000000").status_code == 400
    assert second(client, code_at(secret, NOON)).status_code == 429
    other = Client()
    password(other, hanako)
    assert second(other, code_at(secret, NOON)).status_code == 429, "a new session counts on"
    at(NOON + timedelta(minutes=10))
    password(other, hanako)
    assert second(other, code_at(secret, NOON + timedelta(minutes=10))).status_code == 302


def test_the_first_step_is_over_after_ten_minutes_and_with_a_new_password(
    client, hanako, account, secret, at
):
    password(client, hanako)
    services.change_password(account, "another long password", at=NOON)
    assert client.get("/sign-in/second/")["Location"] == "/sign-in/"
    other = Client()
    other.post("/sign-in/", {"login": hanako.email, "password": "another long password"})
    assert other.get("/sign-in/second/").status_code == 200
    at(NOON + timedelta(minutes=10))
    assert other.get("/sign-in/second/")["Location"] == "/sign-in/"


def test_the_page_of_the_second_step_needs_a_first(client):
    assert client.get("/sign-in/second/")["Location"] == "/sign-in/"
    assert second(client, "123456")["Location"] == "/sign-in/"


def test_a_wrong_password_looks_the_same_with_and_without_a_second_step(client, hanako, secret):
    other = account_of(a_resident(email="other@example.jp"))
    assert not queries.has_factor(other.pk)
    texts = [
        client.post("/sign-in/", {"login": login, "password": "wrong"}).content.decode()
        for login in (hanako.email, "other@example.jp")
    ]
    plain = [re.sub(r'value="[^"]*"', "", text) for text in texts]
    assert plain[0] == plain[1]


def test_a_link_for_a_new_password_does_not_spare_the_second_step(client, hanako, account, secret):
    services.change_password(account, PASSWORD, at=NOON, how="link")
    assert password(client, hanako)["Location"] == "/sign-in/second/"


def test_a_recovery_code_opens_once_and_the_owner_is_told(client, hanako, account, secret):
    first, *_ = factors.make_codes(account, at=NOON)
    password(client, hanako)
    assert second(client, first.lower()).status_code == 302
    again = Client()
    password(again, hanako)
    assert second(again, first).status_code == 400
    (used,) = published("factor.code_used")
    assert used["left"] == 9


def test_recovery_codes_are_kept_as_digests_and_void_when_made_anew(account, secret):
    codes = factors.make_codes(account, at=NOON)
    assert len(set(codes)) == 10
    kept = {row.digest for row in RecoveryCode.objects.all()}
    assert not kept & {code.replace("-", "") for code in codes}
    factors.make_codes(account, at=NOON)
    with pytest.raises(factors.CannotTakeCode):
        factors.use_code(account, codes[0], at=NOON)


def test_recovery_codes_go_with_the_last_factor(account, secret):
    factors.make_codes(account, at=NOON)
    factors.remove_app(account, at=NOON)
    assert not RecoveryCode.objects.exists()


def test_a_passkey_signs_in_without_password(client, hanako, account):
    _, device = a_passkey(account, at=NOON)
    question = client.post("/sign-in/passkey/options/", {}, **HTTPS).json()
    form = {"ceremony": question["ceremony"], "answer": device.use(question), "next": "/me/"}
    answer = client.post("/sign-in/passkey/", form, **HTTPS)
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert client.session["people.means"] == "passkey"
    assert client.post("/sign-in/passkey/", form, **HTTPS).status_code == 400, "not a second time"


def test_a_passkey_is_a_second_step_too(client, hanako, account):
    _, device = a_passkey(account, at=NOON)
    password(client, hanako)
    purpose = {"purpose": "second"}
    question = client.post("/sign-in/passkey/options/", purpose, **HTTPS).json()
    assert len(question["publicKey"]["allowCredentials"]) == 1
    form = purpose | {"ceremony": question["ceremony"], "answer": device.use(question)}
    assert client.post("/sign-in/passkey/", form, **HTTPS).status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_passkey_refused_leaves_the_page_usable(client, account):
    page = client.post("/sign-in/passkey/", {"answer": "", "ceremony": ""}, **HTTPS)
    assert page.status_code == 400
    assert "パスキーを確かめられませんでした" in page.content.decode()


def test_without_javascript_the_page_says_what_is_needed(client, hanako, account):
    a_passkey(account, at=NOON)
    password(client, hanako)
    page = client.get("/sign-in/second/", **HTTPS).content.decode()
    assert "スクリプトの使えるブラウザーが必要です" in page
    assert 'data-passkey="get"' in page
    assert "<script>" not in page


def test_records_and_events_tell_no_codes(client, hanako, account, secret):
    password(client, hanako)
    second(client, code_at(secret, NOON))
    actions = [row.action for row in audited("session.first_step")]
    assert actions == ["session.first_step"]
    text = str(dict(client.session)) + str(published("session.opened"))
    assert secret not in text
    assert hanako.email not in text
    assert actor_of(hanako).name
