"""Who may act for whom: guardians, mandates, and all who would like to without one."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.api import verify_chain
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people import api, services
from tsunagaru.ground.people.models import Mandate, Resident
from tsunagaru.ground.people.rules.mandates import Ground, MandateTerms
from tsunagaru.ground.people.services import CannotMandate
from tsunagaru.ground.people.testing import (
    MORNING,
    a_clerk,
    a_mandate,
    a_resident,
    actor_of,
    sign_in,
)
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
TODAY = clock.day_of(MORNING)
YEAR = MandateTerms(TODAY, TODAY + timedelta(days=365))
TAX = MandateTerms(TODAY, TODAY + timedelta(days=365), ("tax-certificate",))


@pytest.fixture
def both():
    return a_resident(), a_resident(given="次郎", kana_given="ジロウ")


def may(proxy, principal, procedure="dog", *, at=MORNING):
    return api.may_act_for(actor_of(proxy, at=at), principal.id, procedure, at)


def asked(by, side="principal", terms=YEAR):
    code = services.ask_mandate(actor_of(by), side, terms, at=MORNING)
    return Mandate.objects.latest("made_at").pk, code


def record(principal, proxy, ground=Ground.GUARDIAN, terms=YEAR, document="koseki"):
    told = services.CounterMandate(principal.id, proxy.id, ground, document, terms)
    return services.record_mandate(told, by=actor_of(a_clerk()), at=MORNING)


@pytest.mark.parametrize("side", ["principal", "proxy"])
def test_a_mandate_begins_when_the_other_side_confirms_it(both, side):
    first, second = both
    principal, proxy = both if side == "principal" else (second, first)
    mandate, code = asked(first, side)
    assert not may(proxy, principal)
    services.confirm_mandate(mandate, code.lower(), by=actor_of(second), at=MORNING)
    assert may(proxy, principal)
    assert not may(principal, proxy)
    found = api.principals_of(actor_of(proxy), MORNING)
    assert [row.principal_id for row in found] == [principal.id]
    assert published("mandate.confirmed")[0]["ground"] == "mandate"
    assert verify_chain().holds


def test_a_code_is_used_once_and_by_nobody_who_asked(both):
    mandate, code = asked(both[0])
    for actor, text in ((both[0], code), (both[1], "AAAA-BBBB-CCCC")):
        with pytest.raises(CannotMandate):
            services.confirm_mandate(mandate, text, by=actor_of(actor), at=MORNING)
    services.confirm_mandate(mandate, code, by=actor_of(both[1]), at=MORNING)
    with pytest.raises(CannotMandate):
        services.confirm_mandate(mandate, code, by=actor_of(a_resident()), at=MORNING)


def test_a_code_ends_after_seven_days(both):
    mandate, code = asked(both[0])
    late = MORNING + timedelta(days=7)
    with pytest.raises(CannotMandate):
        services.confirm_mandate(mandate, code, by=actor_of(both[1]), at=late)
    assert services.end_over(at=late) == 1


def test_a_mandate_for_one_procedure_is_for_no_other(both):
    record(both[0], both[1], Ground.MANDATE, TAX, "ininjo")
    assert may(both[1], both[0], "tax-certificate")
    assert not may(both[1], both[0], "dog")
    assert api.principals_of(actor_of(both[1]), MORNING, "dog") == []


def test_a_mandate_is_over_the_day_after_its_last(both):
    a_mandate(*both)
    last = MORNING + timedelta(days=365)
    assert may(both[1], both[0], at=last)
    assert not may(both[1], both[0], at=last + timedelta(days=1))
    assert services.end_over(at=last + timedelta(days=1)) == 1
    assert published("mandate.ended")[0]["ended_by"] == "expired"


@pytest.mark.parametrize("side", [0, 1])
def test_either_side_ends_a_mandate_at_any_time(both, side):
    mandate = a_mandate(*both)
    services.end_mandate(mandate, by=actor_of(both[side]), at=MORNING)
    assert not may(both[1], both[0])
    with pytest.raises(CannotMandate):
        services.end_mandate(mandate, by=actor_of(both[side]), at=MORNING)


def test_a_stranger_ends_nothing(both):
    mandate = a_mandate(*both)
    with pytest.raises(CannotMandate):
        services.end_mandate(mandate, by=actor_of(a_resident()), at=MORNING)
    assert may(both[1], both[0])


@pytest.mark.parametrize("side", [0, 1])
def test_moving_out_of_either_ends_it_from_that_day_on(both, side):
    a_mandate(*both)
    Resident.objects.filter(pk=both[side].id).update(left_on=TODAY + timedelta(days=1))
    assert may(both[1], both[0])
    tomorrow = MORNING + timedelta(days=1)
    assert not may(both[1], both[0], at=tomorrow)
    assert services.end_over(at=tomorrow) == 1


def test_a_guardian_acts_until_the_child_is_of_age():
    parent, child = a_resident(), a_resident(account=False, birth_on=date(2009, 6, 2))
    mandate = record(child, parent)
    assert may(parent, child)
    assert not may(a_resident(), child)
    assert not may(parent, child, at=MORNING + timedelta(days=366))
    with pytest.raises(CannotMandate):
        services.end_mandate(mandate, by=actor_of(parent), at=MORNING)
    services.end_mandate(mandate, by=actor_of(a_clerk()), at=MORNING)
    assert not may(parent, child)


def test_nobody_is_guardian_of_a_grown_person_or_their_own(both):
    with pytest.raises(CannotMandate):
        record(both[0], both[1])
    with pytest.raises(CannotMandate):
        record(both[0], both[0], Ground.MANDATE)


def test_only_clerks_record_at_the_counter(both):
    told = services.CounterMandate(both[0].id, both[1].id, Ground.MANDATE, "ininjo", YEAR)
    with pytest.raises(CannotMandate):
        services.record_mandate(told, by=actor_of(both[1]), at=MORNING)


@pytest.mark.parametrize("days", [-1, 365 * 5 + 5])
def test_a_period_is_neither_over_nor_longer_than_five_years(both, days):
    terms = MandateTerms(TODAY, TODAY + timedelta(days=days))
    with pytest.raises(CannotMandate):
        asked(both[0], terms=terms)


def test_a_persons_data_tells_of_their_mandates_and_erasing_ends_them(both):
    a_mandate(*both)
    packages = services.export_person(both[0].id, at=MORNING)["packages"]
    assert packages["people"]["data"]["mandates"][0]["side"] == "principal"
    services.erase_resident(both[0].id, MORNING)
    assert not Mandate.objects.exists()


def test_the_pages_lead_from_asking_to_confirming(both):
    first, second = (sign_in(Client(), person) for person in both)
    until = (clock.day_of(clock.now()) + timedelta(days=90)).isoformat()
    page = first.post(reverse("people:mandates"), {"side": "principal", "to_on": until})
    code = page.context["code"]
    assert code in page.content.decode()
    confirm = reverse("people:confirm_mandate")
    assert "小山 花子さん" in second.post(confirm, {"code": code}).content.decode()
    assert second.post(confirm, {"code": code, "sure": "1"}).status_code == 302
    assert "小山 花子さんの手続き" in second.get(reverse("people:mandates")).content.decode()
    assert first.post(confirm, {"code": code}).status_code == 400


def test_codes_cannot_be_guessed_without_end(both):
    client = sign_in(Client(), both[1])
    confirm = reverse("people:confirm_mandate")
    statuses = [client.post(confirm, {"code": f"AAAABBBB{n:04d}"}).status_code for n in range(11)]
    assert statuses == [400] * 10 + [429]


def test_a_clerk_records_a_proxy_after_seeing_the_paper(both):
    client = sign_in(Client(), a_clerk())
    page = reverse("people:resident_mandates", args=[both[0].id])
    until = (clock.day_of(clock.now()) + timedelta(days=90)).isoformat()
    fields = {"resident": str(both[1].id), "ground": "mandate", "document": "ininjo"}
    assert client.get(f"{page}?resident={both[1].id}").status_code == 200
    assert client.post(page, fields).status_code == 400
    assert client.post(page, fields | {"ground": "guardian"}).status_code == 400
    assert client.post(page, fields | {"to_on": until}).status_code == 302
    assert "委任状" in client.get(page).content.decode()
    assert may(both[1], both[0], at=clock.now())
