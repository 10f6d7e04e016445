"""Signing up with double opt-in, and what is on record of it (登録と同意)."""

from datetime import UTC, datetime, timedelta

import pytest

from tsunagaru.engines.messages.models import Contact, Email, Permission, Subscriber
from tsunagaru.engines.messages.offers.privacy import erase, export
from tsunagaru.engines.messages.queries.subscribers import (
    CannotReadLink,
    contact_behind,
    link_path,
    masked,
)
from tsunagaru.engines.messages.services import confirm_address, inviting, leave
from tsunagaru.engines.messages.services.subscribing import Wishes
from tsunagaru.engines.messages.testing import a_subscriber, mail_server, post
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
ADDRESS = "hana@example.jp"


def token_in(path):
    return path.rstrip("/").rsplit("/", 1)[-1]


def test_an_address_works_only_when_its_link_was_used(settings):
    with mail_server() as sink:
        purpose, contact = inviting.join(ADDRESS, Wishes(topics=("events",)), at=clock.now())
        assert (purpose, Contact.objects.get().state) == ("confirm", "unconfirmed")
        post(clock.now())
        (text,) = sink.texts()
    link = next(word for word in text.split() if "/messages/confirm/" in word)
    found = contact_behind("confirm", token_in(link), clock.now())
    assert found is not None
    assert found.pk == contact
    confirm_address(found.pk, way="email", at=clock.now())
    row = Contact.objects.get()
    assert (row.state, row.rank) == ("active", 1)


def test_the_database_holds_no_link():
    with mail_server():
        inviting.join(ADDRESS, Wishes(), at=NOON)
    assert "/messages/confirm/" not in Email.objects.get().body


def test_a_link_is_over_after_two_days_and_works_for_nobody_elses_registration():
    row = a_subscriber(ADDRESS, at=NOON, confirmed=False)
    contact = row.contacts.get()
    token = token_in(link_path("confirm", contact.pk, NOON))
    assert contact_behind("confirm", token, NOON + timedelta(hours=47))
    assert contact_behind("confirm", token, NOON + timedelta(hours=49)) is None
    assert contact_behind("settings", token, NOON) is None
    with pytest.raises(CannotReadLink):
        contact_behind("confirm", f"{token}x", NOON)
    Contact.objects.update(subscriber=a_subscriber("taro@example.jp", at=NOON))
    assert contact_behind("confirm", token, NOON) is None


def test_a_known_address_gets_a_link_to_change_and_its_registration_stays():
    row = a_subscriber(ADDRESS, topics=("events",), at=NOON)
    with mail_server():
        purpose, _ = inviting.join(ADDRESS, Wishes(topics=("tourism",)), at=NOON)
    assert purpose == "settings"
    assert Email.objects.get().link_kind == "joining_settings"
    assert Subscriber.objects.count() == 1
    assert list(row.interests.values_list("topic", flat=True)) == ["events"]


def test_one_address_is_not_flooded_with_letters():
    with mail_server():
        for _ in range(inviting.LETTERS):
            inviting.join(ADDRESS, Wishes(), at=NOON)
        with pytest.raises(inviting.TooManyLetters):
            inviting.join(ADDRESS, Wishes(), at=NOON)


def test_what_never_answered_is_forgotten():
    a_subscriber(ADDRESS, at=NOON, confirmed=False)
    kept = a_subscriber("taro@example.jp", at=NOON)
    assert inviting.forget_unconfirmed(at=NOON + timedelta(hours=1)) == 0
    assert inviting.forget_unconfirmed(at=NOON + timedelta(days=31)) == 1
    assert list(Subscriber.objects.all()) == [kept]


def test_every_consent_and_its_end_is_on_record():
    row = a_subscriber(ADDRESS, topics=("events",), at=NOON)
    leave(row.contacts.get().pk, way="one_click", at=NOON)
    said = list(Permission.objects.order_by("id").values_list("what", "way"))
    assert said == [("topics", "online"), ("confirmed", "online"), ("left", "one_click")]


def test_a_resident_takes_everything_along_and_can_be_erased():
    resident = a_resident()
    a_subscriber(ADDRESS, resident=resident.id, topics=("events",), at=NOON)
    taken = export(resident.id)
    assert taken["topics"] == ["events"]
    assert taken["ways"][0]["address"] == ADDRESS
    assert erase(resident.id, NOON).erased == 1 + 1 + 2 + 1
    assert not Contact.objects.exists()
    assert export(resident.id) is None


def test_an_address_is_shown_so_that_only_its_owner_knows_it():
    assert masked("email", ADDRESS) == "ha…@example.jp"
    assert masked("sms", "+819012345678") == "…5678"
    assert masked("line", "U1234") == ""
