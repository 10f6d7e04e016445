"""Browsers get what only they can open, from nobody but the town."""

import asyncio
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways import push_sealing
from tsunagaru.engines.messages.gateways.channels import CannotReach, Kind, Result
from tsunagaru.engines.messages.gateways.public_hosts import PublicResolver, is_public, origin_of
from tsunagaru.engines.messages.gateways.push_sealing import (
    CURVE,
    CannotSeal,
    Subscription,
    base64,
    point_of,
    seal,
    unbase64,
)
from tsunagaru.engines.messages.gateways.simulators.browsers import (
    CannotOpen,
    auth_of,
    is_signed,
    open_with,
    opened,
    subscription,
)
from tsunagaru.engines.messages.gateways.simulators.demo import VAPID_KEY, VAPID_SUBJECT
from tsunagaru.engines.messages.gateways.vapid import CannotUseVapid, Vapid
from tsunagaru.engines.messages.gateways.webpush import payload
from tsunagaru.engines.messages.testing import a_parcel, hand_to, simulated_providers
from tsunagaru.kernel.clock import now


@pytest.fixture(name="them")
def providers():
    with simulated_providers() as them:
        yield them


def browsers(them, number):
    return [subscription(them.push.origin, at) for at in range(number)]


def test_the_example_of_the_standard_is_sealed_to_the_letter():
    # RFC 8291 section 5 and appendix A
    key = ec.derive_private_key(
        int.from_bytes(unbase64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), CURVE
    )
    browser = unbase64(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    )
    to = Subscription("", browser, unbase64("BTBZMqHH6r4Tts7J_aSIgg"))
    plain = b"When I grow up, I want to be a watermelon"
    sealed = seal(plain, to, salt=unbase64("DGv6ra1nlYgDCS1FRnbzlw"), sender=key)
    assert base64(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    own = unbase64("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
    receiver = ec.derive_private_key(int.from_bytes(own, "big"), CURVE)
    assert open_with(sealed, receiver, to.secret) == plain


@given(st.binary(max_size=push_sealing.MOST_PLAIN), st.integers(0, 99))
def test_only_the_browser_it_was_sealed_for_opens_it(plain, number):
    to = push_sealing.read(subscription("https://push.example", number))
    sealed = seal(plain, to)
    assert len(sealed) <= 4_096
    assert opened(sealed, number) == plain
    with pytest.raises(CannotOpen):
        opened(sealed, number + 1)
    assert seal(plain, to) != sealed


@given(st.text(max_size=400), st.text(max_size=5_000))
def test_every_text_fits_and_stays_json(title, body):
    plain = payload(a_parcel(title=title, body=body))
    told = json.loads(plain)
    assert len(plain) <= push_sealing.MOST_PLAIN
    assert told["url"] == "https://town.example/m/1"
    assert set(told) == {"title", "body", "url", "tag"}


def test_fifty_browsers_open_what_came(them):
    [answers] = hand_to(them, Kind.WEBPUSH, a_parcel(*browsers(them, 50), urgent=True))
    assert {(answer.result, answer.code) for answer in answers} == {(Result.ACCEPTED, "201")}
    assert sorted(answer.seq for answer in answers) == list(range(1, 51))
    assert len({answer.ref for answer in answers}) == 50
    assert them.push.requests["opened"] == 50
    assert them.push.report()["people"] == 50
    assert them.push.last[0]["title"] == "大雨のお知らせ"


def test_who_unsubscribed_is_gone_and_the_others_are_reached(them):
    them.push.knobs.blocked = ["/push/1"]
    [answers] = hand_to(them, Kind.WEBPUSH, a_parcel(*browsers(them, 3)))
    found = {answer.seq: (answer.result, answer.code) for answer in answers}
    assert found[2] == (Result.GONE, "410")
    assert found[1] == found[3] == (Result.ACCEPTED, "201")


def test_trouble_at_the_service_is_for_later_one_by_one(them):
    them.push.knobs.error_share = 0.5
    [answers] = hand_to(them, Kind.WEBPUSH, a_parcel(*browsers(them, 50)))
    codes = {(answer.result, answer.code) for answer in answers}
    assert codes == {(Result.ACCEPTED, "201"), (Result.LATER, "503")}
    assert len(answers) == 50


def test_a_service_that_wants_patience_is_not_asked_again_at_once(them):
    them.push.knobs.turn({"a_second": 5, "retry_after_s": 60})
    [answers] = hand_to(them, Kind.WEBPUSH, a_parcel(*browsers(them, 50)))
    assert {answer.code for answer in answers} == {"201", "429"}
    assert them.push.requests["429"] <= 16


def test_a_hanging_service_costs_one_wait_for_the_whole_parcel(them):
    them.push.knobs.silent_share = 1
    [error] = hand_to(them, Kind.WEBPUSH, a_parcel(*browsers(them, 50)), timeout_s=0.4)
    assert (type(error), error.code) == (CannotReach, "timeout")
    assert them.push.requests["push"] <= 16


def test_a_notification_that_came_twice_replaces_itself(them):
    parcel = a_parcel(*browsers(them, 2))
    hand_to(them, Kind.WEBPUSH, parcel)
    hand_to(them, Kind.WEBPUSH, parcel)
    assert them.push.report()["duplicates"] == 2
    assert len({told["tag"] for told in them.push.last}) == 1


@pytest.mark.parametrize(
    "address", ["", "{}", "[]", '{"endpoint": 1, "keys": {"p256dh": "AA", "auth": "AA"}}', "ｘ"]
)
def test_what_is_no_subscription_is_refused(them, address):
    [answers] = hand_to(them, Kind.WEBPUSH, a_parcel(address, *browsers(them, 1)))
    assert {answer.seq: answer.code for answer in answers} == {1: "subscription", 2: "201"}


def test_a_point_off_the_curve_is_refused():
    with pytest.raises(CannotSeal):
        seal(b"", Subscription("", b"\x04" + b"\x01" * 64, auth_of(1)))


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example/1",
        "https://127.0.0.1/1",
        "https://10.0.0.8/1",
        "https://169.254.169.254/latest",
        "https://[::1]/1",
        "https://[::ffff:127.0.0.1]/1",
        "https://[64:ff9b::7f00:1]/1",
        "https://localhost/1",
        "https://db.internal/1",
        "https://2130706433/1",
        "https://0x7f.1/1",
        "https://127.1/1",
        "https://push.example:8443/1",
        "https://push.example:x/1",
        "https://me@push.example/1",
        "https://push.example\\@127.0.0.1/1",
        "https://push.example/1\r\nX: y",
        "file:///etc/passwd",
        "",
    ],
)
def test_nobody_makes_us_post_into_our_own_network(url):
    assert origin_of(url) == ""


