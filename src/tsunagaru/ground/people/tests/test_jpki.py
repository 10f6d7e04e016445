"""Signatures with a card's certificates: what is accepted, and every attack refused."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.people.gateways.card.authorities import revocation_of
from tsunagaru.ground.people.gateways.card_simulator.authority import (
    PLAIN,
    Authority,
    Odd,
    utf8,
)
from tsunagaru.ground.people.gateways.card_simulator.cards import CardState, TestCard
from tsunagaru.ground.people.rules.card import CardPerson, address_parts, is_same_person, jpki
from tsunagaru.ground.people.rules.card.jpki import CannotVerify, Use
from tsunagaru.ground.people.rules.card.revocation import Revocation

DIGEST = hashlib.sha256("申請の内容".encode()).digest()
HANAKO = CardPerson(
    "小山　花子", date(1988, 4, 1), "female", "静岡県駿東郡小山町藤曲57番地の2", "00000", ""
)
CARD = TestCard("x", "x", HANAKO, 77)
NOW = datetime.now(tz=UTC)
GENERATIONS = ("authority1", "authority2")


def signed(odd=PLAIN, card=CARD, *, digest=DIGEST, use=Use.SIGN, at=None, trusted=GENERATIONS):
    authority = Authority()
    certificate = authority.issue(card, odd).public_bytes(serialization.Encoding.DER)
    return jpki.verify(
        DIGEST,
        authority.sign(digest, odd),
        certificate,
        authorities=[authority.generation(name) for name in trusted],
        at=at or NOW,
        use=use,
    )


def test_a_signature_tells_who_signed():
    signer = signed()
    assert (signer.person.name, signer.person.birth_on) == ("小山　花子", date(1988, 4, 1))
    assert (signer.person.sex, signer.person.address) == ("female", HANAKO.address)
    assert signer.serial == f"{771:x}"


def test_every_generation_of_the_authority_is_trusted():
    assert signed(Odd(signed_by="authority2")).authority != signed().authority


ATTACKS = {
    "signed by itself with a victim's number": (Odd(signed_by="leaf"), "authority"),
    "another root": (Odd(signed_by="stranger"), "authority"),
    "a leaf that is an authority": (Odd(ca=True), "ca"),
    "expired": (Odd(days_ago=3000), "expired"),
    "not valid yet": (Odd(days_ago=-3), "expired"),
    "the certificate for signing in": (Odd(use=Use.AUTH), "usage"),
    "policy of the other certificate": (Odd(policy=f"{jpki.ARC}.1.3.30"), "policy"),
    "policy of a test card": (Odd(policy=f"{jpki.ARC}.1.0.20"), "policy"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_certificate_that_does_not_hold_is_refused(attack):
    odd, flaw = ATTACKS[attack]
    with pytest.raises(CannotVerify) as refusal:
        signed(odd)
    assert refusal.value.flaw == flaw


def test_the_certificate_for_signing_does_not_sign_in():
    assert signed(Odd(use=Use.AUTH), use=Use.AUTH).person.name == ""
    with pytest.raises(CannotVerify):
        signed(use=Use.AUTH)


def test_a_generation_that_is_not_pinned_is_refused():
    with pytest.raises(CannotVerify):
        signed(Odd(signed_by="authority2"), trusted=("authority1",))


def test_a_signature_over_anything_else_is_refused():
    with pytest.raises(CannotVerify) as refusal:
        signed(digest=bytes(32))
    assert refusal.value.flaw == "signature"


def test_validity_counts_at_the_moment_of_signing():
    expired = TestCard("x", "x", HANAKO, 77, CardState.EXPIRED)
    with pytest.raises(CannotVerify):
        signed(card=expired)
    assert signed(card=expired, at=NOW - timedelta(days=6 * 365)).serial


@given(st.binary(max_size=300))
def test_whatever_comes_as_a_certificate_never_breaks(text):
    with pytest.raises(CannotVerify):
        jpki.verify(DIGEST, b"", text, authorities=[], at=NOW)


@given(st.text(min_size=1, max_size=250))
def test_texts_of_any_length_come_out_as_they_went_in(text):
    assert jpki._text(utf8(text)) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("319880401", date(1988, 4, 1)),
        ("520200229", date(2020, 2, 29)),
        ("319880400", None),
        ("000000000", None),
        ("31988 401", None),
        ("", None),
    ],
)
def test_birth_dates_are_read_with_their_era(text, day):
    assert jpki.read_birth(text) == day


SAYS = {
    "right": Revocation.GOOD,
    "list": Revocation.GOOD,
    "unknown": Revocation.UNKNOWN,
    "stale": Revocation.UNKNOWN,
    "forged": Revocation.UNKNOWN,
    "away": Revocation.UNKNOWN,
}


@pytest.mark.parametrize("said", SAYS)
def test_only_a_fresh_and_genuine_good_is_good(card_realm, said):
    signer, there = signed(), f"{card_realm.base}/ca"
    card_realm.knobs.revocation = said
    assert revocation_of(signer, there, at=datetime.now(tz=UTC)) is SAYS[said]


@pytest.mark.parametrize("said", ["right", "list"])
def test_a_revoked_certificate_is_revoked_by_either_way(card_realm, said):
    revoked = card_realm.card("revoked")
    card_realm.knobs.revocation = said
    signer = signed(card=revoked)
    there = f"{card_realm.base}/ca"
    assert revocation_of(signer, there, at=datetime.now(tz=UTC)) is Revocation.REVOKED


def test_nobody_to_ask_is_unknown():
    assert revocation_of(signed(), "", at=NOW) is Revocation.UNKNOWN
    assert revocation_of(signed(), "http://127.0.0.1:9/ca", at=NOW) is Revocation.UNKNOWN


def record(**changes: Any) -> CardPerson:
    values: dict[str, Any] = {
        "name": "渡邉󠄂 花子",
        "birth_on": date(1988, 4, 1),
        "sex": "female",
        "address": "駿東郡小山町藤曲57-2",
    }
    return CardPerson(**values | changes)


@pytest.mark.parametrize(
    ("card", "same"),
    [
        ({"name": "渡邉　花子"}, True),
        ({"name": "渡辺　花子"}, True),
        ({"name": "渡〓　花子", "name_flags": "01000"}, True),
        ({"name": "渡〓　花子"}, False),
        ({"name": "渡邉　花"}, False),
        ({"address": "静岡県駿東郡小山町藤曲５７番地の２"}, True),
        ({"address": "静岡県駿東郡小山町藤曲五十七番地の2"}, True),
        ({"address": "静岡県駿東郡小山町藤曲57番地の3"}, False),
        ({"sex": "male"}, False),
        ({"sex": ""}, False),
        ({"birth_on": date(1988, 4, 2)}, False),
        ({"birth_on": None}, False),
    ],
)
def test_records_are_matched_by_four_attributes(card, same):
    values = {"name": "渡邉　花子", "address": "静岡県駿東郡小山町藤曲57番地の2"} | card
    assert is_same_person(record(**values), record()) is same


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("静岡県駿東郡小山町一色12番地", ["静岡県", "駿東郡小山町", "一色", "12番地"]),
        ("静岡県静岡市葵区追手町9番6号", ["静岡県", "静岡市葵区", "追手町", "9番6号"]),
        ("東京都千代田区霞が関二丁目1番", ["東京都", "千代田区", "霞が関", "二丁目1番"]),
        ("", ["", "", "", ""]),
    ],
)
def test_an_address_comes_in_its_pieces(address, parts):
    assert list(address_parts(address).values()) == parts
