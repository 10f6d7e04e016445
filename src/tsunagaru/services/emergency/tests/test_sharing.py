"""Who sees whether somebody is safe (安否の共有): by household, consent or law."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.messages.testing import a_subscriber
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.emergency.models import Round, Share
from tsunagaru.services.emergency.queries import sharing as seeing
from tsunagaru.services.emergency.rules.safety import Safety, Way
from tsunagaru.services.emergency.services import rounds, sharing, support
from tsunagaru.services.emergency.services.answers import Said, Whose, answer
from tsunagaru.services.emergency.testing import rules_of_a_town

pytestmark = pytest.mark.django_db
NOW = clock.now()


def subjects(action):
    return [row.subject for row in audited(action)]


@pytest.fixture
def clerk():
    rules_of_a_town(at=NOW)
    return actor_of(a_clerk())


@pytest.fixture
def row(clerk):
    opening = rounds.Opening(title="安否確認", drill=False)
    return Round.objects.get(pk=rounds.open_round(opening, by=clerk, at=NOW))


def is_safe(row, person, state=Safety.SAFE):
    answer(
        row.pk, Whose(resident=person.id), Said(state=state, way=Way.ONLINE, note="ひみつ"), at=NOW
    )


def page_of(person, name="safety_mine", *args):
    return sign_in(Client(), person).get(reverse(f"emergency:{name}", args=args)).content.decode()


def test_a_family_contact_sees_it_by_consent_and_not_after_it_is_taken_back(row):
    mother, son = a_resident(given="文子"), a_resident(given="一郎")
    is_safe(row, mother)
    assert "文子" not in page_of(son)
    link = reverse("emergency:safety_join", args=[sharing.invitation(mother.id)])
    sign_in(Client(), son).post(link)
    seen = page_of(son)
    assert "文子" in seen
    assert "ひみつ" not in seen
    share = Share.objects.get()
    sharing.take_back(share.pk, resident=mother.id, by=actor_of(mother), at=NOW)
    assert "文子" not in page_of(son)


def test_nobody_is_their_own_family_contact_nor_takes_back_what_is_anothers(row):
    one, other = a_resident(), a_resident()
    with pytest.raises(sharing.CannotShare):
        sharing.share(one.id, sharing.FAMILY, by=actor_of(one), at=NOW, other=one.id)
    sharing.share(one.id, sharing.HEAD, by=actor_of(one), at=NOW)
    with pytest.raises(sharing.CannotShare):
        sharing.take_back(Share.objects.get().pk, resident=other.id, by=actor_of(other), at=NOW)


def test_an_employer_sees_only_who_agreed_to_that_employer(row, clerk):
    keeper, worker, stranger = a_resident(), a_resident(given="働子"), a_resident(given="他人")
    is_safe(row, worker)
    is_safe(row, stranger)
    group = sharing.found_group("見本工業", "work", keeper.id, by=clerk, at=NOW)
    sign_in(Client(), worker).post(reverse("emergency:safety_agree", args=[group]))
    seen = page_of(keeper, "safety_group", group)
    assert "働子" in seen
    assert "他人" not in seen
    assert "働子" not in page_of(stranger, "safety_group", group)


def test_a_head_sees_numbers_and_names_only_by_consent_or_on_a_ground_in_law(row, clerk):
    head, silent = a_resident(), a_resident(given="黙子")
    who = a_subscriber("s@example.jp", at=NOW, resident=silent.id)
    row.people.create(subscriber=who.pk, resident=silent.id, district="d01")
    sharing.name_head("d01", head.id, by=clerk, at=NOW)
    assert "黙子" not in page_of(head, "safety_district")
    assert subjects("emergency.silent_viewed") == []
    lawful = support.Handing(to="district", districts=("d01",), basis="law", because="浸水")
    support.open_silent(row.pk, lawful, by=clerk, at=NOW)
    assert "黙子" in page_of(head, "safety_district")
    assert subjects("emergency.silent_viewed") == [str(row.pk)]


def test_with_consent_the_head_reads_the_name_without_any_ground(row, clerk):
    silent = a_resident(given="黙子")
    row.people.create(resident=silent.id, district="d01")
    sharing.share(silent.id, sharing.HEAD, by=actor_of(silent), at=NOW)
    names, hidden = seeing.silent_names(row, "d01", NOW)
    assert (len(names), hidden) == (1, 0)


def test_a_head_enters_what_a_neighbour_said_in_the_own_district_only(row, clerk):
    head = a_resident()
    sharing.name_head("d01", head.id, by=clerk, at=NOW)
    client, where = sign_in(Client(), head), reverse("emergency:safety_district")
    given = {"round": str(row.pk), "name": "隣の人", "state": "help", "place": "自宅"}
    assert client.post(where, {**given, "district": "d02"}).status_code == 404
    assert client.post(where, {**given, "district": "d01"}).status_code == 302
    person = row.people.get()
    assert (person.name, person.state, person.district) == ("隣の人", "help", "d01")
    assert person.answers.get().by_resident == head.id


def test_whoever_is_no_head_opens_no_district(row):
    client = sign_in(Client(), a_resident())
    assert client.get(reverse("emergency:safety_district")).status_code == 404


def test_a_signed_in_resident_answers_on_the_own_page(row):
    person = a_resident()
    client = sign_in(Client(), person)
    given = {"round": str(row.pk), "state": "safe"}
    assert client.post(reverse("emergency:safety_mine"), given).status_code == 302
    assert row.people.get().resident == person.id


def test_two_rounds_on_one_page_keep_their_boxes_apart(row, clerk):
    rounds.open_round(rounds.Opening(title="二つめ", drill=False), by=clerk, at=NOW)
    client = sign_in(Client(), a_resident())
    page = client.get(reverse("emergency:safety_mine")).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert page.count('-place"') >= 2
    assert len(ids) == len(set(ids))
    many = f"{row.pk.hex}-people"
    wrong = client.post(reverse("emergency:safety_mine"), {"round": str(row.pk), many: "0"})
    assert wrong.status_code == 422
    assert "1から99までで入力してください。" in wrong.content.decode()
