"""Residents: finding them, their data, and forgetting them."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people import api, queries, rules, services
from tsunagaru.ground.people.models import Account, Resident
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.ground.ui.numbers import NO_NUMBER
from tsunagaru.kernel.events import AgeBand

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("kana", ["コヤマハナコ", "ｺﾔﾏ ﾊﾅｺ", "こやま　はなこ"])
def test_a_resident_is_found_by_kana_in_any_spelling_and_birth_date(kana):
    hanako = a_resident()
    a_resident(birth_on=date(1990, 1, 1))
    found = queries.find_residents(day=DAY, kana=kana, birth_on=date(1988, 4, 2))
    assert [person.id for person in found] == [hanako.id]


@pytest.mark.parametrize("phone", ["0550-76-1111", "０５５０（７６）１１１１", "+81 550 76 1111"])
def test_a_resident_is_found_by_telephone_in_any_spelling(phone):
    hanako = a_resident(phone="0550761111")
    assert queries.find_residents(day=DAY, phone=phone)[0].id == hanako.id


def test_kana_alone_finds_nobody():
    a_resident()
    assert not queries.find_residents(day=DAY, kana="コヤマハナコ")


def test_the_profile_fills_forms_in_with_the_household():
    house = uuid4()
    hanako = a_resident(household=house, relation="spouse")
    a_resident(given="太郎", household=house, relation="head", account=False)
    filled = api.profile_prefill(hanako.id, day=DAY)
    assert filled["name.family"] == "小山"
    assert filled["address"] == "静岡県駿東郡小山町藤曲57番地の2"
    assert filled["address_parts"]["postal_code"] == "410-1395"
    assert [other["given"] for other in filled["household"]] == ["太郎"]
    assert "building" not in filled


@given(born=st.dates(date(1900, 1, 1), DAY))
def test_age_bands_only_rise_with_time(born):
    bands = ["", *AgeBand]
    later = date(DAY.year + 7, 6, 1)
    before, after = (bands.index(rules.age_band_of(born, day)) for day in (DAY, later))
    assert 0 < before <= after


def test_the_age_band_changes_on_the_birthday():
    assert rules.age_band_of(date(2006, 6, 2), DAY) == "0-19"
    assert rules.age_band_of(date(2006, 6, 1), DAY) == "20-39"


def test_a_changed_telephone_number_is_found_and_the_old_one_is_not():
    hanako = a_resident(phone="0550761111")
    services.change_profile(hanako.id, {"phone": "09011112222"}, at=NOON)
    assert queries.find_residents(day=DAY, phone="090-1111-2222")[0].id == hanako.id
    assert not queries.find_residents(day=DAY, phone="0550761111")
    assert [e["part"] for e in published("resident.profile_changed")] == ["phone"]


def test_nobody_changes_the_own_name_online():
    with pytest.raises(ValueError, match="family"):
        services.change_profile(a_resident().id, {"family": "別"}, at=NOON)


def test_a_forged_field_changes_nothing(client):
    hanako = a_resident()
    sign_in(client, hanako)
    home = {"prefecture": "静岡県", "city": "駿東郡小山町", "town": "藤曲", "street": "57番地の2"}
    forged = {"phone": "", "family": "別", "district": "d99", "erased_at": "1"}
    client.post("/me/edit/", home | forged)
    after = queries.resident(hanako.id, day=DAY)
    assert (after.family, after.district, after.phone) == ("小山", "", "")


def test_a_known_address_is_changed_but_never_emptied(client):
    hanako = a_resident()
    sign_in(client, hanako)
    page = client.get("/me/edit/").content.decode()
    assert page.count("need-required") == 4
    answer = client.post("/me/edit/", {"prefecture": "", "city": "", "town": "", "street": ""})
    assert answer.status_code == 400
    assert queries.resident(hanako.id, day=DAY).address


def test_an_individual_number_is_refused_in_every_text_field(client):
    hanako = a_resident()
    sign_in(client, hanako)
    for field in ("city", "town", "street", "building", "phone", "postal_code"):
        answer = client.post("/me/edit/", {field: "１２３４－５６７８－９０１８"})
        assert answer.status_code == 400, field
        assert NO_NUMBER in answer.content.decode()


def test_a_consent_is_given_once_and_taken_back(client):
    hanako = a_resident()
    sign_in(client, hanako)
    for _ in range(2):
        client.post("/me/consents/news/", {"give": "1"})
    assert api.agrees(hanako.id, "news")
    client.post("/me/consents/news/", {"withdraw": "1"})
    assert not api.agrees(hanako.id, "news")
    assert client.post("/me/consents/unknown/", {"give": "1"}).status_code == 404


def test_the_export_holds_the_profile_and_nobody_elses(client):
    hanako = a_resident()
    a_resident(family="川上")
    sign_in(client, hanako)
    answer = client.post("/me/data/export/")
    data = answer.json()["packages"]["people"]["data"]
    assert (data["family"], data["email"]) == ("小山", hanako.email)
    assert "川上" not in answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]


def test_erasing_takes_a_second_word_and_leaves_nothing_that_names_the_person(client):
    hanako = a_resident()
    sign_in(client, hanako)
    assert client.post("/me/data/erase/").status_code == 400
    assert client.post("/me/data/erase/", {"sure": "on"})["Location"] == "/data-erased/"
    row = Resident.objects.get(pk=hanako.id)
    assert not any((row.family, row.phone, row.person_index, row.email_index, row.birth_on))
    assert not Account.objects.exists()
    assert not queries.find_residents(day=DAY, email=hanako.email)
    with pytest.raises(api.NoSuchResident):
        api.resident(hanako.id, day=DAY)
    assert client.get("/me/").status_code == 302


def test_erasing_twice_erases_once():
    hanako = a_resident()
    services.erase_person(hanako.id, at=NOON)
    assert services.erase_person(hanako.id, at=NOON)["people"].erased == 0


def test_a_clerk_searches_by_post_only_and_sees_the_minimum(client):
    hanako = a_resident()
    sign_in(client, a_clerk())
    page = {"kana": "コヤマハナコ", "birth_on": "昭和63年4月2日", "next": "/apply/x/"}
    text = client.post("/staff/people/residents/", page).content.decode()
    assert f"/apply/x/?resident={hanako.id}" in text
    assert hanako.email not in text
    assert "57番地" not in text


def test_every_search_is_audited_even_one_that_finds_nobody(monkeypatch):
    rows = []
    monkeypatch.setattr(services.searching, "audit", lambda **row: rows.append(row))
    clerk, hanako = actor_of(a_clerk()), a_resident()
    services.search_residents(by=clerk, at=NOON, phone=hanako.phone)
    services.search_residents(by=clerk, at=NOON, phone="0550999999")
    assert [row["subject"] for row in rows] == [hanako.id, UUID(int=0)]
    assert {row["action"] for row in rows} == {"resident.searched"}
