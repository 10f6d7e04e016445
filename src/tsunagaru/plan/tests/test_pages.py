"""The plan's pages, as a resident and as staff see them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tsunagaru.ground.people.testing import a_clerk, a_resident, a_section, sign_in
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Folder
from tsunagaru.plan.api import TOWN_PART
from tsunagaru.plan.queries import strategy
from tsunagaru.plan.rules.strategy import TieKind
from tsunagaru.plan.services import revising

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).resolve().parents[4] / "towns"
AT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def plan():
    folder = Folder(TOWNS / "oyama")
    parsed = TOWN_PART.read(folder)
    folder.check()
    assert parsed is not None
    TOWN_PART.apply(parsed, at=AT)


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_dashboard_shows_all_thirty_five_initiatives(client, plan):
    page = page_of(client, "/plan/")
    assert page.count("card policy-") == 35
    assert "35件の取組" in page


def test_the_dashboard_shows_only_what_was_asked_for(client, plan):
    assert "17件の取組" in page_of(client, "/plan/?priority=1")
    page = page_of(client, "/plan/?priority=1&policy=II")
    assert "学校教育のスマート化" in page
    assert "図書館サービス" not in page
    assert "この条件にあう取組はありません" in page_of(client, "/plan/?policy=XX")


def test_the_dashboard_without_a_plan_says_so(client):
    assert "計画はまだ登録されていません" in page_of(client, "/plan/")


def test_an_initiative_says_what_the_edition_does_not_state(client, plan):
    page = page_of(client, "/plan/initiatives/2/")
    assert page.count('<span class="muted">概要版に記載なし') == 7
    assert "来庁不要、自宅等から" in page
    assert "977行目" in page


def test_an_initiative_names_its_source_once_in_the_punctuation_of_the_language(client, plan):
    assert page_of(client, "/plan/initiatives/2/").count("計画での出典") == 1
    assert "ver.1.0.0" in page_of(client, "/plan/initiatives/2/")
    english = page_of(client, "/plan/?lang=en")
    assert "：</a>" not in english
    assert "（ver" not in english


@pytest.mark.parametrize("address", ["/plan/initiatives/36/", "/plan/about/nothing/"])
def test_what_the_plan_does_not_have_is_not_found(client, plan, address):
    assert client.get(address).status_code == 404


def test_every_kind_of_statement_has_a_page_with_its_sources(client, plan):
    index = page_of(client, "/plan/about/")
    for kind in strategy.kinds():
        assert f"/plan/about/{kind.kind}/" in index
        page = page_of(client, f"/plan/about/{kind.kind}/")
        assert ("計画での出典" in page) == (kind.kind != "absent")


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Priority initiatives"), ("ja-easy", "大切（たいせつ）")]
)
def test_the_dashboard_speaks_the_readers_language(client, plan, language, word):
    client.get("/plan/", {"lang": language})
    assert word in page_of(client, f"/plan/?lang={language}")


def test_the_towns_own_ties_are_marked_and_filter(client, plan):
    ties = {TieKind.WALL: ["culture"]}
    revising.revise(24, sheet={"r8_goal": "見直しを続けます。"}, ties=ties, at=AT)
    page = page_of(client, "/plan/initiatives/24/")
    assert "ガイドラインの記載ではありません" in page
    assert "①組織文化" in page
    assert "見直しを続けます。" in page
    assert "1件の取組" in page_of(client, "/plan/?wall=culture")


@pytest.mark.parametrize("address", ["/plan/staff/", "/plan/staff/initiatives/1/edit/"])
def test_staff_pages_are_closed_to_residents(client, plan, address):
    assert client.get(address)["Location"].startswith("/sign-in/")
    sign_in(client, a_resident())
    assert client.get(address).status_code == 404


def test_staff_see_the_same_plan_and_only_the_dx_office_may_edit(client, plan):
    sign_in(client, a_clerk())
    assert "35件の取組" in page_of(client, "/plan/staff/")
    assert "個票を編集する" not in page_of(client, "/plan/staff/initiatives/7/")
    assert client.get("/plan/staff/initiatives/7/edit/").status_code == 404


def test_the_dx_office_writes_a_sheet_and_it_shows_to_everyone(client, plan):
    a_section("planning", "企画政策課")
    sign_in(client, a_clerk(section="planning", role=Role.DX_OFFICE))
    assert "個票を編集する" in page_of(client, "/plan/staff/initiatives/7/")
    page_of(client, "/plan/staff/initiatives/7/edit/")
    sent = {"r8_goal": "毎月講座を開きます。", "sections": ["planning"], "walls": ["reluctance"]}
    assert client.post("/plan/staff/initiatives/7/edit/", sent).status_code == 302
    client.logout()
    page = page_of(client, "/plan/initiatives/7/")
    assert "毎月講座を開きます。" in page
    assert "企画政策課" in page
    assert page.count('<span class="muted">概要版に記載なし') == 6
    assert "1件の取組" in page_of(client, "/plan/?section=planning")


def test_a_section_or_wall_that_does_not_exist_is_refused(client, plan):
    sign_in(client, a_clerk(section="planning", role=Role.DX_OFFICE))
    answer = client.post("/plan/staff/initiatives/7/edit/", {"walls": ["moon"]})
    assert answer.status_code == 422
    assert not strategy.ties()
