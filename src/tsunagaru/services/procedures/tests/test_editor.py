"""The form editor: from a draft to the version in force, without writing YAML."""

import re

import pytest
from django.apps import apps

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import a_draft, a_procedure
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, sign_in
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.clock import local
from tsunagaru.services.procedures.models import FormDraft

pytestmark = pytest.mark.django_db
FORMS = "/staff/procedures/forms/"
DOG = f"{FORMS}dog/"
CHIP = {
    "revision": "0",
    "label_ja": "マイクロチップ",
    "label_easy": "マイクロチップ",
    "label_en": "Microchip",
    "required": "yes",
    "personal": "internal",
    "code": "chip",
    "choice-code": ["", ""],
    "choice-ja": ["ある", "ない"],
    "choice-easy": ["ある", "ない"],
    "choice-en": ["Yes", "No"],
}


@pytest.fixture
def dog(db):
    a_section("seikatsu", "生活環境課")
    return a_procedure()


@pytest.fixture
def clerk(dog, client):
    return sign_in(client, a_clerk(section="seikatsu"))


def table(name):
    """Return the rows of a table of another package."""
    return apps.get_model(name).objects


def draft():
    return FormDraft.objects.get(state="open")


def form():
    return applications.procedure("dog")


def add_chip(client):
    answer = client.post(f"{DOG}pages/dog/new/choice/", CHIP)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def test_the_list_shows_versions_drafts_and_who_changed_them(clerk):
    page = clerk.get(FORMS).content.decode()
    assert form().name.ja in page
    assert "公開待ち" not in page
    add_chip(clerk)
    page = clerk.get(FORMS).content.decode()
    saved = local(draft().saved_at)
    stamp = f"{saved.year}年{saved.month}月{saved.day}日 {saved:%H:%M}"
    assert re.search(rf"{stamp}</span> [^<\s]+", page)


def test_a_field_is_added_and_the_version_in_force_stays(clerk):
    assert "#field-chip" in add_chip(clerk)["Location"]
    assert "chip" in draft().text
    assert "chip" not in str(form().pages)
    assert "マイクロチップ" in clerk.get(DOG).content.decode()
    assert [one["way"] for one in published("form.edited")] == ["start", "page"]
    assert len(audited("form.edited")) == 2


def test_every_page_of_the_editor_can_be_drawn(clerk):
    add_chip(clerk)
    pages = (
        "", "head/", "pages/", "pages/dog/", "pages/dog/new/", "fields/chip/",
        "fields/chip/remove/", "conditions/when/chip/", "conditions/required/chip/",
        "conditions/page/dog/", "text/", "file/", "preview/", "preview/sheet/", "trial/",
        "changes/", "versions/", "preview/sheet/?speech=en&as=counter&page=dog",
    )  # fmt: skip
    for one in pages:
        assert clerk.get(f"{DOG}{one}").status_code == 200, one


def test_fields_are_reordered_by_buttons_and_moved_to_another_page(clerk):
    add_chip(clerk)
    names = [one["code"] for one in applications.procedure("dog").pages[1]["fields"]]
    clerk.post(DOG, {"revision": "1", "up": "chip"})
    text = draft().text
    assert text.index("code: chip") < text.index(f"code: {names[-1]}")
    clerk.post(DOG, {"revision": "2", "move": "chip", "to-chip": "owner"})
    text = draft().text
    assert text.index("code: chip") < text.index("- code: dog\n")
    answer = clerk.post(DOG, {"revision": "3", "page-up": "owner"})
    assert answer.status_code == 422
    assert "これより先には動かせません" in answer.content.decode()


def test_a_condition_is_put_together_from_boxes(clerk):
    add_chip(clerk)
    clerk.post(f"{DOG}pages/dog/new/text/", {
        "revision": "1", "label_ja": "番号", "required": "yes", "personal": "internal",
        "code": "number", "max_length": "15",
    })  # fmt: skip
    address = f"{DOG}conditions/when/number/"
    posted = {"revision": "2", "joint": "and", "field": "chip", "sign": "==", "value": "ある"}
    assert clerk.post(address, posted).status_code == 302
    assert 'chip == "option_1"' in draft().text
    assert "option_1" in clerk.get(address).content.decode()
    posted |= {"revision": "3", "free": "1", "expression": 'chip == "oder"'}
    answer = clerk.post(address, posted)
    assert answer.status_code == 422
    assert "oder" in answer.content.decode()
    assert "選択肢" in answer.content.decode()


