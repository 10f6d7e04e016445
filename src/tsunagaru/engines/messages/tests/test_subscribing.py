"""Who gets messages is what people last said, and every word of theirs stays on record."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.messages.models import Contact, Permission, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState
from tsunagaru.engines.messages.rules.addresses import CannotRead, address_form
from tsunagaru.engines.messages.services.subscribing import (
    CannotAdd,
    Wishes,
    add_address,
    confirm_address,
    drop_addresses,
    leave,
    put_in_order,
    subscribe,
)
from tsunagaru.engines.messages.tests.outbox import NOW, a_subscriber

pytestmark = pytest.mark.django_db
MAIL = ContactKind.EMAIL


def said(person: Subscriber) -> list[str]:
    return list(Permission.objects.filter(subscriber=person).values_list("what", flat=True))


def ranks(person: Subscriber) -> dict[str, int]:
    return dict(Contact.objects.filter(subscriber=person).values_list("kind", "rank"))


def test_a_resident_registers_once_and_changes_it_later():
    resident = uuid4()
    first = subscribe(resident, Wishes(topics=("water", "events")), way="online", at=NOW)
    again = subscribe(resident, Wishes(topics=("water", "bears")), way="counter", at=NOW)
    assert first.pk == again.pk
    assert set(again.interests.values_list("topic", flat=True)) == {"water", "bears"}
    assert said(again) == ["topics", "topics"]


def test_an_address_is_not_written_to_before_its_owner_answered():
    person = subscribe(None, Wishes(), way="online", at=NOW)
    row = add_address(person, MAIL, "Hanako@Example.JP", way="online", at=NOW)
    assert (row.address, row.state, row.rank) == (
        "Hanako@example.jp",
        ContactState.UNCONFIRMED,
        0,
    )
    confirm_address(row.pk, way="online", at=NOW)
    confirm_address(row.pk, way="online", at=NOW)
    assert ranks(person) == {"email": 1}
    assert said(person) == ["asked", "confirmed"]


def test_the_address_of_somebody_else_is_not_taken_over():
    a_subscriber(1, "email")
    other = subscribe(None, Wishes(), way="online", at=NOW)
    with pytest.raises(CannotAdd):
        add_address(other, MAIL, "hanako1@example.jp", way="online", at=NOW)


def test_who_left_may_come_back_with_the_same_address():
    person = a_subscriber(1, "email", "line")
    row = person.contacts.get(kind="email")
    leave(row.pk, way="one_click", at=NOW)
    leave(row.pk, way="one_click", at=NOW)
    assert ranks(person) == {"email": 0, "line": 1}
    later = NOW + timedelta(days=1)
    add_address(person, MAIL, "hanako1@example.jp", way="online", at=later, confirmed=True)
    assert ranks(person) == {"email": 2, "line": 1}
    assert said(person) == ["confirmed", "confirmed", "left", "confirmed"]


def test_an_address_that_bounces_gives_way_to_the_next():
    person = a_subscriber(1, "line", "email", "sms")
    drop_addresses([person.contacts.get(kind="line").pk], at=NOW, blocked=True)
    assert ranks(person) == {"line": 0, "email": 1, "sms": 2}
    assert said(person)[-1] == "blocked"


def test_the_subscriber_decides_on_the_order():
    person = a_subscriber(1, "line", "email", "sms")
    wanted = [person.contacts.get(kind=kind).pk for kind in ("sms", "line")]
    put_in_order(person.pk, wanted, at=NOW)
    assert ranks(person) == {"sms": 1, "line": 2, "email": 3}


@pytest.mark.parametrize(
    ("kind", "typed", "form"),
    [
        ("sms", "０９０-1234-5678", "+819012345678"),
        ("email", "  taro＠EXAMPLE.jp ", "taro@example.jp"),
        ("line", " U123 ", "U123"),
    ],
)
def test_addresses_are_brought_into_one_form(kind, typed, form):
    assert address_form(kind, typed) == form


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("sms", "0550-76-1111"),
        ("sms", "090-1234"),
        ("email", "taro"),
        ("email", "taro@example.jp\nBcc: x@example.jp"),
        ("webpush", "{}"),
        ("webpush", "["),
    ],
)
def test_what_cannot_be_an_address_is_refused(kind, typed):
    with pytest.raises(CannotRead):
        address_form(kind, typed)
