"""What the front page offers of procedures."""

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.testing import NOON, a_draft, a_life_event, a_procedure
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.offers import turns_in_life

pytestmark = pytest.mark.django_db


@pytest.fixture
def dog():
    a_life_event("pet", "ペットを飼う", easy="どうぶつを かう", en="Getting a pet")
    a_life_event("empty", "何もない場面")
    return a_procedure(life_events=["pet"])


def test_the_front_page_leads_from_turns_in_life_to_procedures(client, dog):
    text = client.get("/").content.decode()
    finder = reverse("procedures:finder")
    assert "くらしのできごとから探す" in text
    assert f'href="{finder}?life=pet"' in text
    assert "犬の登録" in text
    assert f'href="{finder}"' in text
    assert "何もない場面" not in text


def test_ways_in_speak_the_readers_language(dog):
    lines = turns_in_life("en")
    assert [line.text for line in lines] == [
        "Getting a pet",
        "All procedures",
        "List of procedures",
    ]
    assert lines[0].items == ["Dog registration"]
    assert lines[0].note == ""


def test_a_turn_in_life_names_four_procedures_those_of_the_town_first(client):
    a_life_event("move", "引越し", first=["paper", "water"])
    for code in ("ballot", "dog", "garden", "paper", "water"):
        a_procedure(code=code, name={"ja": f"{code}・届"}, life_events=["move"])
    (line, *_) = turns_in_life("ja")
    assert line.items == ["paper・届", "water・届", "ballot・届", "dog・届"]
    assert line.note == "ほか1件"
    assert "<li>paper・届</li><li>water・届</li>" in client.get("/").content.decode()


def test_a_resident_without_applications_reads_so_and_finds_a_way_on(client):
    text = sign_in(client, a_resident()).get("/my/").content.decode()
    assert "申請したものは、まだありません。" in text
    assert f'href="{reverse("applications:guides")}"' in text


def test_a_resident_finds_what_is_under_way_on_the_front_page(client, dog):
    resident = a_resident()
    draft = a_draft(resident=resident.id)
    assert reverse("applications:mine") not in client.get("/").content.decode()
    text = sign_in(client, resident).get("/").content.decode()
    for address in (
        reverse("applications:draft", args=[draft]),
        reverse("applications:mine"),
        reverse("messages:inbox"),
    ):
        assert f'href="{address}"' in text


def test_the_register_writes_fees_with_commas(dog):
    (row,) = queries.register(at=NOON)
    assert row.fee == "3,000円"
