"""Eligibility, outcomes, parts, co-signers, documents and checks, without writing YAML."""

import re

import pytest

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_section, sign_in
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.models import FormDraft

pytestmark = pytest.mark.django_db
FORM = "/staff/procedures/forms/dog/"
THINGS = f"{FORM}things/"
ASKED = {
    "fields": [
        {
            "code": "place",
            "kind": "choice",
            "label": "町内で飼いますか",
            "choices": [{"code": "here", "label": "はい"}, {"code": "away", "label": "いいえ"}],
        }
    ],
    "verdicts": [
        {"when": 'place == "away"', "text": {"ja": "飼う町で登録してください。"}},
        {"when": 'place == "here"', "stops": False, "text": {"ja": "鑑札をお持ちください。"}},
    ],
    "fits": {"ja": "できます。"},
}
AWAY = {"field": "place", "sign": "==", "value": "away"}


@pytest.fixture
def clerk(client):
    a_section("seikatsu", "生活環境課")
    a_procedure(eligibility=ASKED)
    return sign_in(client, a_clerk(section="seikatsu"))


def draft():
    return queries.plain(FormDraft.objects.get(state="open").text)


def hidden(client, address, name):
    """Return a hidden value of a page as a browser would send it back."""
    page = client.get(address).content.decode()
    return re.findall(rf'name="{name}" value="([^"]*)"', page)[0]


def save(client, address, **typed):
    """Open a page, fill it in and press its button."""
    seen = {name: hidden(client, address, name) for name in ("revision", "seen")}
    return client.post(address, {"joint": "and", **seen, **typed})


def problems(answer):
    summary = answer.content.decode().partition('id="error-summary"')[2].partition("</ul>")[0]
    return re.sub(r"<[^>]*>", "", summary)


def test_a_check_is_begun_with_a_question_and_taken_away_again(client):
    a_section("seikatsu", "生活環境課")
    a_procedure()
    sign_in(client, a_clerk(section="seikatsu"))
    typed = {"revision": "0", "fits": "1", "label_ja": "町内ですか", "fits_ja": "できます。"}
    assert client.post(f"{THINGS}eligibility/", typed).status_code == 302
    check = draft()["eligibility"]
    assert check["fields"][0]["label"] == {"ja": "町内ですか"}
    assert [one["code"] for one in check["fields"][0]["choices"]] == ["yes", "no"]
    client.post(f"{THINGS}eligibility/", {"revision": "1", "drop": "1"})
    assert "eligibility" not in draft()


def test_a_verdict_is_put_together_from_boxes(clerk):
    address = f"{THINGS}verdict/new/"
    answer = save(clerk, address, **AWAY, text_ja="よその町です。", stops="no")
    assert answer.status_code == 302
    added = {"when": 'place == "away"', "stops": False, "text": {"ja": "よその町です。"}}
    assert draft()["eligibility"]["verdicts"][2] == added
    assert len(audited("form.edited")) == 2


