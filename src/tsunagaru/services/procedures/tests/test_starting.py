"""A procedure made in the browser: a draft nobody outside sees, until it is published."""

import re
from pathlib import Path

import pytest

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, sign_in
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Edited, Folder
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.procedures.testing import an_entry, load_sections

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[5] / "towns" / "oyama"
FORMS = "/staff/procedures/forms/"
NEW = f"{FORMS}new/"
CAT = f"{FORMS}cat/"
TYPED = {
    "from": "",
    "code": "cat",
    "name_ja": "猫の届出", "name_easy": "猫の とどけ", "name_en": "Cat notification",
    "summary_ja": "猫を飼い始めた方の届出です。", "summary_easy": "猫の とどけです。",
    "summary_en": "Tell the town that you keep a cat.",
    "who_ja": "町内で猫を飼う方", "who_easy": "猫を 飼う 人", "who_en": "Anyone with a cat",
    "after_ja": "担当の課が確認します。", "after_easy": "役場が 見ます。", "after_en": "We look.",
    "laws": "小山町猫の条例｜第2条", "section": "seikatsu", "field": "life",
    "standard_days": "3", "minutes": "5", "fee_yen": "0",
    "seal_required": "no", "seal_basis": "定めはありません。",
    "identity": "none", "channels": ["online", "counter"], "appeal": "on",
}  # fmt: skip


@pytest.fixture
def clerk(client):
    a_section("seikatsu", "生活環境課")
    a_section("zeimu", "税務課")
    return sign_in(client, a_clerk(section="seikatsu"))


def begin(client, **more):
    return client.post(NEW, {**TYPED, **more})


def problems(answer):
    """Return the sentences of the error summary."""
    summary = answer.content.decode().partition('id="error-summary"')[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?)</li>", summary)


def parsed_of(folder):
    """Return what a folder says of procedures; it has no mistakes."""
    parsed = applications.TOWN_PART.read(folder)
    assert parsed is not None
    return parsed


def draft():
    return FormDraft.objects.get(state="open")


def test_a_blank_procedure_is_a_draft_that_could_be_published(clerk):
    assert clerk.get(NEW).status_code == 200
    answer = begin(clerk)
    assert answer["Location"] == CAT
    tree = queries.plain(draft().text)
    assert tree["name"] == {"ja": "猫の届出", "easy": "猫の とどけ", "en": "Cat notification"}
    assert tree["laws"] == [{"name": "小山町猫の条例", "article": "第2条"}]
    assert tree["fee"]["text"]["ja"] == "無料"
    assert len(tree["appeal"]) == 2
    assert applications.read_definition("cat", draft().text).problems == ()
    assert published("form.edited")[0]["way"] == "new"
    assert len(audited("form.edited")) == 1


def test_nothing_a_resident_sees_changes_before_it_is_published(clerk, client):
    begin(clerk)
    for address in ("/procedures/cat/", "/apply/cat/"):
        assert client.get(address).status_code == 404, address
    assert "猫の届出" not in client.get("/procedures/?q=猫").content.decode()
    assert "猫の届出" not in client.get("/procedures/list/").content.decode()
    head = sign_in(client, a_head("seikatsu"))
    page = head.get(f"{CAT}changes/").content.decode()
    assert "猫の届出" in page
    posted = {"revision": "0", "live": "", "publish": "1", "untranslated": "1"}
    assert head.post(f"{CAT}changes/", posted).status_code == 302
    assert "猫の届出" in client.get("/procedures/?q=猫").content.decode()
    assert client.get("/apply/cat/").status_code == 200
    assert [row.code for row in queries.rows()] == ["cat"]


def test_every_page_of_the_editor_takes_a_procedure_nobody_published(clerk):
    begin(clerk)
    pages = ("", "head/", "text/", "file/", "preview/", "preview/sheet/", "trial/", "changes/",
             "versions/")  # fmt: skip
    for one in pages:
        assert clerk.get(f"{CAT}{one}").status_code == 200, one
    assert "まだ公開していません" in clerk.get(FORMS).content.decode()


def test_dump_gives_the_same_yaml_and_an_old_folder_does_not_take_it_away(clerk, client, tmp_path):
    begin(clerk)
    text = draft().text
    sign_in(client, a_head("seikatsu"))
    posted = {"revision": "0", "live": "", "publish": "1", "untranslated": "1"}
    client.post(f"{CAT}changes/", posted)
    folder = Folder(tmp_path)
    applications.TOWN_PART.dump(folder)
    assert (tmp_path / "procedures" / "cat.yaml").read_text() == text
    (tmp_path / "procedures" / "cat.yaml").unlink()
    old = Folder(tmp_path, edited=Edited.REFUSE)
    changes = applications.TOWN_PART.apply(parsed_of(old), at=NOON)
    assert [(one.kind, one.thing) for one in changes] == [("conflict", "手続き cat")]


