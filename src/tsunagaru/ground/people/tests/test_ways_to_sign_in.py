"""Changing one's ways to sign in: pages, proofs, the town's wish, a lost device."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.models import AppKey, Passkey, RecoveryCode
from tsunagaru.ground.people.rules.factors import Factor
from tsunagaru.ground.people.services import factors, telling
from tsunagaru.ground.people.testing import (
    PASSWORD,
    Authenticator,
    a_clerk,
    a_passkey,
    a_resident,
    account_of,
    sign_in,
)
from tsunagaru.ground.people.testing.passkeys import an_app, code_at
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
    return an_app(account, at=NOON - timedelta(minutes=5))


def password(client, hanako, **more):
    form = {"login": hanako.email, "password": PASSWORD, **more}
    return client.post(reverse("people:sign_in"), form)


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
    done = client.post("/me/sign-in/app/", {"offer": sealed, "code": code_at(secret, NOON)})
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
    answer = client.post(prove, {"code": code_at(secret, NOON), "next": "/me/sign-in/app/"})
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
    assert parsed is not None
    places.TOWN_PART.apply(parsed, at=NOON)


def test_where_the_town_wants_it_staff_can_only_set_it_up(client, hanako, strict_town):
    clerk = a_clerk()
    sign_in(client, clerk)
    for page in ("/staff/", "/staff/people/", "/"):
        assert client.get(page)["Location"] == "/me/sign-in/"
    assert client.post("/staff/people/residents/", {})["Location"] == "/me/sign-in/"
    assert "どちらかを登録すると" in client.get("/me/sign-in/").content.decode()
    assert sign_in(Client(), hanako).get("/me/").status_code == 200, "residents are not asked"
    an_app(account_of(clerk), at=NOON)
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
    an_app(account_of(clerk), at=NOON)
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
