"""A survey of a district (会員アンケート): asked, answered on phone and paper, closed, read."""

from datetime import timedelta

import pytest

from tests.walks.clerk import appoint_head
from tests.walks.pictures import shot
from tests.walks.steps import click, follow, main_of, press, see, sign_in, tap, wait_for
from tsunagaru.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
CLERK, TITLE, AREA = "general-affairs", "夏祭りのやり方のアンケート", "吉久保第二区"


def lead(desk, phone, accounts):
    """Let the clerk register the head, who signs in on the phone."""
    desk.goto("/staff/")
    sign_in(desk, accounts[CLERK])
    appoint_head(desk, "d40", ("ミホン ウメ", "1946-02-20"))
    phone.goto("/circulars/")
    sign_in(phone, accounts["ume"])


def ask(phone, names):
    """Write a survey with a question of each kind, look at the draft, and publish it."""
    phone.goto("/circulars/")
    follow(phone, f"{AREA}の役職のページ")
    follow(phone, f"{AREA}のアンケート")
    follow(phone, "アンケートを書く")
    given = {
        "title": TITLE,
        "why": "来年の夏祭りを続けるかどうかを決めるためです。",
        "due_on": str(clock.day_of(clock.now()) + timedelta(days=10)),
        "q1_text": "夏祭りを続けますか。",
        "q1_choices": "続ける\n規模を小さくして続ける\nやめる",
        "q2_text": "手伝えることはどれですか。",
        "q2_choices": "準備\n当日\n片付け",
        "q3_text": "家族で何人来られますか。",
    }
    for name, value in given.items():
        phone.locator(f"[name={name}]").fill(value)
    phone.get_by_text("質問4", exact=True).click()
    phone.locator("[name=q4_text]").fill("気づいたことを書いてください。")
    for n, kind in enumerate(("one", "several", "number", "words"), start=1):
        phone.locator(f"[name=q{n}_kind]").select_option(kind)
    tap(phone, "names", names)
    shot(phone, f"survey-write-{names}")
    press(phone, "下書きを保存する")
    see(phone, "世帯にはこう見えます")
    shot(phone, f"survey-draft-{names}")
    press(phone, "公開する")
    see(phone, "区の世帯に知らせます")
    return phone.url


def fill(phone, choice):
    tap(phone, "q1", choice)
    tap(phone, "q2", "0")
    phone.locator("[name=q3]").fill("3")
    phone.locator("[name=q4]").fill("提灯を増やしたいです。")


def answer(phone, name):
    """Answer for the own household."""
    phone.goto("/surveys/")
    follow(phone, TITLE)
    fill(phone, "0")
    shot(phone, f"survey-answer-{name}")
    press(phone, "答えを送る")
    see(phone, "答えを受け取りました")
    shot(phone, f"survey-answered-{name}")


def enter(phone, survey, count):
    """Enter sheets of paper."""
    phone.goto(f"{survey}enter/")
    for n in range(count):
        phone.locator("[name=name]").fill(f"見本 {'アイウエオ'[n]}")
        phone.locator("[name=place]").fill(f"吉久保{n + 1}-1")
        fill(phone, "02"[n % 2])
        if not n:
            shot(phone, "survey-enter")
        press(phone, "答えを入れる")
        see(phone, "答えを入れました")


def enter_spelled_otherwise(phone, survey):
    """Enter a household twice in two spellings, say that it is another, and take that back."""
    for name in ("高橋 一", "髙橋 一"):
        phone.goto(f"{survey}enter/")
        phone.locator("[name=name]").fill(name)
        phone.locator("[name=place]").fill("吉久保9-9")
        fill(phone, "0")
        press(phone, "答えを入れる")
    see(phone, "「高橋 一」と同じ世帯")
    shot(phone, "survey-same-home")
    phone.get_by_text("別の世帯", exact=True).click()
    press(phone, "答えを入れる")
    phone.goto(f"{survey}answers/")
    see(phone, "字の似た世帯とは、別の世帯としました。")
    shot(phone, "survey-decided")
    click(phone, main_of(phone).get_by_role("button", name="同じ世帯に直す").first)
    see(phone, "判断を直しました。")


def test_from_the_heads_questions_to_phone_and_paper_to_the_result(desk, phone, accounts):
    lead(desk, phone, accounts)
    survey = ask(phone, "secret")
    answer(phone, "secret")
    enter(phone, survey, 4)
    phone.goto(survey)
    see(phone, "5世帯が答えました")
    see(phone, "どの世帯が答えたかは示しません")
    shot(phone, "survey-head")
    phone.get_by_text("今日で締め切る", exact=True).click()
    press(phone, "締め切る")
    see(phone, "提灯を増やしたいです。")
    phone.locator("[name=summary]").fill("来年も続けます。提灯を増やす声がありました。")
    press(phone, "まとめを公開する")
    shot(phone, "survey-head-closed")
    phone.goto("/surveys/")
    shot(phone, "survey-list")
    follow(phone, TITLE)
    see(phone, "60%")
    see(phone, "来年も続けます。")
    assert "提灯を増やしたいです。" not in main_of(phone).inner_text()
    shot(phone, "survey-result")
    sheet = phone.request.get(f"{survey}sheet.pdf")
    assert sheet.headers["content-type"] == "application/pdf"
    assert desk.goto(survey).status == 404  # the town's staff see no survey


def test_with_names_the_head_sees_who_answered_and_reminds_the_others(desk, phone, accounts):
    lead(desk, phone, accounts)
    phone.goto("/circulars/")
    survey = ask(phone, "named")
    answer(phone, "named")
    phone.goto("/inbox/")
    wait_for(phone, f"アンケート「{TITLE}」")
    phone.goto(survey)
    shot(phone, "survey-head-named")
    follow(phone, "答えと、まだの世帯を見る")
    see(phone, "見本 うめ")
    shot(phone, "survey-answers")
    enter_spelled_otherwise(phone, survey)
    phone.goto(survey)
    phone.get_by_text("アンケートを取り下げる", exact=True).first.click()
    phone.locator("[name=reason]").fill("質問がまちがっていたため")
    press(phone, "アンケートを取り下げる")
    see(phone, "それまでの答えは、すべて消えました")
    phone.goto("/inbox/")
    wait_for(phone, "取り下げられました")