def test_a_copy_has_the_questions_of_the_other_and_a_head_of_its_own(clerk):
    a_procedure()
    page = clerk.get(f"{NEW}?from=dog").content.decode()
    assert "狂犬病予防法｜第4条第1項" in page
    assert begin(clerk, **{"from": "dog", "fee_yen": "500"}).status_code == 302
    tree, dog = queries.plain(draft().text), applications.procedure("dog")
    assert [one["code"] for one in tree["pages"]] == [one["code"] for one in dog.pages]
    assert tree["parts"][0]["code"] == "vet"
    assert tree["fee"] == {
        "yen": 500,
        "text": {"ja": "500円", "easy": "500円です。", "en": "500 yen"},
    }
    assert published("form.edited")[0]["way"] == "copy"


@pytest.mark.parametrize("code", ["list", "seals", "new", "dog"])
def test_a_code_that_is_taken_is_refused_and_what_was_typed_stays(clerk, code):
    a_procedure()
    answer = begin(clerk, code=code)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "別の符号にしてください" in page
    assert 'value="猫の届出"' in page
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("code", ["Cat", "猫", "-cat", "c" * 61, ""])
def test_a_code_that_is_no_code_is_refused(clerk, code):
    assert begin(clerk, code=code).status_code == 422
    assert not FormDraft.objects.exists()


def test_the_code_of_a_draft_and_of_an_abolished_procedure_is_taken(clerk, tmp_path):
    begin(clerk)
    assert begin(clerk).status_code == 422
    a_procedure()
    (tmp_path / "procedures").mkdir()
    gone = Folder(tmp_path, edited=Edited.OVERWRITE)
    applications.TOWN_PART.apply(parsed_of(gone), at=NOON)
    answer = begin(clerk, code="dog")
    assert "廃止した手続き" in answer.content.decode()


def test_nobody_makes_a_procedure_of_another_section(clerk, client):
    assert begin(clerk, section="zeimu").status_code == 422
    begin(clerk)
    moved = draft().text.replace("section: seikatsu", "section: zeimu")
    answer = clerk.post(f"{CAT}text/", {"revision": "0", "text": moved})
    assert "DX推進部門に依頼" in answer.content.decode()
    sign_in(client, a_clerk(section="zeimu"))
    assert client.get(CAT).status_code == 404
    assert client.post(f"{CAT}head/", TYPED).status_code == 404
    sign_in(client, a_clerk(section="kikaku", role=Role.DX_OFFICE))
    assert client.get(CAT).status_code == 200


def test_where_the_register_knows_it_section_and_seal_must_agree(clerk):
    an_entry(code="cat", section="seikatsu", seal="personal", seal_basis="practice")
    answer = begin(clerk)
    assert "押印は「求める」です" in answer.content.decode()
    assert begin(clerk, seal_required="yes").status_code == 302


def test_until_it_is_published_the_seal_is_part_of_the_head(clerk):
    begin(clerk)
    posted = {**TYPED, "revision": "0", "seal_required": "yes", "fee_text_ja": "無料"}
    assert clerk.post(f"{CAT}head/", posted).status_code == 302
    assert queries.plain(draft().text)["seal"]["required"] is True


def test_a_new_procedure_thrown_away_leaves_nothing(clerk):
    begin(clerk)
    assert clerk.post(CAT, {"revision": "0", "drop": "1"}).status_code == 302
    assert clerk.get(CAT).status_code == 404
    assert begin(clerk).status_code == 302


def test_some_procedures_of_the_town_can_be_copied(client):
    copy_every(6, client)


@pytest.mark.drill
def test_any_procedure_of_the_town_can_be_copied(client):
    copy_every(1, client)


def copy_every(nth, client):
    load_sections(TOWN)
    parsed = parsed_of(Folder(TOWN))
    applications.TOWN_PART.apply(parsed, at=NOON)
    sign_in(client, a_clerk(section="kikaku", role=Role.DX_OFFICE))
    for one in parsed.procedures[::nth]:
        rule = {"fee_rule": one.fee.rule, "fee_text_ja": "計算します。"} if one.fee.rule else {}
        more = {"from": one.code, "code": f"{one.code}-copy", "section": one.section, **rule}
        answer = begin(client, **more)
        assert answer.status_code == 302, (one.code, problems(answer))
