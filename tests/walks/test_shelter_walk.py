"""A shelter (避難所): opened, people entered on a tablet without a network, counted, listed."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.walks.clerk import text_of_pdf
from tests.walks.conftest import PATIENCE_MS
from tests.walks.pictures import shot
from tests.walks.shelters import SHELTER, enrol, open_shelter
from tests.walks.steps import follow, press, see, sign_in
from tests.walks.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CHECK_IN_S = 4
KEPT = """async () => {
  const asked = indexedDB.open("shelter");
  await new Promise((done) => { asked.onsuccess = done; });
  const all = asked.result.transaction(["own", "queue"]);
  const counts = [all.objectStore("own").count(), all.objectStore("queue").count()];
  await new Promise((done) => { all.oncomplete = done; });
  return counts[0].result + counts[1].result;
}"""


def type_code(tablet: Page, code: str) -> float:
    """Let a scanner type a code with Enter; return the seconds until the tablet says it is kept."""
    began = time.monotonic()
    tablet.locator("#code").fill(code)
    tablet.locator("#code").press("Enter")
    expect(tablet.locator("#last")).to_contain_text("受け付けました")
    return time.monotonic() - began


def test_a_shelter_takes_people_in_without_a_network_and_the_list_names_them(
    phone, desk, browser, town, accounts
):
    code = code_of(phone, accounts["ume"])
    open_shelter(desk, accounts["crisis"])
    context = browser.new_context(locale="ja-JP", base_url=town.address)
    context.set_default_timeout(PATIENCE_MS)
    tablet = context.new_page()
    enrol(desk, tablet, "玄関")
    context.set_offline(True)
    tablet.reload()
    expect(tablet.locator("#network")).to_contain_text("通信できません")
    assert type_code(tablet, code) < CHECK_IN_S
    by_hand(tablet)
    expect(tablet.locator("#waiting")).to_have_text("未送信 2件")
    context.set_offline(False)
    tablet.evaluate("dispatchEvent(new Event('online'))")
    expect(tablet.locator("#waiting")).to_have_text("未送信 0件")
    phone.goto("/shelters/")
    see(phone, "空き 398人（定員400人）")
    in_english(phone, town)
    desk.goto("/staff/shelters/")
    follow(desk, SHELTER)
    listed(desk, accounts["ume"]["name"])
    context.close()


def in_english(phone: Page, town: Town) -> None:
    """Read where the shelter is, in Roman letters beside the Japanese address."""
    phone.context.add_cookies([{"name": "language", "value": "en", "url": town.address}])
    phone.goto("/shelters/bunka/")
    see(phone, "Adano, Oyama-cho, Sunto-gun, Shizuoka")
    see(phone, "静岡県駿東郡小山町阿多野")
    shot(phone, "shelter-english")


def code_of(phone: Page, account: dict[str, str]) -> str:
    sign_in(phone, account)
    phone.goto("/me/shelter/")
    press(phone, "受付コードを作る")
    return phone.locator("main span.code").inner_text()


def by_hand(tablet: Page, number: str = "-2") -> None:
    tablet.get_by_text("コードがない方の氏名").click()
    tablet.locator("#family").fill("見本")
    tablet.locator("#given").fill("次郎")
    tablet.get_by_text("配慮・家族・ペット").click()
    tablet.get_by_text("アレルギー", exact=True).click()
    tablet.get_by_role("button", name="受け付ける").click()
    expect(tablet.locator("#last")).to_contain_text(f"{number} を受け付けました")


def listed(desk: Page, name: str) -> None:
    follow(desk, "避難者の一覧")
    see(desk, name)
    see(desk, "見本 次郎")
    see(desk, "アレルギー")
    follow(desk, "へ戻る")
    words = text_of_pdf(desk, desk.get_by_text("引継ぎ名簿（PDF）").get_attribute("href"))
    assert "見本 次郎" in words
    assert name.replace(" ", "") in words.replace(" ", "")


def test_what_a_stopped_tablet_still_holds_is_taken_in_by_staff_and_the_tablet_is_wiped(
    desk, browser, town, accounts
):
    sign_in(desk, accounts["crisis"])
    desk.goto("/staff/shelters/")
    desk.locator("button[formaction$='/open/seibi/']").click()
    context = browser.new_context(locale="ja-JP", base_url=town.address)
    context.set_default_timeout(PATIENCE_MS)
    tablet = context.new_page()
    enrol(desk, tablet, "体育館", "成美小学校")
    context.set_offline(True)
    by_hand(tablet, "-1")
    desk.locator("form[action$='/stop/'] button").click()
    see(desk, "端末を止めました。")
    context.set_offline(False)
    tablet.evaluate("dispatchEvent(new Event('online'))")
    expect(tablet.locator("#network")).to_contain_text("この端末は止められました")
    expect(tablet.locator("#waiting")).to_have_text("未送信 0件")
    expect(tablet.locator("#enrol")).to_be_visible()
    assert tablet.evaluate(KEPT) == 0
    desk.reload()
    see(desk, "見本 次郎")
    press(desk, "取り込む")
    follow(desk, "避難者の一覧")
    see(desk, "見本 次郎")
    context.close()
