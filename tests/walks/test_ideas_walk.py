"""Ideas for the town (アイデア募集): proposed, listed, voted on in secret, counted, answered."""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.walks.conftest import DESKTOP, PHONE, NewTown
from tests.walks.pictures import shot
from tests.walks.steps import follow, main_of, press, see, sign_in, tap, wait_for
from tests.walks.test_accessibility import objections
from tests.walks.town import Town, running
from tsunagaru.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
TODAY = clock.day_of(clock.now())
TITLE = "図書館をもっと使いたくするアイデア"
IDEAS = {"hanako": "夜の図書館", "taro": "駅の返却箱"}
TEXT = "仕事の帰りにも使えるようにしてほしい。"
ROUND = "/hearing/ideas/1/"
Open = Callable[..., Page]


@pytest.fixture
def home(tmp_path: Path, new_town: NewTown) -> Town:
    return new_town(tmp_path)


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Open]:
    """Open a page of a town, signed in as somebody; all are closed afterwards."""
    contexts = []

    def open_page(town: Town, login: str = "", *, desk: bool = False) -> Page:
        context = browser.new_context(
            viewport=DESKTOP if desk else PHONE, locale="ja-JP", base_url=town.address
        )
        contexts.append(context)
        page = context.new_page()
        if login:
            accounts = json.loads(town.command("demo", "accounts", "--json"))
            page.goto("/sign-in/")
            sign_in(page, next(one for one in accounts if one["login"] == login))
        return page

    yield open_page
    for context in contexts:
        context.close()


def accessible(page: Page) -> None:
    was = page.viewport_size
    assert objections(page) == []
    page.emulate_media(color_scheme="light")
    if was:
        page.set_viewport_size(was)


def prepare(desk: Page) -> None:
    """Write the round down; votes begin in two days and end in three."""
    desk.goto("/staff/hearing/ideas/new/")
    days = {"ideas_from": 0, "ideas_until": 1, "votes_from": 2, "votes_until": 3}
    for name, after in days.items():
        desk.locator(f"[name={name}]").fill(f"{TODAY + timedelta(days=after)}")
    desk.locator("[name=title]").fill(TITLE)
    desk.locator("[name=about]").fill(
        "図書館の使い方を募ります。建物を新しく建てることはできません。"
    )
    tap(desk, "initiatives", "5")
    shot(desk, "ideas-prepare")
    accessible(desk)
    press(desk, "保存する")
    press(desk, "公開の承認を求める")
    see(desk, "承認を求めました")


def publish(head: Page) -> None:
    head.goto("/staff/")
    follow(head, "アイデア募集の公開の承認")
    shot(head, "ideas-publish")
    press(head, "公開する")
    see(head, "公開しました")


def propose(phone: Page, title: str) -> None:
    phone.goto(ROUND)
    shot(phone, "ideas-round")
    follow(phone, "アイデアを提案する")
    phone.locator("[name=title]").fill(title)
    phone.locator("[name=text]").fill(TEXT)
    shot(phone, "ideas-propose")
    accessible(phone)
    press(phone, "提案する")
    see(phone, "アイデアを受け付けました")
    assert title not in main_of(phone).inner_text()


def list_all(desk: Page) -> None:
    for title in IDEAS.values():
        desk.goto("/staff/hearing/ideas/1/")
        follow(desk, title)
        press(desk, "保存して確かめる")
        shot(desk, "ideas-check")
        press(desk, "載せる")
        see(desk, "載せました")
    accessible(desk)


def choose(phone: Page, number: str) -> None:
    tap(phone, "idea", number)
    shot(phone, "ideas-vote")
    accessible(phone)
    press(phone, "確認へ進む")
    see(phone, "投票の確認")
    shot(phone, "ideas-confirm")
    accessible(phone)
    press(phone, "この内容で投票する")
    see(phone, "投票を受け付けました")


def vote(phone: Page, number: str) -> None:
    phone.goto("/hearing/ideas/")
    accessible(phone)
    follow(phone, TITLE)
    shot(phone, "ideas-list")
    accessible(phone)
    follow(phone, "投票する")
    choose(phone, number)
    see(phone, "あなたの投票は済んでいます")
    shot(phone, "ideas-voted")


