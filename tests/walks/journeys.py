"""Ways through the whole house (道順): each stops at every page, errors shown included.

A journey is a generator: it acts on a page and yields the name of each stop, so that whoever
travels along can look at the page as it stands.
"""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from tests.walks import card, clerk, filling
from tests.walks.steps import follow, press, sign_in, sign_out

Journey = Callable[[Page, dict[str, dict[str, str]]], Iterator[str]]
SAME_PAGE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27,}|\d+|I\d\d-\w+|(?<=/about/)[\w-]+|(?<=/sections/)[\w-]+|(?<=rate/).*"
    r"|(?<=/entry/)[\w-]+|(?<=/life/)[\w-]+|(?<=/procedures/)[\w-]+|(?<=/apply/)[\w-]+"
    r"|(?<=/bookings/)[\w-]+|(?<=/forms/)[\w-]+|(?<=/fields/)[\w-]+|(?<=/pages/)[\w-]+"
    r"|(?<=/new/)[\w-]+|(?<=/conditions/)[\w-]+/[\w-]+|(?<=/windows/)[\w-]+"
)
LEFT_ALONE = (
    "/demo/", "/ui/gallery", "/static/", ".pdf", "#", "/files/", "mailto:", "tel:",
    "/sign-in/card/", "/me/cards/add/", "/export/", "/file/", ".csv", ".xlsx", ".ics", ".svg",
    "/feed/",
)  # fmt: skip
ADDRESSES = "links => links.map(one => one.getAttribute('href'))"
ALL = re.compile("/")
OWN = re.compile("/(my|inbox|applications|me|apply/draft|rate)/")
MESSAGES = re.compile("/staff/messages/")
CIRCULARS = re.compile("/staff/circulars/")
OWN_CIRCULARS = re.compile("/(circulars|districts)/")
OFFICIAL = re.compile("/(staff|plan/staff|me)/")
PLAIN = (
    "/", "/search/", "/search/?q=犬", "/search/?q=ぬぬぬ", "/procedures/", "/procedures/?q=犬",
    "/procedures/?q=ぬぬぬ", "/sign-in/", "/sign-up/", "/ui/preferences/", "/apply/resume/",
    "/plan/", "/plan/initiatives/1/", "/plan/initiatives/2/", "/plan/indicators/I02-2/",
    "/plan/about/", "/no/such/page/",
)  # fmt: skip
STAFF = (
    "/staff/", "/staff/cases/", "/staff/counter/", "/staff/procedures/", "/plan/staff/",
    "/plan/staff/figures/", "/plan/staff/initiatives/2/", "/plan/staff/indicators/I02-2/",
    "/staff/people/", "/staff/ledger/deliveries/", "/me/account/",
)  # fmt: skip


def public(page: Page, _accounts: dict[str, dict[str, str]]) -> Iterator[str]:
    """Everything that can be read without signing in."""
    for address in PLAIN:
        page.goto(address)
        yield address
    for address in ("/sign-in/", "/sign-up/", "/apply/resume/"):
        page.goto(address)
        page.locator("main form button").last.click()
        yield f"{address} 誤り"
    yield from linked(page, ("/", "/plan/", "/procedures/", "/plan/about/"), ALL)


def forms(page: Page, accounts: dict[str, dict[str, str]]) -> Iterator[str]:
    """Every page of procedures of all kinds: empty, with errors, filled in, confirmed, received."""
    card.add_card(page, accounts["hanako"])
    card.sign_in_with_card(page)
    for code in filling.representative():
        page.goto(f"/apply/{code}/")
        yield f"{code} 入口"
        page.goto(f"/apply/{code}/check/")
        if page.url.endswith("/check/"):
            press(page, "確認する")
            yield f"{code} 対象の確認"
        yield from one_form(page, code)


def one_form(page: Page, code: str) -> Iterator[str]:
    """One procedure from its first page to the receipt."""
    filling.begin(page, code)
    for _ in range(filling.MOST_PAGES):
        if "/confirm/" in page.url:
            break
        yield f"{code} 記入"
        empty_boxes(page)
        press(page, "次へ進む")
        yield f"{code} 誤り"
        here = page.url
        filling.fill_page(page, code, filling.example_of(code))
        press(page, "次へ進む")
        if page.url == here:  # what is asked only because of the answers just given
            filling.fill_page(page, code, filling.example_of(code))
            press(page, "次へ進む")
    yield f"{code} 確認"
    filling.hand_in(page)
    yield f"{code} 受付"


def empty_boxes(page: Page) -> None:
    """Clear what the profile filled in, so that what is missing is told; folded boxes are empty."""
    for box in page.locator("main input.input:visible").all():
        box.fill("")


