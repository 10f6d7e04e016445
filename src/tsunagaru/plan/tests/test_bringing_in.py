"""A figure from a published table: uploaded, found, checked by a person, entered, asked for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tsunagaru.ground.people.testing import a_clerk, a_section, sign_in
from tsunagaru.kernel.access import Actor, Grant, Kind, Role
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.folder import Folder
from tsunagaru.plan.api import INDICATORS_PART, TOWN_PART
from tsunagaru.plan.models import ExternalFigure, Indicator
from tsunagaru.plan.queries.measuring import measure
from tsunagaru.plan.queries.published import items
from tsunagaru.plan.services.measuring import enter_figure

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).resolve().parents[4] / "towns"
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
HELD = "mic.mynumber_held"
PAGE = "/plan/staff/figures/table/"
DX = Actor(
    kind=Kind.STAFF, name="若葉 さくら", grants=frozenset({Grant(Role.DX_OFFICE, "planning")})
)


@pytest.fixture
def plan():
    folder = Folder(TOWNS / "oyama")
    strategy, indicators = TOWN_PART.read(folder), INDICATORS_PART.read(folder)
    folder.check()
    assert strategy is not None
    assert indicators is not None
    TOWN_PART.apply(strategy, at=AT)
    INDICATORS_PART.apply(indicators, at=AT)


@pytest.fixture
def office(client, plan):
    a_section("planning")
    sign_in(client, a_clerk(role=Role.DX_OFFICE, section="planning"))
    return client


def a_book(held: object = "=13000+579") -> bytes:
    """A workbook as it is published: title, empty row, remarks, a total and a formula."""
    book = Workbook()
    sheet = book.active
    sheet.append(["マイナンバーカードの保有状況（令和8年10月末時点）"])
    sheet.append([])
    sheet.append(["都道府県名", "市区町村名", "人口\n【R8.1.1時点】", "保有枚数\n【R8.10末時点】"])
    sheet.append(["静岡県", "御殿場市", 84000, 66000])
    sheet.append(["静岡県", "小山町", 17234, held])
    sheet.append(["合計", "", 101234, "=D4+D5"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, content: bytes, name: str = HELD):
    table = SimpleUploadedFile("table.xlsx", content)
    return client.post(PAGE, {"name": name, "table": table})


def test_what_is_found_is_shown_for_checking_and_entered_only_then(office):
    page = upload(office, a_book(13579))
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="2026年10月31日"' in text
    assert 'value="13579"' in text
    assert "まだ登録していません" in text
    assert not ExternalFigure.objects.exists()
    sent = {"name": HELD, "on": "2026年10月31日", "value": "13579", "note": "総務省"}
    assert office.post("/plan/staff/figures/", sent).status_code == 302
    row = ExternalFigure.objects.get()
    assert (row.name, row.on, row.value) == (HELD, date(2026, 10, 31), Decimal(13579))


def test_the_holding_rate_moves_by_two_figures(plan):
    for name, value in ((HELD, 13579), ("juki.population", 17234)):
        day = date(2026, 10, 31)
        enter_figure(name, on=day, value=Decimal(value), note="公表", by=DX, at=AT)
    rows = list(Indicator.objects.filter(code="I01-1"))
    found = measure(rows, since=date(2026, 4, 1), until=date(2026, 11, 27), at=AT)["I01-1"]
    assert found.value.value == pytest.approx(100 * 13579 / 17234)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ファイルが空です"),
        (b"PK\x03\x04broken", "Excelのブックとして読めません"),
        ("都道府県名,市区町村名\n静岡県,小山町\n".encode("cp932"), "見出しが見つかりません"),
        (a_book("秘匿"), "「保有枚数」の欄が数字ではありません：秘匿"),
        (a_book(), "（空欄）"),  # a formula that was never worked out has no result
    ],
)
def test_a_table_that_does_not_fit_is_refused_in_a_sentence(office, content, words):
    page = upload(office, content)
    assert page.status_code == 422
    assert words in page.content.decode()


def test_a_figure_that_comes_from_no_table_cannot_be_chosen(office):
    page = upload(office, a_book(1), name="maff.wildlife_damage")
    assert page.status_code == 422


def test_the_ways_to_the_page_are_shown_to_those_who_enter_figures(office):
    assert "外部の統計を入力する" in office.get("/plan/staff/").content.decode()
    assert PAGE in office.get("/plan/staff/figures/").content.decode()
    for asked in ({}, {"name": HELD}):
        assert f'value="{HELD}" selected' in office.get(PAGE, asked).content.decode()


def test_the_desk_asks_for_last_month_s_figure_once_it_should_be_published(plan):
    assert not items(DX, AT.replace(day=24))
    (asked,) = items(DX, AT)
    assert "10月分" in asked.title
    assert asked.section == "planning"
    assert asked.received_at == datetime(2026, 11, 25, tzinfo=JST)
    assert not items(Actor(kind=Kind.STAFF), AT)


def test_the_desk_asks_no_longer_once_it_is_entered(plan):
    def entered(day: date) -> None:
        enter_figure(HELD, on=day, value=Decimal(1), note="公表", by=DX, at=AT)

    entered(date(2026, 9, 30))
    assert items(DX, AT)
    entered(date(2026, 10, 31))
    assert not items(DX, AT)


def test_in_january_december_s_figure_is_asked_for(plan):
    (asked,) = items(DX, datetime(2027, 1, 28, tzinfo=UTC))
    assert "12月分" in asked.title


def test_only_a_figure_from_outside_may_name_a_table(tmp_path):
    (tmp_path / "planned_events.yaml").write_text(
        "sources:\n"
        "  - kind: stock\n    name: parcel\n    package: services.economy\n"
        "    description: 農地の数。\n"
        "    table:\n      title: 表\n      where: {町: 小山町}\n      value: 数\n",
        encoding="utf-8",
    )
    folder = Folder(tmp_path)
    INDICATORS_PART.read(folder)
    assert any("外部の統計（ext）だけ" in str(one) for one in folder.problems)
