"""Finding a procedure by what people call it."""

import pytest
from django.db import transaction

from tsunagaru.engines.applications.testing import (
    NOON,
    a_guide,
    a_life_event,
    a_procedure,
    an_application,
)
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.procedures import offers, queries
from tsunagaru.services.procedures.rules.finding import Entry, rank
from tsunagaru.services.procedures.testing import an_entry

DOG = Entry(
    "dog", ("犬の登録",), ("いぬ", "ペット", "狂犬病", "鑑札"), ("犬を飼い始めた方の登録です。",)
)
WASTE = Entry(
    "waste", ("粗大ごみの収集申込み",), ("粗大ゴミ", "ソファ", "引越し"), ("家具などを集めます。",)
)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("犬", "dog"),
        ("イヌ", "dog"),
        ("ﾍﾟｯﾄ", "dog"),
        ("ペットの登録", "dog"),
        ("粗大ゴミ", "waste"),
        ("そふぁー", "waste"),
        ("申し込み", "waste"),
        ("引っ越し", "waste"),
        ("狂犬びょう 登録", None),
        ("宇宙旅行", None),
    ],
)
def test_spelling_variants_find_the_procedure(query, code):
    assert list(rank([DOG, WASTE], query))[:1] == ([code] if code else [])


def test_an_empty_query_finds_nothing():
    assert rank([DOG], "  　") == []


@pytest.mark.django_db
def test_the_finder_counts_searches_without_result(client, db):
    a_procedure()
    assert "犬の登録" in client.get("/procedures/?q=いぬ").content.decode()
    assert "見つかりませんでした" in client.get("/procedures/?q=宇宙旅行").content.decode()
    assert [one["zero"] for one in published("procedure.searched")] == ["no", "yes"]


@pytest.mark.django_db
def test_the_detail_page_tells_law_fee_and_period(client, db):
    a_procedure()
    text = client.get("/procedures/dog/").content.decode()
    for word in ("狂犬病予防法 第4条第1項", "3,000円", "5開庁日", "不要"):
        assert word in text
    assert client.get("/procedures/cat/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/procedures/", "/procedures/list/"])
def test_the_procedures_of_a_turn_in_life_begin_with_its_guide(client, page):
    a_life_event("moving", "引越し")
    a_life_event("pets", "ペット")
    a_guide()
    a_procedure(life_events=["moving"])
    there = client.get(f"{page}?life=moving").content.decode()
    assert there.index('href="/life/moving/"') < there.index('href="/procedures/dog/"')
    assert 'href="/life/moving/"' not in client.get(f"{page}?life=pets").content.decode()
    assert 'href="/life/"' in client.get("/procedures/").content.decode()


@pytest.mark.django_db
def test_the_stock_counts_procedures_by_online_and_seal(db):
    a_procedure()
    seal = {"required": True, "basis": "規則による。"}
    a_procedure(code="paper", channels=["counter"], seal=seal)
    found = {tuple(row.codes.items()): row.count for row in offers.count(NOON)}
    assert found[("online", "yes"), ("seal", "no"), ("section", "seikatsu")] == 1
    assert found[("online", "no"), ("seal", "yes"), ("section", "seikatsu")] == 1


@pytest.mark.django_db
def test_the_register_shows_volumes_to_staff_only(client, db):
    a_procedure(at=clock.now())
    an_application(at=clock.now())
    assert client.get("/staff/procedures/").status_code == 302
    sign_in(client, a_clerk())
    text = client.get("/staff/procedures/").content.decode()
    assert "100.0%" in text
    assert queries.register(at=clock.now())[0].total == 1


@pytest.mark.django_db
def test_the_api_lists_and_describes_procedures(client, db):
    with transaction.atomic():
        a_procedure()
    assert client.get("/api/procedures").json()[0]["code"] == "dog"
    detail = client.get("/api/procedures/dog").json()
    assert detail["laws"] == ["狂犬病予防法 第4条第1項"]
    assert client.get("/api/procedures/cat").status_code == 404
    assert "/api/procedures/{code}" in client.get("/api/openapi.json").json()["paths"]


@pytest.mark.django_db
def test_every_procedure_is_offered_to_the_search_in_three_languages(db):
    a_procedure()
    assert {one.language for one in offers.documents()} == {"ja", "ja-easy", "en"}


@pytest.mark.django_db
def test_what_has_no_form_is_found_as_well_and_leads_to_its_line_in_the_register(client):
    an_entry(code="reburial-permit", name="改葬許可申請", who="お墓を移す方")
    (found,) = offers.without_forms()
    assert found.title == "改葬許可申請"
    assert "お墓" in found.body
    assert "改葬許可申請" in client.get(found.url).content.decode()