def resident(page: Page, accounts: dict[str, dict[str, str]]) -> Iterator[str]:
    """A resident's own pages, with a correction to answer."""
    sign_in(page, accounts["taro"])
    filling.begin(page, "dog-registration")
    press(page, "保存して中断する")
    yield "中断"
    yield from linked(page, ("/my/", "/inbox/", "/applications/", "/me/"), OWN)
    page.goto("/me/edit/")
    empty_boxes(page)
    press(page, "変更する")
    yield "登録情報 誤り"


def staff(page: Page, accounts: dict[str, dict[str, str]]) -> Iterator[str]:
    """A clerk's pages: the desk, a case with errors shown, the counter."""
    sign_in(page, accounts["environment"])
    page.goto("/staff/counter/")
    press(page, "探す")
    clerk.find_resident(page, accounts["ume"])
    yield "窓口"
    number = clerk.fill_in_for(page, accounts["ume"], "bulky-waste", "counter")
    yield "窓口 受付"
    clerk.open_case(page, accounts["environment"], number)
    yield "案件"
    press(page, "決定する")
    yield "案件 決定の誤り"
    clerk.take(page)
    clerk.ask_correction(page, "品物を出しておく場所", "場所を詳しく書いてください。")
    yield "案件 補正待ち"
    yield from linked(page, STAFF, OFFICIAL)


def office(page: Page, accounts: dict[str, dict[str, str]]) -> Iterator[str]:
    """The DX office's pages."""
    sign_in(page, accounts["dx-office"])
    page.goto("/plan/staff/initiatives/2/edit/")
    yield "取組の編集"
    yield from linked(page, STAFF, OFFICIAL)


def circulars(page: Page, accounts: dict[str, dict[str, str]]) -> Iterator[str]:
    """Circulars: of a clerk with errors shown, of who approves, of a household and its head."""
    sign_in(page, accounts["general-affairs"])
    page.goto("/staff/circulars/new/")
    press(page, "下書きを保存する")
    yield "回覧 誤り"
    page.locator("[name=title_ja]").fill("川の清掃のお知らせ")
    page.locator("[name=body_ja]").fill("清掃を行います。")
    press(page, "下書きを保存する")
    press(page, "承認を求める")
    yield "回覧 承認待ち"
    yield from linked(page, ("/staff/districts/d01/",), re.compile("/staff/districts/"))
    clerk.appoint_head(page, "d01", ("コヤマ タロウ", "1987-11-03"))
    yield "区 役職"
    sign_out(page)
    sign_in(page, accounts["general-affairs-head"])
    page.goto("/staff/circulars/")
    follow(page, "川の清掃のお知らせ")
    press(page, "承認して回覧を始める")
    yield from linked(page, ("/" + page.url.split("/", 3)[3],), CIRCULARS)
    sign_out(page)
    sign_in(page, accounts["taro"])
    yield from linked(page, ("/circulars/", "/districts/d01/new/"), OWN_CIRCULARS)


def newsletters(page: Page, accounts: dict[str, dict[str, str]]) -> Iterator[str]:
    """Newsletters: LINE's menus, two wordings with errors shown, and the trial after approval."""
    sign_in(page, accounts["general-affairs"])
    yield from linked(page, ("/staff/messages/",), MESSAGES)
    page.goto("/staff/messages/new/")
    page.get_by_text("2つ目の文面と比べる", exact=True).click()
    yield "お知らせ 2つの文面"
    page.locator("[name=other_title]").fill("日曜日は清掃です")
    press(page, "保存して見え方を確かめる")
    yield "お知らせ 誤り"
    page.locator("[name=title]").fill("川の清掃のお知らせ")
    page.locator("[name=body]").fill("日曜日に清掃を行います。")
    page.locator("[name=other_body]").fill("日曜日の朝に、みんなで清掃をします。")
    page.locator("[name=topic]").select_option(index=1)
    press(page, "保存して見え方を確かめる")
    yield "お知らせ 見え方"
    press(page, "承認を求める")
    shown = page.url
    sign_out(page)
    sign_in(page, accounts["general-affairs-head"])
    page.goto(shown)
    yield "お知らせ 承認の前"
    page.locator("button[value^=approve]").click()  # says so where nobody has registered
    yield "お知らせ 比較の途中"


JOURNEYS: dict[str, Journey] = {
    "public": public,
    "forms": forms,
    "resident": resident,
    "staff": staff,
    "office": office,
    "circulars": circulars,
    "newsletters": newsletters,
}


def linked(page: Page, starts: tuple[str, ...], wanted: re.Pattern[str]) -> Iterator[str]:
    """Visit one page of every kind that is linked from these, and whose address is wanted."""
    waiting, seen = list(starts), {SAME_PAGE.sub("*", start) for start in starts}
    while waiting:
        address = waiting.pop(0)
        page.goto(address)
        yield address
        for target in page.locator("a[href^='/']").evaluate_all(ADDRESSES):
            kind = SAME_PAGE.sub("*", target.split("?")[0])
            fits = wanted.match(target) and not any(part in target for part in LEFT_ALONE)
            if fits and kind not in seen:
                seen.add(kind)
                waiting.append(target)