def hand_slip(desk: Page) -> str:
    """Find うめ at the counter, and print a slip; return the code on it."""
    desk.goto("/staff/hearing/ideas/1/slip/")
    accessible(desk)
    desk.locator("[name=phone]").fill("0550000002")
    press(desk, "探す")
    shot(desk, "ideas-slip")
    form = main_of(desk).locator("form:has(button[name=resident])").first
    sent: dict[str, str | float | bool] = {
        name: form.locator(f"[name={name}]").get_attribute("value") or ""
        for name in ("csrfmiddlewaretoken", "press", "resident")
    }
    answer, again = (desk.request.post(desk.url, form=sent) for _ in range(2))
    codes = [code_on(one.body()) for one in (answer, again)]
    assert codes[0] == codes[1]
    return codes[0]


def code_on(pdf: bytes) -> str:
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_bounded()
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", text)
    assert found, text
    return found[0]


def use_slip(phone: Page, code: str) -> None:
    phone.goto(ROUND)
    follow(phone, "窓口で受け取った投票券")
    phone.locator("[name=code]").fill(code.lower())
    shot(phone, "ideas-code")
    choose(phone, "1")
    phone.goto(f"{ROUND}slip/")
    phone.locator("[name=code]").fill(code)
    tap(phone, "idea", "2")
    press(phone, "確認へ進む")
    see(phone, "この番号は使えません")


def answer_all(desk: Page) -> None:
    for title in IDEAS.values():
        desk.goto("/staff/hearing/ideas/1/")
        follow(desk, title)
        tap(desk, "answer", "will" if title == IDEAS["hanako"] else "not_now")
        desk.locator("[name=reason]").fill("来年度の金曜日から始めます。")
        press(desk, "回答を保存する")
    desk.goto("/staff/hearing/ideas/1/")
    desk.locator("[name=result]").fill("たくさんのアイデアをありがとうございました。")
    press(desk, "まとめを保存する")
    press(desk, "結果の承認を求める")
    shot(desk, "ideas-answers")
    accessible(desk)


def test_from_an_idea_to_its_answer_without_anybody_knowing_who_chose_it(
    home: Town, page_of: Open
) -> None:
    with running(home) as town:
        desk = page_of(town, "planning", desk=True)
        prepare(desk)
        publish(page_of(town, "planning-head", desk=True))
        for login, title in IDEAS.items():
            propose(page_of(town, login), title)
        list_all(desk)
        initiative = page_of(town)
        initiative.goto("/plan/initiatives/5/")
        follow(initiative, TITLE)
        see(initiative, IDEAS["taro"])
        accessible(initiative)
    home.more["TSUNAGARU_CLOCK_AHEAD_S"] = str(2 * 86_400)
    with running(home) as town:
        vote(page_of(town, "hanako"), "2")
        vote(page_of(town, "taro"), "1")
        code = hand_slip(page_of(town, "welfare", desk=True))
        use_slip(page_of(town), code)
    home.more["TSUNAGARU_CLOCK_AHEAD_S"] = str(4 * 86_400)
    with running(home) as town:
        read_result(town, page_of)


def read_result(town: Town, page_of: Open) -> None:
    phone = page_of(town)
    phone.goto(ROUND)
    wait_for(phone, "投票した方が少なく")  # three are too few to be told
    answer_all(page_of(town, "planning", desk=True))
    head = page_of(town, "planning-head", desk=True)
    head.goto("/staff/")
    follow(head, "アイデア募集の結果の承認")
    press(head, "結果を公開する")
    phone.reload()
    see(phone, "行います")
    see(phone, "来年度の金曜日から始めます。")
    shot(phone, "ideas-result")
    accessible(phone)
    author = page_of(town, "hanako")
    follow(author, "マイページ")
    shot(author, "ideas-card")
    follow(author, "提案したアイデア")
    see(author, "行います")
    shot(author, "ideas-mine")
    accessible(author)
