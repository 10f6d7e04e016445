"""The seal review: many at once, form and public list follow, history stays."""

from datetime import date

import pytest
from pypdfium2 import PdfDocument

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, actor_of, sign_in
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import CannotLoad, Folder
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.definitions import read
from tsunagaru.services.procedures.rules.seals import CannotDecideSeal, Verdict
from tsunagaru.services.procedures.testing import an_entry

pytestmark = pytest.mark.django_db
REVIEW = "/staff/procedures/seals/"
TWICE = "moving-within,x,jumin,,,request,,,,,,none,none,,,counter,,,false,"
SEAL = {"required": True, "basis": "規則による。"}
POSTED = {"verdict": "abolish", "reason": "記名で足りるため。", "decided_on": "2026-04-01"}


@pytest.fixture
def office():
    return a_clerk(section="kikaku", role=Role.DX_OFFICE)


def decide(codes, verdict, person, reason="記名で足りるため。"):
    what = services.Resolution(verdict, reason, date(2026, 4, 1), "kikaku")
    return services.decide_seals(codes, what, by=actor_of(person), at=NOON)


def test_many_seals_are_abolished_at_once(client, office):
    an_entry()
    an_entry(code="other", name="ほかの届出")
    sign_in(client, office)
    assert "慣行を改めることにより廃止できます" in client.get(REVIEW).content.decode()
    done = client.post(REVIEW, POSTED | {"codes": ["moving-within", "other"]}, follow=True)
    assert "2件を「押印を廃止」に決定しました" in done.content.decode()
    assert {one["procedure"] for one in published("seal.decided")} == {"moving-within", "other"}
    assert not any(row.seal.is_stamp for row in queries.rows())
    public = client.get("/procedures/seals/").content.decode()
    for word in ("転居届", "ほかの届出", "記名で足りるため。", "全部で2件"):
        assert word in public


def test_a_decision_changes_the_form_and_its_paper_at_once(client, office):
    a_section("seikatsu", "生活環境課")
    a_procedure(seal=SEAL)
    assert "押印が必要です" in paper(client)
    decide(["dog"], Verdict.ABOLISH, office)
    assert "押印が必要です" not in paper(client)
    seal = applications.procedure("dog").seal
    assert (seal.required, seal.decided_on) == (False, date(2026, 4, 1))
    assert queries.count_by(queries.rows()) == {("yes", "no", "seikatsu"): 1}
    decide(["dog"], Verdict.RESTORE, office, "決定に誤りがあったため。")
    assert applications.procedure("dog").seal.required
    assert [one.verdict for one in queries.history("dog")] == ["押印を復活", "押印を廃止"]
    assert queries.abolished(at=NOON) == []


def paper(client):
    pages = PdfDocument(client.get("/apply/dog/form.pdf").getvalue())
    return "".join(page.get_textpage().get_text_bounded() for page in pages).replace("\r\n", "")


def test_one_that_cannot_be_decided_stops_all(office):
    an_entry()
    an_entry(code="law", name="契約", seal="corporate", seal_basis="law")
    with pytest.raises(CannotDecideSeal, match="「契約」：国の法令"):
        decide(["moving-within", "law"], Verdict.ABOLISH, office)
    assert queries.row("moving-within").seal.is_stamp
    assert queries.history("moving-within") == []
    assert published("seal.decided") == []


def test_a_seal_is_kept_with_a_reason_and_changed_into_a_signature(office):
    an_entry()
    decide(["moving-within"], Verdict.KEEP, office, "様式の改正を待つため。")
    assert queries.row("moving-within").seal == "personal"
    decide(["moving-within"], Verdict.SIGN, office)
    row = queries.row("moving-within")
    assert (row.seal, row.seal_basis) == ("signature", "none")


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({}, "一覧から選んでください"),
        ({"codes": ["nothing"]}, "一覧から選んでください"),
        ({"codes": ["moving-within"], "reason": ""}, "理由を入力してください"),
        ({"codes": ["moving-within"], "verdict": "burn"}, "正しく選択"),
        ({"codes": ["moving-within"], "decided_on": "2999-01-01"}, "今日までの日"),
        ({"codes": ["moving-within"], "decided_on": "きのう"}, "日付を確かめて"),
        ({"codes": ["moving-within"], "verdict": "restore"}, "復活できません"),
    ],
)
def test_what_is_missing_is_told_and_the_ticks_stay(client, office, posted, words):
    an_entry()
    answer = sign_in(client, office).post(REVIEW, POSTED | posted)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert answer.context["ticked"] == posted.get("codes", [])
    assert queries.history("moving-within") == []


def test_a_head_decides_about_the_own_section_only(client):
    an_entry()
    sign_in(client, a_head("zeimu"))
    assert client.post(REVIEW, POSTED | {"codes": ["moving-within"]}).status_code == 400
    sign_in(client, a_head("jumin"))
    assert client.post(REVIEW, POSTED | {"codes": ["moving-within"]}).status_code == 302


def test_register_and_decisions_are_dumped_and_load_without_a_difference(office, tmp_path):
    an_entry()
    decide(["moving-within"], Verdict.ABOLISH, office)
    services.dump(Folder(tmp_path))
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    folder = Folder(tmp_path)
    parsed = read(folder)
    folder.check()
    assert services.apply(parsed, NOON) == []
    services.dump(Folder(tmp_path))
    assert first == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(first) == {"register.csv", "seal_decisions.csv"}


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("register.csv", ",none,none,", ",personal,practice,", "最後の決定"),
        ("register.csv", ",none,none,", ",none,rule,", "定めなし"),
        ("register.csv", "moving-within,", "moving-in,", "register.csv にありません"),
        ("register.csv", ",false,moving", f",false,moving\n{TWICE}", "2回"),
        ("seal_decisions.csv", "abolish", "burn", ""),
    ],
)
def test_a_mistake_in_the_folder_is_told_with_its_line(office, tmp_path, file, old, new, words):
    an_entry()
    decide(["moving-within"], Verdict.ABOLISH, office)
    services.dump(Folder(tmp_path))
    path = tmp_path / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    folder = Folder(tmp_path)
    read(folder)
    with pytest.raises(CannotLoad) as refused:
        folder.check()
    assert any(words in problem.ja and problem.line >= 2 for problem in refused.value.problems)


def test_who_registered_a_decision_survives_another_load_of_the_folder(office, tmp_path):
    an_entry()
    decide(["moving-within"], Verdict.ABOLISH, office)
    services.dump(Folder(tmp_path))
    table = tmp_path / "register.csv"
    table.write_text(table.read_text().replace("転居届", "転居の届出"))
    services.apply(read(Folder(tmp_path)), NOON)
    assert queries.history("moving-within")[0].row.staff == office.id
    assert queries.row("moving-within").name == "転居の届出"
