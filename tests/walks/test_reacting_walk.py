"""Answers given while the server thinks (画面内の反応) stand, however slow the network is."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.walks import filling
from tests.walks.steps import main_of, press, sign_in, tap, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CODE, PAGE = "advertisement", "/ad/"
TYPED = "新しい店の案内"


@pytest.fixture
def held(desk: Page) -> list[Route]:
    """What the page asked for and has not been answered yet."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if "hx-request" in route.request.headers:
            waiting.append(route)
        else:
            route.continue_()

    desk.route("**/apply/draft/**", hold)
    return waiting


@pytest.fixture
def content(desk: Page, held: list[Route], accounts) -> Locator:
    """A box on a page whose questions follow the answers."""
    desk.goto("/my/")
    sign_in(desk, accounts["taro"])
    filling.begin(desk, CODE)
    for _page in range(filling.MOST_PAGES):
        if PAGE in desk.url:
            return desk.locator("#content")
        filling.fill_page(desk, CODE, filling.example_of(CODE))
        press(desk, "次へ進む")
    raise AssertionError(f"{PAGE} に進めません：{desk.url}\n{main_of(desk).inner_text()}")


def answer_next(desk: Page, held: list[Route]) -> None:
    """Let the server answer what the page asks for, once it asks."""

    def asked() -> list[Route]:
        desk.wait_for_timeout(20)  # meanwhile the browser is heard
        return held

    until(asked, lambda: "画面が問い合わせていません")
    with desk.expect_response(lambda one: one.request.method == "POST"):
        held.pop().continue_()


def test_what_is_typed_while_the_page_waits_is_kept_and_the_page_follows_then(desk, held, content):
    tap(desk, "media", "paper")
    content.press_sequentially(TYPED)
    answer_next(desk, held)
    expect(content).to_have_value(TYPED)
    expect(content).to_be_focused()
    expect(desk.locator("input[name='size']")).to_have_count(0)
    content.blur()
    answer_next(desk, held)
    expect(desk.locator("input[name='size']")).to_have_count(2)
    expect(content).to_have_value(TYPED)


def test_what_was_finished_while_the_page_waits_is_asked_about_at_once(desk, held, content):
    tap(desk, "media", "paper")
    desk.locator("#months").fill("6")
    desk.locator("#months").blur()
    answer_next(desk, held)
    answer_next(desk, held)
    expect(desk.locator("input[name='size']")).to_have_count(2)
    expect(desk.locator("#months")).to_have_value("6")


def test_a_finger_that_is_down_while_the_page_follows_meets_its_box(desk, held, content):
    tap(desk, "media", "paper")
    first = desk.locator("label[for^='media-']").last
    first.hover()
    desk.mouse.down()
    answer_next(desk, held)
    desk.mouse.up()
    expect(desk.locator("input[name='media']").last).to_be_checked()
    answer_next(desk, held)
    expect(desk.locator("input[name='media']").last).to_be_checked()


def test_a_key_that_is_down_while_the_page_follows_meets_its_box(desk, held, content):
    tap(desk, "media", "paper")
    last = desk.locator("input[name='media']").last
    last.focus()
    desk.keyboard.down("Space")
    answer_next(desk, held)
    desk.keyboard.up("Space")
    expect(last).to_be_checked()


def test_a_press_that_ends_beside_its_box_lets_the_page_follow(desk, held, content):
    tap(desk, "media", "paper")
    desk.locator("label[for^='media-']").last.hover()
    desk.mouse.down()
    answer_next(desk, held)
    desk.mouse.move(1, 1)
    desk.mouse.up()
    answer_next(desk, held)
    expect(desk.locator("input[name='size']")).to_have_count(2)
