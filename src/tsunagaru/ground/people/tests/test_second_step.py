"""The second step of signing in, and changing one's ways to sign in."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.models import AppKey, Passkey, RecoveryCode
from tsunagaru.ground.people.rules.factors import STEP, Factor, one_time_code, step_of
from tsunagaru.ground.people.services import factors, telling
from tsunagaru.ground.people.testing import (
    PASSWORD,
    Authenticator,
    a_clerk,
    a_passkey,
    a_resident,
    account_of,
    actor_of,
    sign_in,
)
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
OYAMA = Path(__file__).resolve().parents[5] / "towns" / "oyama"
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
    return an_app(account)


def an_app(account, at=NOON - timedelta(minutes=5)):
    offer = factors.offer_app_key(account, at=at)
    factors.add_app(account, offer, one_time_code(offer.secret, step_of(at)), at=at)
    return offer.secret


def code_at(secret, at=NOON):
    return one_time_code(secret, step_of(at))


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
    answer = second(client, code_at(secret))
    assert (answer.status_code, answer["Location"]) == (302, "/me/edit/")
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("typed", ["{0}", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_codes_may_be_typed_in_full_width_and_with_a_space(client, hanako, secret, typed):
    password(client, hanako)
    wide = typed.format(code_at(secret)).translate({48 + n: 0xFF10 + n for n in range(10)})
    assert second(client, wide).status_code == 302


def test_a_code_is_taken_once_also_by_somebody_who_watched(client, hanako, secret):
    watcher = Client()
    for one in (client, watcher):
        password(one, hanako)
    assert second(client, code_at(secret)).status_code == 302
    assert second(watcher, code_at(secret)).status_code == 400
    assert second(watcher, code_at(secret, NOON - STEP)).status_code == 400, "an older one neither"


@pytest.mark.parametrize(("steps", "status"), [(-2, 400), (-1, 302), (0, 302), (1, 302), (2, 400)])
def test_clocks_may_differ_by_half_a_minute(client, hanako, secret, steps, status):
    password(client, hanako)
    assert second(client, code_at(secret, NOON + steps * STEP)).status_code == status


def test_of_equal_codes_at_once_one_passes(shared_database):
    def begin():
        account = account_of(a_resident())
        return account, an_app(account)

    def one(told):
        account, secret = told
        try:
            return factors.use_code(account, code_at(secret), at=NOON)
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
    assert answer.status_code in {200, 400}
    assert client.get("/me/").status_code == 302


def test_tries_of_codes_are_limited_as_those_of_passwords(client, hanako, secret, at, settings):
    password(client, hanako)
    for _ in range(settings.TSUNAGARU_TRIES_PER_ACCOUNT):
        assert second(client, "000000").status_code == 400
    assert second(client, code_at(secret)).status_code == 429
    other = Client()
    password(other, hanako)
    assert second(other, code_at(secret)).status_code == 429, "a new session counts on"
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
    assert "JavaScriptを有効にしたブラウザーが必要です" in page
    assert 'data-passkey="get"' in page
    assert "<script>" not in page


def fresh(client, hanako):
    password(client, hanako)
    return client


def test_an_app_is_set_up_with_a_code_and_gives_recovery_codes(client, hanako, account):
    page = fresh(client, hanako).get("/me/sign-in/app/").content.decode()
    (shown,) = re.findall(r'class="code">([A-Z2-7-]+)<', page)
    (sealed,) = re.findall(r'name="offer" value="([^"]+)"', page)
    secret = shown.replace("-", "")
    assert "<svg" in page
    assert client.post("/me/sign-in/app/", {"offer": sealed, "code": "000000"}).status_code == 400
    done = client.post("/me/sign-in/app/", {"offer": sealed, "code": code_at(secret)})
    assert done.content.decode().count('class="code"') == 10
    assert AppKey.objects.get(account=account).secret == secret
    assert client.get("/me/").status_code == 200, "this session stays"


def test_the_key_on_a_page_is_sealed_for_its_account_and_its_time(account):
    offer = factors.offer_app_key(account, at=NOON)
    other = account_of(a_resident())
    assert factors.read_offer(other, offer.sealed, at=NOON) is None
    assert factors.read_offer(account, offer.sealed, at=NOON + timedelta(hours=1)) is None
    assert factors.read_offer(account, offer.sealed[:-8] + "AAAAAAAA", at=NOON) is None
    assert factors.read_offer(account, "é", at=NOON) is None


def test_other_sessions_end_when_a_way_to_sign_in_changes(client, hanako, account):
    other = fresh(Client(), hanako)
    fresh(client, hanako)
    telling.added(account, Factor.APP, at=NOON)
    assert other.get("/me/").status_code == 302


CHANGES = ["passkeys/", "app/", "app/remove/", "codes/"]


@pytest.mark.parametrize("where", CHANGES)
def test_every_change_wants_a_fresh_proof(client, hanako, secret, where, at):
    sign_in(client, hanako)
    answer = client.post(f"/me/sign-in/{where}", {})
    assert answer["Location"].startswith("/me/sign-in/prove/")
    assert AppKey.objects.exists()


def test_a_proof_is_the_factor_not_the_password_and_lasts_five_minutes(client, hanako, secret, at):
    sign_in(client, hanako)
    prove = "/me/sign-in/prove/"
    assert client.post(prove, {"current": PASSWORD}).status_code == 400
    answer = client.post(prove, {"code": code_at(secret), "next": "/me/sign-in/app/"})
    assert answer["Location"] == "/me/sign-in/app/"
    assert client.get("/me/sign-in/app/").status_code == 200
    at(NOON + timedelta(minutes=5))
    assert client.get("/me/sign-in/app/").status_code == 302


def test_without_factor_the_password_proves(client, hanako, account, at):
    sign_in(client, hanako)
    assert client.post("/me/sign-in/prove/", {"current": "wrong"}).status_code == 400
    assert client.post("/me/sign-in/prove/", {"current": PASSWORD}).status_code == 302
    assert client.get("/me/sign-in/app/").status_code == 200


def test_a_passkey_is_made_named_and_removed_on_the_pages(client, hanako, account):
    fresh(client, hanako)
    question = client.post("/me/sign-in/options/", {"purpose": "add"}, **HTTPS).json()
    form = {"name": "電話", "ceremony": question["ceremony"]}
    form |= {"answer": Authenticator().make(question)}
    assert client.post("/me/sign-in/passkeys/", form, **HTTPS).status_code == 200
    row = Passkey.objects.get(account=account)
    there = f"/me/sign-in/passkeys/{row.pk}/"
    assert client.post(there, {"name": "タブレット"}).status_code == 302
    assert "タブレット" in client.get("/me/sign-in/").content.decode()
    assert client.post(f"{there}remove/").status_code == 302
    assert not queries.has_factor(account.pk)
    assert client.get("/me/").status_code == 200


def test_a_question_to_make_a_passkey_wants_a_proof(client, hanako):
    sign_in(client, hanako)
    answer = client.post("/me/sign-in/options/", {"purpose": "add"}, **HTTPS)
    assert answer.status_code == 403


@pytest.fixture
def strict_town(tmp_path):
    """A town whose folder wants a second factor of its staff."""
    file = Path(shutil.copytree(OYAMA, tmp_path / "oyama")) / "town.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("second_factor: offered", "second_factor: required"), "utf-8")
    folder = Folder(file.parent)
    parsed = places.TOWN_PART.read(folder)
    folder.check()
    places.TOWN_PART.apply(parsed, at=NOON)


def test_where_the_town_wants_it_staff_can_only_set_it_up(client, hanako, strict_town):
    clerk = a_clerk()
    sign_in(client, clerk)
    for page in ("/staff/", "/staff/people/", "/"):
        assert client.get(page)["Location"] == "/me/sign-in/"
    assert client.post("/staff/people/residents/", {})["Location"] == "/me/sign-in/"
    assert "どちらかを登録すると" in client.get("/me/sign-in/").content.decode()
    assert sign_in(Client(), hanako).get("/me/").status_code == 200, "residents are not asked"
    an_app(account_of(clerk))
    assert sign_in(client, clerk).get("/staff/people/").status_code == 200


LOST = {"paper": "licence", "sure": "on"}


def test_a_clerk_takes_a_lost_device_off_after_checking_identity(client, hanako, account, secret):
    a_passkey(account, at=NOON)
    factors.make_codes(account, at=NOON)
    clerk = a_clerk()
    there = f"/staff/people/residents/{hanako.id}/sign-in/"
    sign_in(client, clerk)
    assert client.post(there, {"paper": "licence"}).status_code == 400
    assert queries.has_factor(account.pk)
    assert client.post(there, LOST).status_code == 302
    assert not queries.has_factor(account.pk)
    assert not RecoveryCode.objects.exists()
    (row,) = audited("factor.reset")
    assert row.facts == {"paper": "licence"}
    assert published("factor.removed")[-1]["removed_by"] == "counter"
    assert password(Client(), hanako)["Location"] == "/"


def test_the_dx_office_helps_staff_but_not_itself_and_no_clerk_does(client):
    office, clerk = a_clerk(section="kikaku", role=Role.DX_OFFICE), a_clerk()
    an_app(account_of(clerk))
    there = f"/staff/people/members/{clerk.id}/sign-in/"
    assert sign_in(client, a_clerk()).post(there, LOST).status_code == 404
    sign_in(client, office)
    mine = f"/staff/people/members/{office.id}/sign-in/"
    assert client.post(mine, LOST).status_code == 404
    assert client.post(there, LOST).status_code == 302
    assert published("factor.removed")[-1]["removed_by"] == "office"
    assert not queries.has_factor(account_of(clerk).pk)


def test_a_person_gets_and_loses_what_is_kept_of_the_ways_to_sign_in(hanako, account, secret):
    a_passkey(account, at=NOON, name="電話")
    found = services.export_person(hanako.id, at=NOON)["packages"]["people"]["data"]["sign_in"]
    assert found[0]["passkeys"][0]["name"] == "電話"
    assert secret not in str(found)
    services.erase_person(hanako.id, at=NOON)
    tables = (Passkey, AppKey, RecoveryCode)
    assert not any(table.objects.exists() for table in tables)


def test_records_and_events_tell_no_codes(client, hanako, account, secret):
    password(client, hanako)
    second(client, code_at(secret))
    actions = [row.action for row in audited("session.first_step")]
    assert actions == ["session.first_step"]
    text = str(dict(client.session)) + str(published("session.opened"))
    assert secret not in text
    assert hanako.email not in text
    assert actor_of(hanako).name
