"""The preview tells what a procedure's page says, and hands its notices over as paper."""

import pypdfium2
import pytest
from django.apps import apps

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.people.testing import a_clerk, a_section, sign_in
from tsunagaru.services.procedures.queries import plain, trying
from tsunagaru.services.procedures.tests.test_things import FORM, THINGS, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    a_section("seikatsu", "生活環境課")
    a_procedure()
    return sign_in(client, a_clerk(section="seikatsu"))


def test_the_preview_shows_the_guide_as_residents_read_it(clerk):
    page = clerk.get(f"{FORM}preview/sheet/?page=guide:&speech=ja-easy").content.decode()
    assert "3,000円" in page
    assert "狂犬病予防法" in page


def test_a_notice_is_handed_over_as_pdf_with_sample_answers(clerk):
    lines = {"line1_field": "dog_name", "label_ja": "登録しました", "title_ja": "登録済証",
             "body_ja": "登録しました。", "ok": "on"}  # fmt: skip
    assert save(clerk, f"{THINGS}outcome/1/", **lines).status_code == 302
    shown = clerk.get(f"{FORM}preview/?page=outcome:granted").content.decode()
    assert f"{FORM}preview/notice/granted/" in shown
    assert "見本" in clerk.get(f"{FORM}preview/sheet/?page=outcome:granted").content.decode()
    for outcome, words in (
        ("granted", ("登録済証", "犬の名前", "見本（効力はありません）", "小山 花子")),
        ("refused", ("却下通知書", "すでに登録されているため。", "審査請求")),
    ):
        paper = clerk.get(f"{FORM}preview/notice/{outcome}/")
        assert paper["Content-Type"] == "application/pdf"
        text = words_of(paper.content)
        for word in words:
            assert word.replace(" ", "") in text, word
    assert clerk.get(f"{FORM}preview/notice/nothing/").status_code == 404
    assert not apps.get_model("documents.Paper").objects.exists()


def words_of(paper):
    """Return the text of a PDF without its spaces."""
    found = "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(paper))
    return "".join(found.split())


def test_the_town_s_own_example_goes_before_one_made_up(clerk):
    example = {"owner": {"family": "須走", "given": "一郎", "family_kana": "スバシリ",
                         "given_kana": "イチロウ"}}  # fmt: skip
    a_procedure(demo={"examples": [example], "weight": 1})
    text = applications.version_in_force("dog").text
    form = applications.form_from(applications.procedure("dog"))
    answers = trying.sample(form, plain(text), NOON)
    assert answers["owner"]["family"] == "須走"
    assert answers["dog_name"] == "見本"