def test_open_services_are_reached_and_the_simulator_only_when_allowed():
    assert origin_of("https://fcm.example.com/send/1") == "https://fcm.example.com"
    assert origin_of("https://8.8.8.8/1") == "https://8.8.8.8"
    assert origin_of("http://127.0.0.1:81/1") == ""
    assert origin_of("http://127.0.0.1:81/1", loopback=True) == "http://127.0.0.1:81"
    assert origin_of("http://10.0.0.8/1", loopback=True) == ""


class Turning(PublicResolver):
    """A name whose owner lets it point somewhere else now (DNS rebinding)."""

    async def resolve(self, *_asked):
        return [{"host": address} for address in ("10.0.0.1", "8.8.8.8", "::1")]


def test_a_name_that_leads_into_our_network_leads_nowhere():
    found = asyncio.run(PublicResolver(Turning()).resolve("push.example"))
    assert [one["host"] for one in found] == ["8.8.8.8"]
    with pytest.raises(OSError, match="public"):
        asyncio.run(PublicResolver().resolve("127.0.0.1"))
    assert not is_public("fe80::1%eth0")


def test_our_word_is_the_same_for_hours_and_then_another():
    at = [now()]
    vapid = Vapid(VAPID_KEY, VAPID_SUBJECT, now=lambda: at[0])
    first = vapid.header("https://push.example")
    assert is_signed(first, origin="https://push.example", now=at[0].timestamp())
    assert not is_signed(first, origin="https://other.example", now=at[0].timestamp())
    at[0] += timedelta(hours=10)
    assert vapid.header("https://push.example") == first
    at[0] += timedelta(hours=1, minutes=1)
    second = vapid.header("https://push.example")
    assert second != first
    assert is_signed(second, origin="https://push.example", now=at[0].timestamp())
    assert not is_signed(first, origin="https://push.example", now=at[0].timestamp() + 7200)


@pytest.mark.parametrize("given_", [("", VAPID_SUBJECT), ("AA", VAPID_SUBJECT), (VAPID_KEY, "me")])
def test_half_an_identity_is_none(given_):
    with pytest.raises(CannotUseVapid):
        Vapid(*given_)


def test_our_public_key_is_a_point():
    key = Vapid(VAPID_KEY, VAPID_SUBJECT).public
    point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unbase64(key))
    assert base64(point_of(point)) == key
