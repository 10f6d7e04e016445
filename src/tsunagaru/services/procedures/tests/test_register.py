"""The register: shown, filtered, exported, imported, changed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tsunagaru.engines.applications.testing import NOON, a_life_event, a_procedure
from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, sign_in
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Edited
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.definitions import ParsedRegister
from tsunagaru.services.procedures.testing import an_entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
IMPORT = "/staff/procedures/import/"


@pytest.fixture
def register():
    a_life_event("moving", "引越し", easy="ひっこし", en="Moving")
    a_section("seikatsu", "生活環境課")
    a_procedure()
    an_entry()
    an_entry(code="seal-registration", name="印鑑登録申請", seal="registered", fee_yen=300)
    return queries.rows()


def office(client):
    return sign_in(client, a_clerk(section="kikaku", role=Role.DX_OFFICE))


def upload(client, raw, name="register.csv"):
    return client.post(IMPORT, {"table": SimpleUploadedFile(name, raw)})


def edited(register, **cells):
    """Return the exported table with cells of the first entry changed."""
    sheet = queries.sheet(register)
    for column, text in cells.items():
        sheet[1][list(queries.COLUMNS).index(column)] = text
    return sheet


def confirm(client, shown):
    found = shown.context["found"]
    return client.post(IMPORT, {"confirm": "yes", "content": found.text, "seen": found.digest})


def test_the_public_list_shows_procedures_with_and_without_form(client, register):
    text = client.get("/procedures/list/").content.decode()
    for word in ("転居届", "犬の登録", "住民基本台帳法 第23条", "3件あります", "認印"):
        assert word in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("online=yes", {"犬の登録"}),
        ("online=no", {"転居届", "印鑑登録申請"}),
        ("fee=free", {"転居届"}),
        ("seal=no", {"犬の登録"}),
        ("section=seikatsu", {"犬の登録"}),
        ("life=moving", {"転居届", "印鑑登録申請"}),
        ("q=いんかん", set()),
        ("q=印鑑", {"印鑑登録申請"}),
    ],
)
def test_the_list_is_filtered(client, register, query, names):
    answer = client.get(f"/procedures/list/?{query}")
    assert {line.row.name for line in answer.context["page"]} == names


def test_a_nul_is_refused_before_any_page(client, register):
    assert client.get("/procedures/list/?q=%00&page=x&section=none").status_code == 400


@pytest.mark.parametrize(("language", "moving"), [("ja-easy", "ひっこし"), ("en", "Moving")])
def test_the_list_reads_in_other_languages(client, register, language, moving):
    client.cookies["language"] = language
    text = client.get("/procedures/list/").content.decode()
    assert f'lang="{language.partition("-")[0]}' in text
    assert moving in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_is_imported_without_a_difference(client, register, kind):
    raw = office(client).get(f"/staff/procedures/export/?as={kind}").content
    shown = upload(client, raw, f"register.{kind}")
    assert "違いはありません" in shown.content.decode()
    assert raw == client.get(f"/staff/procedures/export/?as={kind}").content or kind == "xlsx"


def test_a_changed_table_shows_the_difference_and_changes_only_when_confirmed(client, register):
    shown = upload(office(client), files.write_csv(edited(register, volume="1,234")))
    assert "年間件数" in shown.content.decode()
    assert queries.row("moving-within").volume == 310
    assert confirm(client, shown).status_code == 302
    assert queries.row("moving-within").volume == 1234
    assert [one["source"] for one in published("register.changed")] == ["upload"]


def test_a_table_in_shift_jis_is_taken(client, register):
    text = files.write_csv(edited(register, who="住所を変えた方")).decode("utf-8-sig")
    shown = upload(office(client), text.encode("cp932"))
    assert "住所を変えた方" in shown.content.decode()


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"volume": "たくさん"}, "年間件数", "数"),
        ({"kind": "お願い"}, "種別", ""),
        ({"channels": "はと"}, "受付の方法", "はと"),
        ({"section": "nowhere"}, "所管課", "ありません"),
        ({"form": "nothing"}, "オンラインの様式", "ありません"),
        ({"seal": "不要", "seal_basis": "定めなし"}, "押印", "押印の見直し"),
        ({"volume_source": ""}, "件数の出どころ", "出どころ"),
        ({"code": "dog"}, "符号", "2回"),
    ],
)
def test_a_mistake_is_told_with_row_and_column_and_nothing_changes(
    client, register, cells, column, words
):
    before = queries.digest(register)
    shown = upload(office(client), files.write_csv(edited(register, **cells)))
    assert shown.status_code == 400
    told = [(line, name, text) for line, name, text in shown.context["problems"]]
    assert any(line >= 2 and column in name and words in text for line, name, text in told), told
    assert queries.digest(queries.rows()) == before


def test_what_a_form_says_is_not_changed_by_a_table(client, register):
    sheet = queries.sheet(register)
    dog = next(row for row in sheet if row[0] == "dog")
    dog[list(queries.COLUMNS).index("standard_days")] = "99"
    shown = upload(office(client), files.write_csv(sheet))
    assert "様式の定義で変更" in shown.content.decode()


def test_a_register_changed_meanwhile_is_compared_again(client, register):
    shown = upload(office(client), files.write_csv(edited(register, volume="5")))
    services.change(queries.row("moving-within").model_copy(update={"volume": 6}), at=AT)
    again = confirm(client, shown)
    assert again.status_code == 400
    assert "もう一度" in again.content.decode()
    assert queries.row("moving-within").volume == 6


def test_a_procedure_missing_in_the_table_is_removed_but_never_one_with_a_form(client, register):
    sheet = queries.sheet(register)
    shown = upload(office(client), files.write_csv([row for row in sheet if row[0] != "dog"]))
    assert "様式のある手続き" in shown.content.decode()
    rest = [row for row in sheet if row[0] != "seal-registration"]
    confirm(client, upload(client, files.write_csv(rest)))
    assert queries.row("seal-registration") is None


def test_the_office_enters_a_procedure_and_a_head_changes_the_own_ones(client, register):
    posted = {
        "code": "petition",
        "name": "請願",
        "section": "jumin",
        "kind": "request",
        "seal": "none",
        "seal_basis": "none",
        "channels": ["counter", "post"],
        "national": "false",
    }
    assert office(client).post("/staff/procedures/new/", posted).status_code == 302
    assert queries.row("petition").channels == "counter post"
    assert client.post("/staff/procedures/new/", posted).status_code == 400
    sign_in(client, a_head("jumin"))
    changed = {key: text for key, text in posted.items() if key not in ("code", "seal")}
    address = "/staff/procedures/entry/petition/"
    assert client.post(address, changed | {"volume": "4"}).status_code == 400
    ok = client.post(address, changed | {"volume": "4", "volume_source": "counted"})
    assert ok.status_code == 302
    assert queries.row("petition").volume == 4
    assert client.get("/staff/procedures/entry/dog/").status_code == 404


def test_a_new_form_that_says_otherwise_than_its_row_is_told_when_the_folder_is_loaded(register):
    folder = ParsedRegister(tuple(register), ())
    services.apply(folder, AT)
    assert services.apply(folder, AT) == []
    a_procedure(code="seal-registration", name={"ja": "印鑑登録申請"})
    told = services.apply(folder, AT)
    assert {one.thing for one in told} == {"印鑑登録申請（seal-registration）"}
    assert ("300", "3000") in {(one.before, one.after) for one in told}
    assert services.apply(folder, AT) == []


def test_what_was_entered_in_the_browser_is_not_undone_by_loading_the_folder(client, register):
    folder = ParsedRegister(tuple(register), ())
    services.apply(folder, AT)
    mine = queries.row("seal-registration").model_copy(update={"volume_source": "counted"})
    services.change(mine.model_copy(update={"volume": 7}), at=AT)
    services.change(mine.model_copy(update={"code": "petition", "name": "請願"}), at=AT)
    keeping = replace(folder, edited=Edited.KEEP)
    told = services.apply(keeping, AT)
    assert {(one.kind, one.thing) for one in told} == {
        ("conflict", "手続台帳 印鑑登録申請（seal-registration）"),
        ("conflict", "手続台帳 請願（petition）"),
    }
    newer = replace(keeping, rows=tuple(_renamed(one) for one in folder.rows))
    services.apply(newer, AT)
    assert queries.row("moving-within").name == "転居の届出"
    assert queries.row("seal-registration").volume == 7
    assert queries.row("petition") is not None
    services.apply(replace(newer, edited=Edited.OVERWRITE), AT)
    assert queries.row("seal-registration").volume != 7
    assert queries.row("petition") is None


def test_what_was_taken_out_in_the_browser_does_not_come_back_by_loading_the_folder(
    client, register
):
    folder = replace(ParsedRegister(tuple(register), ()), edited=Edited.KEEP)
    services.apply(folder, AT)
    rest = [row for row in queries.sheet(register) if row[0] != "seal-registration"]
    confirm(client, upload(office(client), files.write_csv(rest)))
    for _ in range(2):
        told = services.apply(folder, AT)
        assert [(one.kind, one.thing) for one in told] == [
            ("conflict", "手続台帳 印鑑登録申請（seal-registration）")
        ]
        assert queries.row("seal-registration") is None
    services.apply(replace(folder, edited=Edited.OVERWRITE), AT)
    assert queries.row("seal-registration") is not None
    assert services.apply(folder, AT) == []


def test_what_the_folder_gave_up_as_well_is_forgotten(client, register):
    folder = replace(ParsedRegister(tuple(register), ()), edited=Edited.KEEP)
    services.apply(folder, AT)
    rest = [row for row in queries.sheet(register) if row[0] != "seal-registration"]
    confirm(client, upload(office(client), files.write_csv(rest)))
    left = tuple(one for one in register if one.code != "seal-registration")
    assert services.apply(replace(folder, rows=left), AT) == []
    services.apply(folder, AT)
    assert queries.row("seal-registration") is not None


def _renamed(row):
    return row.model_copy(update={"name": "転居の届出"}) if row.code == "moving-within" else row


def test_the_stock_counts_the_whole_register(register):
    counts = queries.count_by(queries.rows())
    assert sum(counts.values()) == 3
    assert counts["no", "yes", "jumin"] == 2


def test_the_staff_register_tells_volumes(client, register):
    text = office(client).get("/staff/procedures/").content.decode()
    assert "310" in text
    assert "見本" in text
    assert len(queries.register(at=NOON)) == 3