def test_a_mistake_in_an_expression_is_told_beside_its_box_with_its_place(clerk):
    typed = {"free": "1", "expression": 'place == "moon"', "text_ja": "月です。", "stops": "yes"}
    answer = save(clerk, f"{THINGS}verdict/new/", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "10文字目：選択肢に「moon」はありません。" in problems(answer)
    assert page.index('id="condition-error"') < page.index('id="expression"')
    assert "place == <mark>&quot;</mark>moon&quot;" in page
    assert "月です。" in page
    assert not FormDraft.objects.filter(text__contains="moon").exists()


@pytest.mark.parametrize(
    ("expression", "said"),
    [("", "条件を入力してください"), ("place ==", "文字目："), ("plaec", "plaec"), ("1", "はい")],
)
def test_no_verdict_without_a_condition_that_is_yes_or_no(clerk, expression, said):
    typed = {"free": "1", "expression": expression, "text_ja": "文", "stops": "yes"}
    answer = save(clerk, f"{THINGS}verdict/new/", **typed)
    assert answer.status_code == 422
    assert said in problems(answer)


def test_the_questions_of_the_check_are_edited_like_those_of_the_form(clerk):
    check = "/staff/procedures/forms/dog~check/"
    assert "町内で飼いますか" in clerk.get(check).content.decode()
    kinds = clerk.get(f"{check}pages/check/new/").content.decode()
    assert "日付" in kinds
    assert "氏名" not in kinds
    typed = {"revision": "0", "label_ja": "頭数", "required": "yes", "code": "dogs"}
    typed |= {"minimum": "1", "maximum": "9", "decimals": "0"}
    assert clerk.post(f"{check}pages/check/new/number/", typed).status_code == 302
    assert draft()["eligibility"]["fields"][1]["code"] == "dogs"
    clerk.post(check, {"revision": "1", "up": "dogs"})
    assert draft()["eligibility"]["fields"][0]["code"] == "dogs"
    used = clerk.get(f"{check}fields/place/remove/").content.decode()
    assert "対象の確認の結果" in used
    assert clerk.post(f"{check}fields/place/remove/", {"revision": "2"}).status_code == 422
    assert clerk.get(f"{check}pages/").status_code == 404


def test_the_check_does_not_ask_for_the_individual_number(clerk):
    typed = {"revision": "0", "label_ja": "マイナンバー", "required": "yes", "max_length": "20"}
    check = "/staff/procedures/forms/dog~check/pages/check/new/text/"
    answer = clerk.post(check, typed)
    assert answer.status_code == 422
    assert "個人番号" in problems(answer)


def test_an_outcome_says_what_is_issued(clerk):
    typed = {"code": "partly", "label_ja": "一部認めます", "title_ja": "一部決定通知書",
             "body_ja": "一部を認めます。", "reasons": "要件の一部だけのため。\n\n数のため。",
             "line1_field": "dog_name", "line1_ja": "犬"}  # fmt: skip
    assert save(clerk, f"{THINGS}outcome/new/", **typed).status_code == 302
    lines = [{"field": "dog_name", "label": {"ja": "犬"}}]
    said_in_it = {"title": {"ja": "一部決定通知書"}, "body": {"ja": "一部を認めます。"}}
    notice = {**said_in_it, "lines": lines}
    made = draft()["outcomes"][2]
    reasons = ["要件の一部だけのため。", "数のため。"]
    said = {"code": "partly", "label": {"ja": "一部認めます"}, "ok": False}
    assert made == {**said, "notice": notice, "reasons": reasons}


def test_an_outcome_other_than_granted_needs_reasons_and_one_must_stay(clerk):
    typed = {"label_ja": "却下", "title_ja": "通知", "body_ja": "却下します。", "ok": "on"}
    answer = save(clerk, f"{THINGS}outcome/2/", **typed, reasons="")
    assert "理由の例文" in problems(answer)
    assert save(clerk, f"{THINGS}outcome/2/", remove="1").status_code == 302
    assert save(clerk, f"{THINGS}outcome/1/", remove="1").status_code == 422
    assert [one["code"] for one in draft()["outcomes"]] == ["granted"]


def test_saving_a_thing_unchanged_changes_nothing(clerk):
    before = applications.version_in_force("dog").text
    typed = {"label_ja": "登録できません", "title_ja": "却下通知書", "body_ja": "却下します。",
             "ok": "on", "reasons": "すでに登録されているため。"}  # fmt: skip
    assert save(clerk, f"{THINGS}outcome/2/", **typed).status_code == 302
    assert FormDraft.objects.get().text == before


def test_a_part_is_made_with_its_first_question_and_edited_like_a_form(clerk):
    typed = {"code": "shelter", "name_ja": "譲渡の証明", "who_ja": "保護団体", "days": "20",
             "shares": ["dog_name"], "email_field": "email", "first_ja": "団体の名前",
             "kind": "text", "field": "email", "sign": "has", "value": "",
             "asked_by": "applicant", "remind_days": "7"}  # fmt: skip
    assert save(clerk, f"{THINGS}part/new/", **typed).status_code == 302
    part = draft()["parts"][1]
    assert part["when"] == "has(email)"
    assert part["shares"] == ["dog_name"]
    assert part["pages"][0]["fields"][0]["label"] == {"ja": "団体の名前"}
    form = "/staff/procedures/forms/dog~part-shelter/"
    more = {
        "revision": "1",
        "label_ja": "証明",
        "required": "yes",
        "code": "sure",
        "text_ja": "はい",
    }
    more["personal"] = "personal"
    assert clerk.post(f"{form}pages/page_1/new/declaration/", more).status_code == 302
    assert "団体の名前" in clerk.get(form).content.decode()
    assert [one["code"] for one in draft()["parts"][1]["pages"][0]["fields"]] == ["text_1", "sure"]
    like = {
        "code": "second",
        "name_ja": "もう1通",
        "who_ja": "別の団体",
        "days": "20",
        "like": "vet",
        "asked_by": "office",
        "remind_days": "0",
    }
    assert save(clerk, f"{THINGS}part/new/", **like).status_code == 302
    assert {key: draft()["parts"][2][key] for key in ("like", "asked_by", "remind_days")} == {
        "like": "vet",
        "asked_by": "office",
        "remind_days": 0,
    }


def test_a_cosigner_and_a_document_are_added(clerk):
    typed = {"code": "spouse", "name_ja": "配偶者", "statement_ja": "同意します。",
             "by": ["code"], "count": "1", "days": "7"}  # fmt: skip
    assert save(clerk, f"{THINGS}cosigner/new/", **typed).status_code == 302
    assert save(clerk, f"{THINGS}attachment/new/", name_ja="鑑札").status_code == 302
    assert draft()["cosigners"][0]["by"] == ["code"]
    save(clerk, f"{THINGS}attachment/new/", name_ja="印", required="on", with_seal="on")
    assert [one.get("with_seal", False) for one in draft()["attachments"]] == [False, True]


def test_a_check_compares_a_question_with_another(clerk):
    for code, number in (("born", 0), ("kept", 1)):
        typed = {"revision": str(number), "label_ja": code, "required": "yes", "code": code}
        clerk.post(f"{FORM}pages/dog/new/date/", typed | {"personal": "internal"})
    address = f"{FORM}fields/kept/checks/new/"
    typed = {"field": "kept", "sign": ">=", "value": "born", "message_ja": "生まれた後の日です。"}
    assert save(clerk, address, **typed).status_code == 302
    field = draft()["pages"][1]["fields"][-1]
    assert field["checks"] == [{"rule": "kept >= born", "message": {"ja": "生まれた後の日です。"}}]
    assert 'value="born"' in clerk.get(f"{FORM}fields/kept/checks/1/").content.decode()
    assert "生まれた後の日です。" in clerk.get(f"{FORM}fields/kept/").content.decode()
    wrong = save(clerk, f"{FORM}fields/kept/checks/1/", free="1", expression="kept >= 3",
                 message_ja="x")  # fmt: skip
    assert wrong.status_code == 422
    assert "文字目：" in problems(wrong)


def test_things_are_reordered_by_buttons(clerk):
    page = clerk.get(f"{THINGS}eligibility/").content.decode()
    seen = re.findall(r'name="up-verdict" value="(\w+)"', page)
    assert len(seen) == 1
    posted = {"revision": "0", "up-verdict": seen[0]}
    assert clerk.post(f"{THINGS}eligibility/", posted).status_code == 302
    assert draft()["eligibility"]["verdicts"][0]["stops"] is False
    posted["revision"] = "1"
    assert clerk.post(f"{THINGS}eligibility/", posted).status_code == 422


def test_two_who_edit_the_same_row_lose_nothing(clerk):
    address = f"{THINGS}verdict/1/"
    mine = {name: hidden(clerk, address, name) for name in ("revision", "seen")}
    save(clerk, f"{THINGS}verdict/2/", remove="1")
    typed = {**mine, **AWAY, "joint": "and", "text_ja": "わたしの文", "stops": "yes"}
    answer = clerk.post(address, typed)
    assert answer.status_code == 409
    assert "わたしの文" in answer.content.decode()
    typed["revision"] = "1"
    assert clerk.post(address, typed).status_code == 302
    assert [one["text"]["ja"] for one in draft()["eligibility"]["verdicts"]] == ["わたしの文"]
    late = clerk.post(address, {**typed, "revision": "2", "text_ja": "遅れた文"})
    assert late.status_code == 422
    assert "ほかの人が変えたか、削除しました" in problems(late)


def test_differences_tell_each_thing_in_a_sentence(clerk):
    save(clerk, f"{THINGS}verdict/2/", remove="1")
    save(clerk, f"{THINGS}outcome/2/", label_ja="登録しません", title_ja="却下通知書",
         body_ja="却下します。", ok="on", reasons="すでに登録されているため。")  # fmt: skip
    save(clerk, f"{THINGS}cosigner/new/", code="spouse", name_ja="配偶者",
         statement_ja="同意", by="code", count="1", days="7")  # fmt: skip
    page = clerk.get(f"{FORM}changes/").content.decode()
    assert "「鑑札をお持ちください。」が削除されました。" in page
    assert "呼び名（日本語）が「登録できません」から「登録しません」に変わりました。" in page
    assert "「配偶者」が追加されました。" in page


def test_preview_and_test_run_cover_all_of_it(clerk):
    for one in ("check:check", "part-vet:shot", "outcome:refused"):
        assert clerk.get(f"{FORM}preview/sheet/?page={one}").status_code == 200, one
        assert clerk.get(f"{FORM}preview/?page={one}").status_code == 200, one
    assert (
        "却下します。" in clerk.get(f"{FORM}preview/sheet/?page=outcome:refused").content.decode()
    )
    sent = {"form": "check", "where": "check", "place": "away"}
    page = clerk.post(f"{FORM}trial/", sent).content.decode()
    assert "飼う町で登録してください。" in page
    assert "できます。" not in page.partition("<h2>しくみの動き</h2>")[0]
    sent = {"form": "part-vet", "where": "shot", "clinic": "小山病院"}
    assert "小山病院" in clerk.post(f"{FORM}trial/", sent).content.decode()
    assert clerk.get(f"{FORM}trial/?form=part-nobody").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["things/hack/", "things/verdict/9/", "things/verdict/x/", "things/verdict/0/",
     "things/hack/1/", "fields/nobody/checks/new/", "fields/dog_name/checks/1/"],
)  # fmt: skip
def test_forged_places_are_not_there(clerk, address):
    assert clerk.get(f"{FORM}{address}").status_code == 404


@pytest.mark.parametrize("scope", ["check", "part-nobody", "hack", "part-"])
def test_a_form_that_is_not_there_has_no_page(client, scope):
    a_section("seikatsu", "生活環境課")
    a_procedure(parts=())
    sign_in(client, a_clerk(section="seikatsu"))
    assert client.get(f"/staff/procedures/forms/dog~{scope}/").status_code == 404
