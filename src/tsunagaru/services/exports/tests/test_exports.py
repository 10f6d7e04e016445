"""Cases leave the house as tables: one's own, recorded, and never as formulas."""

import csv
import io

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tsunagaru.engines.applications.testing import DOG, NOON, a_procedure, an_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_cast, actor_of, sign_in
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.kernel.text.formulas import guarded, unguarded
from tsunagaru.services.exports import rules
from tsunagaru.services.exports.definitions import ExportsFile
from tsunagaru.services.exports.gateways.sheets import MARK, csv_lines
from tsunagaru.services.exports.models import Export
from tsunagaru.services.exports.services import taking
from tsunagaru.services.exports.services.loading import apply

ADDRESS = "/staff/exports/cases/"


@pytest.fixture
def cast(db):
    pages = [
        DOG["pages"][0],
        {
            **DOG["pages"][1],
            "fields": [
                {**DOG["pages"][1]["fields"][0], "personal": "internal"},
                *DOG["pages"][1]["fields"][1:],
            ],
        },
    ]
    a_procedure(section="jumin", pages=pages)
    return a_cast()


def table(client, *, which="open", **data):
    answer = client.post(f"{ADDRESS}?which={which}", {"form": "csv", **data})
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK))))


def test_the_list_is_written_with_the_standard_headers_and_iso_days(cast):
    made = an_application()
    header, row = table(sign_in(Client(), cast.clerk))
    told = dict(zip(header, row, strict=True))
    assert header == list(rules.HEADERS.values())
    assert (told["受付番号"], told["手続名"]) == (made.shown_number, "犬の登録")
    assert (told["受付日"], told["受付経路"]) == (day_of(NOON).isoformat(), "オンライン")
    assert (told["所管課"], told["状態"]) == ("住民福祉課", "受付済み")


def test_only_the_cases_of_ones_own_section_are_written(cast):
    an_application()
    assert len(table(sign_in(Client(), cast.clerk))) == 2
    assert len(table(sign_in(Client(), cast.other_clerk))) == 1


def test_the_filters_of_the_list_hold(cast):
    first, second = an_application(), an_application()
    by = actor_of(cast.head)
    cases.decide(first.case, outcome="granted", label="登録", reason="", by=by, at=NOON)
    clerk = sign_in(Client(), cast.clerk)
    assert [row[1] for row in table(clerk)[1:]] == [second.shown_number]
    closed = table(clerk, which="closed")
    assert [row[1] for row in closed[1:]] == [first.shown_number]
    told = dict(zip(*closed, strict=True))
    assert (told["結果"], told["経過日数（暦日）"], told["期限内か"]) == ("登録", "0", "期限内")
    page = clerk.get("/staff/cases/?which=all").content.decode()
    assert "/staff/exports/cases/?q=&amp;which=all" in page


def test_answers_come_without_personal_data_unless_a_purpose_is_given(cast):
    an_application()
    clerk = sign_in(Client(), cast.clerk)
    text = str(table(clerk, answers="on"))
    assert "ポチ" in text
    assert "小山" not in text
    assert "hanako@example.jp" not in text
    refused = clerk.post(ADDRESS, {"form": "csv", "personal": "on"})
    assert refused.status_code == 422
    assert "利用目的を書いてください" in refused.content.decode()
    assert "小山 花子" in str(table(clerk, personal="on", purpose="案内はがきの宛名作成"))
    assert Export.objects.filter(personal=True).get().purpose == "案内はがきの宛名作成"


def test_every_export_is_recorded_with_its_count(cast):
    an_application()
    table(sign_in(Client(), cast.clerk))
    assert audited("cases.exported")[0].facts == {"count": 1, "form": "csv", "personal": "no"}
    assert published("cases.exported")[0]["cases"] == 1
    assert Export.objects.get().count == 1


def test_each_version_has_columns_or_a_sheet_of_its_own(cast):
    an_application()
    a_procedure(section="jumin", pages=[DOG["pages"][0], {**DOG["pages"][1], "title": "犬のこと"}])
    an_application()
    clerk = sign_in(Client(), cast.clerk)
    header, *rows = table(clerk, answers="on", personal="on", purpose="版の比較のため")
    names = [one for one in header if "犬の名前（dog_name）" in one]
    assert len(names) == 2
    assert sorted(row[header.index(name)] for row in rows for name in names) == [
        "",
        "",
        "ポチ",
        "ポチ",
    ]
    asked = {"form": "xlsx", "personal": "on", "purpose": "版の比較のため"}
    book = load_workbook(io.BytesIO(clerk.post(ADDRESS, asked).content))
    assert book.sheetnames[0] == "案件"
    assert [book[name].max_row for name in book.sheetnames] == [3, 2, 2]


def test_a_workbook_of_too_many_cases_is_refused_and_nothing_recorded(cast, monkeypatch):
    an_application()
    monkeypatch.setattr(taking, "MOST_XLSX", 0)
    answer = sign_in(Client(), cast.clerk).post(ADDRESS, {"form": "xlsx"})
    assert (answer.status_code, Export.objects.count()) == (422, 0)
    assert "CSVを選んでください" in answer.content.decode()


def test_no_individual_number_gets_into_the_record_of_purposes(cast):
    number = "12345678901" + str(check_digit("12345678901"))
    asked = {"form": "csv", "personal": "on", "purpose": f"番号 {number} の確認"}
    assert sign_in(Client(), cast.clerk).post(ADDRESS, asked).status_code == 422


def test_the_town_chooses_its_columns(cast):
    an_application()
    apply([ExportsFile.model_validate({"cases": [{"source": "state", "header": "処理"}]})], NOON)
    assert table(sign_in(Client(), cast.clerk)) == [["処理"], ["受付済み"]]


@given(st.lists(st.text(max_size=30), min_size=1))
def test_no_cell_can_run_and_none_is_lost(cells):
    assert [unguarded(guarded(one)) for one in cells] == cells
    (line,) = csv_lines([cells])
    (row,) = csv.reader(io.StringIO(line.decode("utf-8-sig", "replace"), newline=""))
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
