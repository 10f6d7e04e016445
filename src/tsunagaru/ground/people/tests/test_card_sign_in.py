"""Signing in with the card, against a stand-in that speaks the provider's protocol."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people import services
from tsunagaru.ground.people.models import Account, CardCredential, CardVisit, Resident
from tsunagaru.ground.people.testing import (
    a_clerk,
    a_resident,
    account_of,
    read_card,
    sign_in,
    sign_in_with_card,
)
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanako_with_card(card_realm, client):
    """A resident of the register who came in with the card once."""
    person = a_resident(account=False)
    sign_in_with_card(client, "card1", attributes=True)
    client.post("/sign-out/")
    return person


def test_the_sign_in_page_offers_the_card(client, card_realm):
    page = client.get("/sign-in/?next=/me/").content.decode()
    assert "マイナンバーカードでサインイン" in page
    assert "/sign-in/card/?next=/me/" in page


def test_a_resident_found_by_four_attributes_gets_an_account(client, card_realm):
    person = a_resident(account=False)
    answer = sign_in_with_card(client, "card1", attributes=True, wanted="/me/")
    assert answer["Location"] == "/me/"
    assert account_of(person).cards.get().how == "record"
    assert "小山 花子" in client.get("/me/").content.decode()


def test_the_next_time_the_card_alone_is_enough(client, card_realm, hanako_with_card):
    answer = sign_in_with_card(client, "card1", wanted="/me/cards/")
    assert answer["Location"] == "/me/cards/"
    assert client.get("/me/cards/").status_code == 200
    assert [one["kind"] for one in published("session.opened")] == ["resident", "resident"]


def test_the_four_attributes_are_asked_for_only_to_find_a_record(client, card_realm):
    asked = client.get(reverse("people:card"))["Location"]
    assert "scope=openid&" in asked
    assert "acr_values=aal3+crl" in asked
    assert "code_challenge_method=S256" in asked
    assert "name" in client.get(reverse("people:card_attributes"))["Location"]


def test_signing_in_gives_the_session_a_new_key(client, card_realm, hanako_with_card):
    back = read_card(client, "card1")
    before = client.session.session_key
    client.get(back)
    assert client.session.session_key != before
    assert client.session["people.means"] == "card"


def test_neither_subject_nor_attributes_are_kept(client, card_realm, hanako_with_card):
    row = CardCredential.objects.get()
    subject = card_realm.subject(card_realm.card("card1"))
    kept = f"{row.__dict__} {dict(client.session)} {published('card.recognised')}"
    assert subject not in kept
    assert "小山" not in kept


def test_an_unknown_card_is_told_both_ways(client, card_realm):
    answer = sign_in_with_card(client, "card1")
    assert answer.status_code == 200
    assert "はじめて使うカードです" in answer.content.decode()
    assert not Account.objects.exists()


def test_a_record_with_a_password_account_is_not_taken_over_by_attributes(client, card_realm):
    person = a_resident(account=False)
    services.open_account(login="hanako", password="x" * 12, resident=person.id, at=clock.now())
    answer = sign_in_with_card(client, "card1", attributes=True)
    assert answer.status_code == 409
    assert not CardCredential.objects.exists()


def test_what_people_registered_themselves_is_no_record(client, card_realm):
    a_resident(account=False)
    Resident.objects.update(source="self")
    answer = sign_in_with_card(client, "card1", attributes=True)
    assert "新しく登録します" in answer.content.decode()


def test_of_two_records_alike_none_is_chosen(client, card_realm):
    a_resident(account=False)
    a_resident(account=False)
    answer = sign_in_with_card(client, "card1", attributes=True)
    assert answer.status_code == 409
    assert "どちらの方か" in answer.content.decode()


def test_a_renewed_card_comes_to_the_same_account(client, card_realm, hanako_with_card):
    assert sign_in_with_card(client, "renewed").status_code == 200
    sign_in_with_card(client, "renewed", attributes=True)
    assert {row.how for row in account_of(hanako_with_card).cards.all()} == {"record", "renewal"}


def hidden(page, name):
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def registration(page, **changes):
    fields = {"family": "若葉", "given": "めぐみ", "kana_family": "わかば", "kana_given": "メグミ"}
    return fields | {"card": hidden(page, "card"), "agree": "on"} | changes


def test_somebody_unknown_registers_with_the_card(client, card_realm):
    page = sign_in_with_card(client, "card4", attributes=True).content.decode()
    assert 'value="若葉"' in page
    answer = client.post(reverse("people:card_register"), registration(page))
    assert answer.status_code == 302
    row = Resident.objects.get()
    assert (row.kana_family, row.sex, row.birth_on) == ("ワカバ", "female", "1995-03-09")
    assert row.address == {
        "prefecture": "静岡県",
        "city": "駿東郡小山町",
        "town": "菅沼",
        "street": "100番地の1",
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"given": "めぐり"}, "カードの氏名と違います"), ({"card": "AAAA"}, "もう使えません")],
)
def test_what_the_card_says_cannot_be_changed_while_registering(
    client, card_realm, changes, sentence
):
    page = sign_in_with_card(client, "card4", attributes=True).content.decode()
    answer = client.post(reverse("people:card_register"), registration(page, **changes))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Resident.objects.exists()


def test_a_registration_page_opens_in_its_own_browser_only(client, card_realm):
    page = sign_in_with_card(client, "card4", attributes=True).content.decode()
    other = type(client)()
    other.get(reverse("people:card"))
    answer = other.post(reverse("people:card_register"), registration(page))
    assert answer.status_code == 400
    assert not Resident.objects.exists()


def test_the_owner_adds_and_removes_a_card(client, card_realm, hanako):
    sign_in(client, hanako)
    answer = client.get(read_card(client, "card1", "people:add_card"), follow=True)
    assert "カードを登録しました" in answer.content.decode()
    (row,) = account_of(hanako).cards.all()
    answer = client.post(reverse("people:remove_card", args=[row.pk]), follow=True)
    assert "登録したカードはありません" in answer.content.decode()
    assert len(published("card.unlinked")) == 1


def test_somebody_else_s_card_is_not_added(client, card_realm, hanako):
    sign_in(client, hanako)
    answer = client.get(read_card(client, "card2", "people:add_card"))
    assert answer.status_code == 409
    assert "登録情報と違います" in answer.content.decode()
    assert published("card.refused")[0]["why"] == "holder"


def test_a_card_of_another_account_is_not_added(client, card_realm, hanako_with_card, hanako):
    sign_in(client, hanako)
    answer = client.get(read_card(client, "card1", "people:add_card"))
    assert answer.status_code == 409
    assert "ほかのアカウント" in answer.content.decode()


def test_the_last_way_in_is_not_removed(client, card_realm, hanako_with_card):
    sign_in_with_card(client, "card1")
    row = CardCredential.objects.get()
    answer = client.post(reverse("people:remove_card", args=[row.pk]))
    assert answer.status_code == 409
    assert "サインインできなくなります" in answer.content.decode()


def test_a_clerk_adds_no_card(client, card_realm):
    sign_in(client, a_clerk())
    assert client.get(reverse("people:add_card")).status_code == 404


def test_without_a_provider_the_card_is_not_offered(client, settings):
    settings.TSUNAGARU_CARD_ISSUER = ""
    assert "マイナンバーカードで" not in client.get("/sign-in/").content.decode()
    assert client.get(reverse("people:card")).status_code == 404


def test_an_old_visit_is_forgotten(client, card_realm):
    client.get(reverse("people:card"))
    assert services.forget_visits(at=clock.now() + timedelta(minutes=11)) == 1
    assert not CardVisit.objects.exists()


def test_who_gives_up_at_the_provider_finds_the_way_back(client, card_realm):
    card_realm.knobs.callback = {"code": None, "error": "access_denied"}
    refused = sign_in_with_card(client, "card1", wanted="/apply/dog/")
    page = refused.content.decode()
    assert "元の画面に戻る" in page
    assert 'href="/apply/dog/"' in page


def test_a_card_added_on_the_way_leads_on_to_where_one_was_going(client, card_realm):
    a_resident()
    unknown = sign_in_with_card(client, "card1", wanted="/apply/dog/").content.decode()
    assert "next=/me/cards/%3Fnext%3D%252Fapply%252Fdog%252F" in unknown
    sign_in(client, Resident.objects.get().pk)
    page = client.get("/me/cards/?next=/apply/dog/").content.decode()
    assert "/me/cards/add/?next=/apply/dog/" in page
    elsewhere = client.get("/me/cards/?next=//elsewhere/")
    assert elsewhere.context["next"] == ""
