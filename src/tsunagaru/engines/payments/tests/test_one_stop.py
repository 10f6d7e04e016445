"""A one-stop counter takes money for other sections, and does nothing else for them (総合窓口)."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.payments import api
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.testing import (
    a_drawer,
    a_paypoint,
    a_setup,
    an_invoice,
    paid_in_cash,
)
from tsunagaru.ground.people.testing import a_clerk, actor_of, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawer(db):
    a_setup()
    return a_drawer(a_paypoint(section="jumin", takes_for=["zeimu"]), at=clock.now())


@pytest.fixture
def counter(drawer):
    """A clerk at the one-stop counter, signed in."""
    return sign_in(Client(), a_clerk(section="jumin"))


def tax():
    return an_invoice(section="zeimu", at=clock.now())


def rows_found(client, words=""):
    """Return how many invoices the list shows."""
    page = client.get(reverse("payments:invoices"), {"q": words}).context["page"]
    return [one.number for one in page]


def path(name, row):
    return reverse(f"payments:{name}", args=[row.pk])


def take(client, drawer, row):
    return client.post(path("cash", row), {"drawer": str(drawer.pk), "tendered": "1000"})


def test_the_fee_of_another_section_is_taken_and_its_receipt_printed(counter, drawer):
    row = tax()
    shown = counter.get(path("invoice", row)).content.decode()
    assert "お金を受け取ることだけができます" in shown
    assert take(counter, drawer, row).status_code == 302
    row.refresh_from_db()
    assert row.state == "paid"
    assert counter.get(path("invoice", row)).status_code == 200
    assert counter.get(path("receipt", row)).content.startswith(b"%PDF")


def test_it_gives_nothing_back_and_calls_nothing_off(counter, drawer):
    row = tax()
    assert "請求を取り消す" not in counter.get(path("invoice", row)).content.decode()
    assert counter.post(path("cancel", row)).status_code == 404
    take(counter, drawer, row)
    assert path("refund", row) not in counter.get(path("invoice", row)).content.decode()
    back = {"yen": "300", "reason": "誤り"}
    assert counter.post(path("refund", row), back).status_code == 404
    assert Invoice.objects.get(pk=row.pk).refunded_yen == 0


def test_it_is_found_by_its_whole_number_and_stands_in_no_list(counter):
    row = tax()
    assert rows_found(counter) == rows_found(counter, row.number[:6]) == []
    assert rows_found(counter, row.number) == [row.number]


def test_what_others_took_is_theirs_again(counter, drawer):
    row = tax()
    paid_in_cash(row, at=clock.now(), drawer=drawer)
    assert counter.get(path("invoice", row)).status_code == 404
    assert counter.get(path("receipt", row)).status_code == 404


@pytest.mark.parametrize("section", ["seikatsu", "kaikei"])
def test_for_whom_it_does_not_stand_in_it_finds_nothing(counter, section):
    row = an_invoice(section=section, at=clock.now())
    assert counter.get(path("invoice", row)).status_code == 404
    assert rows_found(counter, row.number) == []


def test_the_section_itself_sees_what_was_taken_for_it(counter, drawer):
    row = tax()
    take(counter, drawer, row)
    own = sign_in(Client(), a_clerk(section="zeimu"))
    assert "支払い済み" in own.get(path("invoice", row)).content.decode()
    assert not api.takes_for(actor_of(a_clerk(section="zeimu")), "jumin")
