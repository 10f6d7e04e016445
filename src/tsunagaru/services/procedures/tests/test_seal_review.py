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
from tsunagaru.services.procedures.rules.seals import Verdict
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


def test_what_cannot_be_decided_is_left_out_and_named_and_the_others_are_decided(client, office):
    an_entry()
    an_entry(code="law", name="契約", seal="corporate", seal_basis="law")
    an_entry(code="bare", name="閲覧", seal="none", seal_basis="none")
    sign_in(client, office)
    ticked = POSTED | {"codes": ["bare", "moving-within", "law"]}
    text = client.post(REVIEW, ticked, follow=True).content.decode()
    assert "1件を「押印を廃止」に決定しました" in text
    assert "次の2件は、決定していません。" in text
    for why in ("「閲覧」：押印を求めていない手続きです。", "「契約」：国の法令"):
        assert why in text
    assert [one["procedure"] for one in published("seal.decided")] == ["moving-within"]
    assert queries.row("law").seal.is_stamp


def test_where_nothing_can_be_decided_nothing_is_and_each_reason_is_told(client, office):
    an_entry(code="law", name="契約", seal="corporate", seal_basis="law")
    an_entry(code="bare", name="閲覧", seal="none", seal_basis="none")
    answer = sign_in(client, office).post(REVIEW, POSTED | {"codes": ["law", "bare"]})
    text = answer.content.decode()
    assert (answer.status_code, published("seal.decided")) == (400, [])
    assert "「閲覧」：" in text
    assert "「契約」：" in text


def listed(client, query=""):
    return [one.line.row.code for one, _ in client.get(f"{REVIEW}{query}").context["rows"]]


def test_the_page_opens_on_what_needs_a_decision_and_leads_to_all(client, office):
    an_entry()
    an_entry(code="kept", name="契約")
    an_entry(code="bare", name="閲覧", seal="none", seal_basis="none")
    decide(["kept"], Verdict.KEEP, office)
    sign_in(client, office)
    assert listed(client) == listed(client, "?show=open") == ["moving-within"]
    assert listed(client, "?show=decided") == ["kept"]
    assert set(listed(client, "?show=all")) == {"moving-within", "kept", "bare"}
    assert listed(client, "?show=x") == ["moving-within"]
    decide(["moving-within"], Verdict.ABOLISH, office)
    assert "「台帳のすべて」を選ぶと" in client.get(REVIEW).content.decode()


def test_the_certificate_of_a_seal_goes_and_comes_with_the_seal(client, office):
    papers = [{"name": {"ja": "印鑑登録証明書"}, "with_seal": True}, {"name": {"ja": "図面"}}]
    a_section("seikatsu", "生活環境課")
    a_procedure(seal=SEAL, attachments=papers)
    assert asked_for(client) == (True, True)
    assert decide(["dog"], Verdict.ABOLISH, office).telling == ()
    assert asked_for(client) == (False, True)
    decide(["dog"], Verdict.RESTORE, office)
    assert asked_for(client) == (True, True)


def asked_for(client):
    pages = [client.get(one).content.decode() for one in ("/apply/dog/", "/procedures/dog/")]
    certificate, plan = ([word in one for one in pages] for word in ("印鑑登録証明書<", "図面"))
    assert certificate[0] == certificate[1]
    return certificate[0], all(plan)


def test_a_form_that_still_speaks_of_a_seal_is_named_when_the_seal_is_gone(client, office):
    a_section("seikatsu", "生活環境課")
    a_procedure(seal=SEAL, after={"ja": "図面に実印を押していただきます。"})
    sign_in(client, office)
    done = client.post(REVIEW, POSTED | {"codes": ["dog"]}, follow=True).content.decode()
    assert "「犬の登録」の様式には、押印や印鑑登録証明書の説明が残っています" in done


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


def test_everything_listed_is_ticked_with_one_press_and_what_was_typed_stays(client):
    an_entry()
    an_entry(code="other", name="ほかの届出")
    an_entry(code="elsewhere", name="よその届出", section="zeimu")
    sign_in(client, a_head("jumin"))
    assert "一覧の2件をすべて選ぶ" in client.get(REVIEW).content.decode()
    picked = client.post(REVIEW, POSTED | {"pick": "all"})
    assert picked.context["ticked"] == ["moving-within", "other"]
    text = picked.content.decode()
    assert "2件を選んでいます" in text
    assert "記名で足りるため。" in text
    assert queries.decisions() == {}
    filtered = client.post(f"{REVIEW}?q=ほかの", POSTED | {"pick": "all"})
    assert filtered.context["ticked"] == ["other"]
    assert client.post(REVIEW, POSTED | {"pick": "none"}).context["ticked"] == []


def test_the_cio_reads_the_review_and_decides_nothing(client):
    an_entry()
    sign_in(client, a_clerk(section="kikaku", role=Role.CIO))
    assert REVIEW in client.get("/staff/procedures/").content.decode()
    text = client.get(REVIEW).content.decode()
    assert "転居届" in text
    assert "決定する</button>" not in text
    assert "すべて選ぶ" not in text
    assert client.post(REVIEW, POSTED | {"codes": ["moving-within"]}).status_code == 400
    assert queries.decisions() == {}


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


def test_a_decision_against_the_proposal_is_asked_once_more(client, office):
    an_entry()
    an_entry(code="bank", name="口座の届出", seal_needs="third_party")
    sign_in(client, office)
    both = POSTED | {"codes": ["moving-within", "bank"]}
    page = client.post(REVIEW, both)
    assert page.status_code == 400
    told = page.content.decode()
    assert "案と違う決定があります" in told
    assert "まだ決定していません。1件が" in told.split("<table")[0], "it is told at the top"
    assert "口座の届出（案：" in told
    assert "転居届（案：" not in told
    assert queries.history("moving-within") == queries.history("bank") == []
    assert client.post(REVIEW, both | {"seen": ["abolish:bank"]}).status_code == 302
    assert len(queries.history("bank")) == 1


def test_what_was_seen_for_one_decision_is_not_seen_for_another(client, office):
    an_entry(code="bank", name="口座の届出", seal_needs="third_party")
    sign_in(client, office)
    other = POSTED | {"codes": ["bank"], "verdict": "sign", "seen": ["abolish:bank"]}
    assert client.post(REVIEW, other).status_code == 400
    assert queries.history("bank") == []
