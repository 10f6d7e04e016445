"""Attacks on signing in with the card: each is refused, on record, and told in a clear sentence."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from joserfc.jwk import ECKey

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.gateways.card_simulator import Forgery
from tsunagaru.ground.people.gateways.card_simulator.holder import consent
from tsunagaru.ground.people.models import Account, CardCredential, CardVisit
from tsunagaru.ground.people.testing import a_resident, read_card, sign_in_with_card

pytestmark = pytest.mark.django_db
OWN_KEY = ECKey.generate_key("P-256").as_dict(private=False)


@pytest.fixture(autouse=True)
def owner(card_realm):
    """Somebody whose account a card opens; nobody else may get in."""
    person = a_resident(account=False)
    sign_in_with_card(Client(), "card1", attributes=True)
    return person


def assert_refused(client, answer, why, status=400):
    """The page says so, nobody is signed in, and the trail and the events know why."""
    page = answer.content.decode()
    assert answer.status_code == status
    assert "カードで確認できませんでした" in page
    assert "_auth_user_id" not in client.session
    assert published("card.refused")[-1]["why"] == why
    assert json.dumps(audited("card.refused")[-1].facts).find(why) > 0


TOKENS: dict[str, tuple[dict[str, Any], str]] = {
    "no algorithm": ({"forgery": Forgery.NONE}, "algorithm"),
    "signature left out": ({"forgery": Forgery.UNSIGNED}, "algorithm"),
    "public key as a shared secret": ({"forgery": Forgery.HS256}, "algorithm"),
    "another key": ({"forgery": Forgery.FOREIGN}, "signature"),
    "key by address": (
        {"forgery": Forgery.FOREIGN, "header": {"jku": "http://127.0.0.1:9/keys"}},
        "header",
    ),
    "certificate by address": ({"header": {"x5u": "http://127.0.0.1:9/x"}}, "header"),
    "key in the token": ({"forgery": Forgery.FOREIGN, "header": {"jwk": OWN_KEY}}, "header"),
    "critical extension": ({"header": {"crit": ["b64"], "b64": True}}, "header"),
    "key id as a path": ({"header": {"kid": "../../../../dev/null"}}, "key"),
    "key id as a statement": ({"header": {"kid": "x' OR '1'='1"}}, "key"),
    "no key id": ({"header": {"kid": None}}, "header"),
    "another algorithm": ({"header": {"alg": "RS256"}, "forgery": Forgery.UNSIGNED}, "algorithm"),
    "another issuer": ({"claims": {"iss": "https://evil.example"}}, "issuer"),
    "another audience": ({"claims": {"aud": "other"}}, "audience"),
    "one audience too many": ({"claims": {"aud": ["tsunagaru", "other"]}}, "audience"),
    "no audience": ({"claims": {"aud": None}}, "audience"),
    "another party": ({"claims": {"azp": "other"}}, "party"),
    "expired": ({"claims": {"exp": 1_000_000_000}}, "expired"),
    "no expiry": ({"claims": {"exp": None}}, "shape"),
    "issued in the future": ({"claims": {"iat": 4_000_000_000, "exp": 4_000_000_300}}, "future"),
    "issued long ago": ({"claims": {"iat": 1_000_000_000}}, "expired"),
    "not valid yet": ({"claims": {"nbf": 4_000_000_000}}, "future"),
    "no nonce": ({"claims": {"nonce": None}}, "nonce"),
    "another nonce": ({"claims": {"nonce": "seen before"}}, "nonce"),
    "lower assurance": ({"claims": {"acr": "aal2"}}, "assurance"),
    "revocation not checked": ({"claims": {"acr": "aal3"}}, "assurance"),
    "no assurance": ({"claims": {"acr": None}}, "assurance"),
    "no subject": ({"claims": {"sub": None}}, "subject"),
    "a subject that is no text": ({"claims": {"sub": 12}}, "subject"),
    "of another access token": ({"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}}, "token_hash"),
    "way back names another issuer": ({"callback": {"iss": "https://evil.example"}}, "issuer"),
    "way back names no issuer": ({"callback": {"iss": None}}, "issuer"),
    "no state": ({"callback": {"state": None}}, "state"),
    "another state": ({"callback": {"state": "x" * 43}}, "state"),
    "no code": ({"callback": {"code": None}}, "code"),
    "another code": ({"callback": {"code": "x" * 32}}, "code"),
    "cancelled by the holder": (
        {"callback": {"code": None, "error": "access_denied"}},
        "cancelled",
    ),
}


@pytest.mark.parametrize("attack", TOKENS)
def test_an_answer_that_does_not_hold_is_refused(client, card_realm, attack):
    knobs, why = TOKENS[attack]
    for name, value in knobs.items():
        setattr(card_realm.knobs, name, value)
    assert_refused(client, sign_in_with_card(client, "card1"), why)


def test_attributes_of_somebody_else_are_refused(client, card_realm):
    a_resident(account=False, given="次郎", sex="male")
    card_realm.knobs.userinfo = {"sub": card_realm.subject(card_realm.card("card2"))}
    answer = sign_in_with_card(client, "card1", attributes=True)
    assert_refused(client, answer, "subject")


def test_an_answer_is_taken_once(client, card_realm):
    card_realm.knobs.reuse_codes = True
    back = read_card(client, "card3")
    assert client.get(back).status_code == 200
    assert_refused(client, client.get(back), "replay")


def test_a_code_is_taken_once_by_whatever_visit(client, card_realm):
    used = parse_qs(urlsplit(read_card(client, "card1")).query)
    client.get(f"{reverse('people:card_callback')}?{urlencode({k: v[0] for k, v in used.items()})}")
    client.post("/sign-out/")
    fresh = read_card(client, "card1")
    query = {name: values[0] for name, values in parse_qs(urlsplit(fresh).query).items()}
    swapped = query | {"code": used["code"][0]}
    answer = client.get(f"{reverse('people:card_callback')}?{urlencode(swapped)}")
    assert_refused(client, answer, "code")


def test_an_answer_for_another_browser_is_refused(client, card_realm):
    back = read_card(Client(), "card1")
    assert_refused(client, client.get(back), "browser")
    client.get(reverse("people:card"))
    assert_refused(client, client.get(back), "browser")


def test_an_answer_that_comes_too_late_is_refused(client, card_realm):
    back = read_card(client, "card1")
    visit = CardVisit.objects.latest("started_at")
    CardVisit.objects.update(started_at=visit.started_at - timedelta(minutes=11))
    assert_refused(client, client.get(back), "late")


def test_a_code_got_without_our_verifier_is_refused(client, card_realm):
    asked = client.get(reverse("people:card"))["Location"]
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    weaker = query | {"code_challenge": "A" * 43}
    back = consent(f"{asked.partition('?')[0]}?{urlencode(weaker)}", "card1")
    assert_refused(client, client.get(back), "code")


def test_pkce_cannot_be_taken_down_to_plain(client, card_realm):
    asked = client.get(reverse("people:card"))["Location"]
    plain = asked.replace("code_challenge_method=S256", "code_challenge_method=plain")
    assert "invalid_request" in consent(plain, "card1")


def test_an_address_that_somebody_made_up_changes_no_parameter(client, card_realm):
    made_up = {"acr_values": "aal1", "auth_params": "acr_values=aal1", "scope": "openid name"}
    made_up |= {"redirect_uri": "https://evil.example", "prompt": "none"}
    asked = client.get(reverse("people:card"), made_up)["Location"]
    query = parse_qs(urlsplit(asked).query)
    assert (query["acr_values"], query["scope"]) == (["aal3 crl"], ["openid"])
    assert query["redirect_uri"] == ["http://testserver/sign-in/card/callback/"]
    assert "prompt" not in query


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "/\t/evil.example",
        "／／evil.example",
    ],
)
def test_the_card_never_leads_to_another_site(client, card_realm, elsewhere):
    answer = sign_in_with_card(client, "card1", wanted=elsewhere)
    assert answer["Location"] == "/"


@pytest.mark.parametrize("card", ["expired", "revoked"])
def test_a_card_that_is_over_is_not_even_sent_back(client, card_realm, card):
    assert "証明書" in read_card(client, card)
    assert "_auth_user_id" not in client.session


def test_a_provider_that_is_away_is_told_and_the_password_stays(client, card_realm, settings):
    back = read_card(client, "card1")
    settings.TSUNAGARU_CARD_ISSUER = "http://127.0.0.1:9/api/realms/main"
    answer = client.get(back)
    assert_refused(client, answer, "reach", status=503)
    assert "パスワードでサインインする" in answer.content.decode()


def test_an_answer_for_adding_a_card_needs_the_same_account(client, card_realm, hanako):
    client.force_login(Account.objects.latest("opened_at"))
    back = read_card(client, "card1", "people:add_card")
    secret = client.session["people.card"]
    client.post("/sign-out/")
    session = client.session
    session["people.card"] = secret
    session.save()
    client.cookies["session"] = session.session_key
    before = CardCredential.objects.count()
    assert client.get(back).status_code == 400
    assert CardCredential.objects.count() == before


def test_callbacks_are_limited_by_address(client, card_realm, settings):
    settings.TSUNAGARU_TRIES_PER_ADDRESS = 3
    for _ in range(3):
        client.get(reverse("people:card_callback"))
    assert_refused(client, client.get(reverse("people:card_callback")), "limit", status=429)


def test_keys_are_looked_up_again_once_a_minute_at_most(client, card_realm, monkeypatch):
    asked = []
    sign_in_with_card(client, "card3")
    genuine = type(card_realm).key_set

    def counted(realm):
        asked.append(1)
        return genuine(realm)

    monkeypatch.setattr(type(card_realm), "key_set", counted)
    card_realm.knobs.header = {"kid": "unknown"}
    for _ in range(3):
        sign_in_with_card(client, "card3")
    assert len(asked) <= 1


def test_of_two_answers_with_one_state_one_signs_in(card_realm, shared_database):
    client = Client()
    sign_in_with_card(Client(), "card1", attributes=True)
    card_realm.knobs.reuse_codes = True
    back = read_card(client, "card1")

    def go(_):
        one = Client()
        one.cookies["session"] = client.cookies["session"].value
        try:
            return one.get(back).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(go, range(4)))
    assert statuses.count(302) <= 1
    assert set(statuses) <= {302, 400}
