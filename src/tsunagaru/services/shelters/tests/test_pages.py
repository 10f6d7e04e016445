"""The pages of shelters (避難所の画面): staff, residents and everybody."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pypdfium2 import PdfDocument

from tsunagaru.ground.people.testing import a_cast, a_resident, account_of, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.shelters.models import Evacuee, Opening, Pass, Tablet
from tsunagaru.services.shelters.services.passes import make_pass
from tsunagaru.services.shelters.testing import (
    SITE,
    an_arrival,
    an_opening,
    sealed,
    shelters_of_a_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return a_cast()


@pytest.fixture
def clerk(cast):
    return sign_in(Client(), cast.clerk)


@pytest.fixture
def opening(cast):
    at = clock.now() - timedelta(hours=1)
    return an_opening(by=actor_of(cast.clerk, at=at), at=at)


def at(name, *args):
    return reverse(f"shelters:{name}", args=args)


def text(client, *where):
    return client.get(at(*where)).content.decode()


def arrive(client, opening, **more):
    form = {"key": str(uuid4()), "family": "見本", "given": "一郎", "needs": ["allergy"]}
    return client.post(at("arrive", opening.pk), form | more)


def call(name, token="", **told):
    where, body = at(name), json.dumps(told)
    headers = {"Authorization": f"Tablet {token}"} if token else {}
    client = Client(enforce_csrf_checks=True)
    return client.post(where, body, "application/json", headers=headers)


def enrolled(clerk, opening):
    page = clerk.post(at("prepare", opening.pk), {"name": "玄関"}).content.decode()
    code = page.split('<strong class="code">')[1].split("<")[0]
    return call("enrol", code=code).json(), code


def test_a_shelter_is_opened_seen_by_everybody_filled_and_closed(clerk):
    shelters_of_a_town()
    assert "今、開いている避難所はありません" in text(Client(), "shelters")
    clerk.post(at("open", "gym"))
    row = Opening.objects.get()
    assert "空き 200人" in text(Client(), "shelters")
    arrive(clerk, row)
    assert "空き 199人" in text(Client(), "shelter", "gym")
    clerk.post(at("change", row.pk, "fill"))
    assert "満員です" in text(Client(), "shelter", "gym")
    clerk.post(at("change", row.pk, "free"))
    assert clerk.post(at("change", row.pk, "free")).status_code == 409
    clerk.post(at("change", row.pk, "close"))
    assert "今は開いていません" in text(Client(), "shelter", "gym")
    assert clerk.post(at("change", row.pk, "close")).status_code == 409
    assert arrive(clerk, row).status_code == 409


def test_a_drill_is_not_seen_by_residents(clerk):
    shelters_of_a_town()
    clerk.post(at("open", "gym"), {"drill": "on"})
    assert "今、開いている避難所はありません" in text(Client(), "shelters")
    assert "訓練" in text(clerk, "listed")
    assert clerk.post(at("open", "gym")).status_code == 409


def test_another_section_opens_nothing_and_reads_nobody(cast, clerk, opening):
    arrive(clerk, opening)
    stranger = sign_in(Client(), cast.other_clerk)
    row = Evacuee.objects.get()
    assert stranger.post(at("open", "school")).status_code == 404
    for where in (("desk", opening.pk), ("people", opening.pk), ("person", row.pk)):
        assert stranger.get(at(*where)).status_code == 404
    assert stranger.get(at("handover", opening.pk)).status_code == 404


def test_a_form_sent_twice_enters_one_person(clerk, opening):
    key = str(uuid4())
    places = {arrive(clerk, opening, key=key)["Location"] for _ in range(2)}
    assert (len(places), Evacuee.objects.count()) == (1, 1)


def test_a_resident_who_was_looked_up_is_entered_without_a_name(clerk, opening):
    hanako = a_resident()
    where = f"{at('arrive', opening.pk)}?resident={hanako.id}"
    assert hanako.name in clerk.get(where).content.decode()
    clerk.post(where, {"key": str(uuid4()), "hidden": "on"})
    row = Evacuee.objects.get()
    assert (row.resident, row.hidden) == (hanako.id, True)
    assert clerk.get(f"{at('arrive', opening.pk)}?resident=x").status_code == 200


@pytest.mark.parametrize("forged", [{"family": "", "given": ""}, {"birth_on": "x"}, {"key": "x"}])
def test_what_does_not_fit_is_said_and_nobody_is_entered(clerk, opening, forged):
    assert arrive(clerk, opening, **forged).status_code == 422
    assert not Evacuee.objects.exists()


def test_somebody_goes_out_comes_back_and_leaves(clerk, opening):
    arrive(clerk, opening)
    row = Evacuee.objects.get()
    for kind, words in (("out", "外出中"), ("back", "滞在中"), ("leave", "退所")):
        clerk.post(at("move", row.pk, kind), {"key": str(uuid4())})
        assert words in text(clerk, "person", row.pk)
    assert clerk.post(at("move", row.pk, "fly")).status_code == 404
    assert "いません" in text(clerk, "people", opening.pk)
    assert "一郎" in clerk.get(at("people", opening.pk) + "?left=yes").content.decode()


def test_two_entries_of_one_person_are_merged_by_staff_in_sight(clerk, opening):
    kana = {"kana_family": "ミホン", "kana_given": "イチロウ"}
    arrive(clerk, opening, **kana)
    arrive(clerk, opening, birth_on="1980-01-01", needs=["medicine"], **kana)
    first, second = Evacuee.objects.order_by("arrived_at")
    assert "同じ人かもしれない記録" in text(clerk, "person", first.pk)
    clerk.post(at("merge", first.pk), {"other": str(second.pk)})
    page = text(clerk, "person", first.pk)
    assert page.count("同じ人の記録にまとめた") == 1
    assert "アレルギー、薬が必要" in page
    assert clerk.get(at("person", second.pk)).status_code == 404


def test_the_list_on_paper_names_families_and_needs(clerk, opening):
    arrive(clerk, opening, note="卵アレルギー", hidden="on")
    answer = clerk.get(at("handover", opening.pk))
    words = "".join(
        page.get_textpage().get_text_range() for page in PdfDocument(BytesIO(answer.content))
    )
    assert "引継ぎ名簿" in words
    assert "●見本" in words
    assert "卵アレルギー" in words


def test_a_tablet_is_enrolled_once_and_sends_without_a_session(clerk, opening):
    own, code = enrolled(clerk, opening)
    assert call("enrol", code=code).status_code == 400
    box = sealed(Tablet.objects.get(), an_arrival(1, at=clock.now()))
    entries = [{"id": str(box[0]), "box": box[1]}]
    told = call("sync", own["token"], clock=0, waiting=1, entries=entries).json()
    assert told["done"] == [{"id": str(box[0]), "effect": "new"}]
    assert (told["present"], told["free"], told["stopped"]) == (1, 199, False)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"clock": "x", "entries": []},
        {"clock": float("nan"), "entries": []},
        {"clock": 0, "entries": [{"id": "x", "box": ""}]},
        {"clock": 0, "entries": 7},
    ],
)
def test_a_parcel_that_makes_no_sense_is_refused_whole(clerk, opening, told):
    own, _ = enrolled(clerk, opening)
    assert call("sync", own["token"], **told).status_code == 400


@pytest.mark.parametrize("token", ["", "x", "Tablet"])
def test_an_unknown_tablet_is_told_so(opening, token):
    assert call("sync", token, clock=0, entries=[]).status_code == 401


def test_codes_cannot_be_guessed_for_long(opening):
    assert [call("enrol", code="AAAA2222").status_code for _ in range(21)][-1] == 429


def test_the_tablet_s_page_holds_no_cookie_and_may_use_the_camera():
    answer = Client().get(at("tablet"))
    assert not answer.cookies
    assert "camera=(self)" in answer["Permissions-Policy"]
    assert len(answer.content) < 12_000
    script = Client().get(at("worker")).content.decode()
    assert at("tablet") in script
    assert Client().get(at("manifest")).json()["scope"] == at("tablet")


def test_a_resident_has_one_code_and_a_new_one_ends_the_old():
    resident = a_resident()
    client = sign_in(Client(), resident)
    client.post(at("mine"))
    first = Pass.objects.get()
    page = text(client, "mine")
    assert "<svg" in page
    assert resident.family not in page.split("<svg")[1].split("</svg>")[0]
    client.post(at("mine"))
    first.refresh_from_db()
    assert first.withdrawn_at


def in_a_household():
    home = uuid4()
    asking = a_resident(household=home, relation="head")
    return asking, a_resident(given="太郎", account=False, household=home, relation="child")


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ({"findable": "on"}, "避難所にいます。"),
        ({}, "分かりません。"),
        ({"hidden": "on", "findable": "on"}, "分かりません。"),
    ],
)
def test_a_family_is_told_yes_only_where_the_person_agreed(clerk, opening, wish, answer):
    asking, member = in_a_household()
    where = f"{at('arrive', opening.pk)}?resident={member.id}"
    clerk.post(where, {"key": str(uuid4()), **wish})
    page = sign_in(Client(), asking).post(at("ask"), {"member": str(member.id)}).content.decode()
    assert answer in page
    assert "中央体育館" not in page


def test_nobody_asks_about_another_household(opening):
    asking, stranger = a_resident(), a_resident()
    client = sign_in(Client(), asking)
    for member in (str(stranger.id), "x", str(asking.id)):
        assert client.post(at("ask"), {"member": member}).status_code == 409


def test_a_code_typed_at_the_desk_enters_the_resident(clerk, opening):
    hanako = a_resident()
    arrive(clerk, opening, family="", given="", code=make_pass(hanako.id, at=clock.now()))
    assert Evacuee.objects.get().resident == hanako.id
    assert account_of(hanako)


def test_a_shelter_has_its_address_in_roman_letters_beside_the_japanese_one_in_english(opening):
    shelters_of_a_town(shelters=[SITE | {"address_en": "1 Mihon-cho"}])
    reader = Client()
    assert "1 Mihon-cho" not in text(reader, "shelter", "gym")
    reader.cookies["language"] = "en"
    for page in (text(reader, "shelter", "gym"), text(reader, "shelters")):
        assert '<span lang="en">1 Mihon-cho</span>' in page
        assert '<span lang="ja">見本町1番地</span>' in page


def test_a_shelter_without_an_address_in_roman_letters_shows_the_japanese_one_alone(opening):
    reader = Client()
    reader.cookies["language"] = "en"
    assert '<span lang="ja">見本町1番地</span>' in text(reader, "shelter", "gym")