def test_a_field_that_is_used_is_removed_only_with_its_conditions(clerk):
    test_a_condition_is_put_together_from_boxes(clerk)
    page = clerk.get(f"{DOG}fields/chip/remove/").content.decode()
    assert "「番号」の表示する条件" in page
    posted = {"revision": "3"}
    assert clerk.post(f"{DOG}fields/chip/remove/", posted).status_code == 422
    posted["drop_conditions"] = "1"
    assert clerk.post(f"{DOG}fields/chip/remove/", posted).status_code == 302
    assert "chip" not in draft().text
    assert "code: number" in draft().text


def test_the_second_of_two_editors_is_told_and_loses_nothing(clerk, client, dog):
    add_chip(clerk)
    answer = clerk.post(f"{DOG}pages/dog/new/choice/", {**CHIP, "code": "other"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "先に保存しました" in page
    assert 'value="マイクロチップ"' in page
    assert 'name="revision" value="1"' in page
    assert clerk.post(f"{DOG}pages/dog/new/choice/", {**CHIP, "code": "other", "revision": "1"})
    assert "other" in draft().text


def test_yaml_with_a_mistake_is_refused_with_its_line_and_kept_in_the_box(clerk):
    text = applications.version_in_force("dog").text
    broken = text.replace("kind: person", "kind: parson")
    answer = clerk.post(f"{DOG}text/", {"revision": "0", "text": broken})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "か所を直してください" in page
    assert "kind: parson" in page
    assert not FormDraft.objects.filter(text__contains="parson").exists()
    commented = "# 説明\n" + text
    assert clerk.post(f"{DOG}text/", {"revision": "0", "text": commented}).status_code == 302
    assert draft().text == commented
    add = {**CHIP, "revision": "1"}
    assert clerk.post(f"{DOG}pages/dog/new/choice/", add).status_code == 302
    assert draft().text.startswith("# 説明\n")
    assert clerk.get(f"{DOG}file/").content.decode() == draft().text


def test_the_seal_is_not_decided_in_the_editor(clerk):
    text = applications.version_in_force("dog").text
    changed = text.replace("required: false\n  basis", "required: true\n  basis", 1)
    assert changed != text
    answer = clerk.post(f"{DOG}text/", {"revision": "0", "text": changed})
    assert "押印の見直し" in answer.content.decode()


def test_a_clerk_asks_and_the_head_publishes(clerk, client):
    add_chip(clerk)
    page = clerk.get(f"{DOG}changes/").content.decode()
    assert "「マイクロチップ」（1つ選ぶ）が追加されました" in page
    live = applications.version_in_force("dog").hash
    posted = {"revision": "1", "live": live, "untranslated": "1"}
    refused = clerk.post(f"{DOG}changes/", {**posted, "publish": "1"})
    assert refused.status_code == 422
    assert "課長" in refused.content.decode()
    assert clerk.post(f"{DOG}changes/", {**posted, "ask": "1"}).status_code == 302
    started = a_draft(filled=False)
    head = sign_in(client, a_head("seikatsu"))
    assert "様式の公開" in head.get("/staff/").content.decode()
    assert head.post(f"{DOG}changes/", {**posted, "publish": "1"}).status_code == 302
    assert "chip" in str(form().pages)
    assert table("applications.Draft").get(pk=started).version.hash == live
    (told,) = published("form.published")
    assert (told["second"], told["differences"]) == ("yes", 1)
    assert len(audited("form.published")) == 1


def test_an_old_version_is_published_again(clerk, client):
    test_a_clerk_asks_and_the_head_publishes(clerk, client)
    old = next(one for one in applications.versions("dog") if not one.in_force)
    answer = client.post(f"{DOG}versions/", {"version": str(old.id)})
    assert answer["Location"].endswith("changes/")
    live = applications.version_in_force("dog").hash
    posted = {"revision": "0", "live": live, "untranslated": "1", "publish": "1"}
    assert client.post(f"{DOG}changes/", posted).status_code == 302
    assert applications.version_in_force("dog").hash == old.hash


def test_publishing_waits_for_translations_or_a_tick(clerk, client):
    add_chip(clerk)
    head = sign_in(client, a_head("seikatsu"))
    live = applications.version_in_force("dog").hash
    posted = {"revision": "1", "live": live, "publish": "1"}
    answer = head.post(f"{DOG}changes/", posted)
    assert answer.status_code == 422
    assert "訳のない文言" in answer.content.decode()


def test_a_version_that_came_into_force_meanwhile_is_not_undone_unseen(clerk, client, dog):
    add_chip(clerk)
    old = applications.version_in_force("dog").hash
    a_procedure(standard_days=9)
    head = sign_in(client, a_head("seikatsu"))
    posted = {"revision": "1", "live": old, "publish": "1", "untranslated": "1"}
    answer = head.post(f"{DOG}changes/", posted)
    assert answer.status_code == 422
    assert "公開中の版が変わりました" in answer.content.decode()
    assert form().standard_days == 9


def test_a_trial_makes_no_case_and_keeps_nothing(clerk):
    add_chip(clerk)
    before = table("ledger.EventRow").count()
    page = clerk.get(f"{DOG}trial/").content.decode()
    state = page.split('name="state" value="')[1].split('"')[0]
    owner = {"owner-family": "小山", "owner-given": "花子", "owner-family_kana": "コヤマ",
             "owner-given_kana": "ハナコ", "email": "hanako@town.example"}  # fmt: skip
    page = clerk.post(f"{DOG}trial/", {**owner, "where": "owner", "state": state}).content.decode()
    state = page.split('name="state" value="')[1].split('"')[0]
    wrong = clerk.post(f"{DOG}trial/", {"where": "dog", "state": state, "dog_name": "ポチ"})
    assert wrong.status_code == 422
    sent = {"where": "dog", "state": state, "dog_name": "ポチ", "chip": "option_1"}
    page = clerk.post(f"{DOG}trial/", sent).content.decode()
    assert "最後まで入力できました" in page
    assert "ポチ" in page
    assert table("ledger.EventRow").count() == before
    for name in ("cases.Case", "applications.Application", "applications.Draft"):
        assert not table(name).exists()


def test_the_preview_may_be_framed_by_the_editor_only(clerk):
    sheet = clerk.get(f"{DOG}preview/sheet/?speech=en&page=dog")
    assert sheet["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in sheet["Content-Security-Policy"]
    assert 'lang="en"' in sheet.content.decode()
    assert "language" not in sheet.cookies
    assert "frame-ancestors 'none'" in clerk.get(f"{DOG}preview/")["Content-Security-Policy"]


def test_a_draft_is_thrown_away(clerk):
    add_chip(clerk)
    assert clerk.post(DOG, {"revision": "1", "drop": "1"}).status_code == 302
    assert not FormDraft.objects.filter(state="open").exists()
    late = clerk.post(f"{DOG}pages/dog/new/choice/", {**CHIP, "revision": "1"})
    assert late.status_code == 409
    assert "公開または破棄" in late.content.decode()


def test_the_head_of_the_procedure_is_edited_without_yaml(clerk):
    page = clerk.get(f"{DOG}head/").content.decode()
    for key in ("name_ja", "laws", "standard_days", "minutes"):
        assert f'name="{key}"' in page
    assert "手数料・支払い・来庁の予約" in page


def test_nobody_of_another_section_has_a_way_in(dog, client):
    sign_in(client, a_clerk(section="zeimu"))
    assert form().name.ja not in client.get(FORMS).content.decode()
    for one in ("", "head/", "text/", "file/", "trial/", "changes/", "versions/", "preview/sheet/"):
        assert client.get(f"{DOG}{one}").status_code == 404, one
    assert client.post(f"{DOG}pages/dog/new/choice/", CHIP).status_code == 404
    assert not FormDraft.objects.exists()
    sign_in(client, a_clerk(section="kikaku", role=Role.DX_OFFICE))
    assert client.get(DOG).status_code == 200
