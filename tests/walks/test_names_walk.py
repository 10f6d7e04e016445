"""The list of names on a tablet (端末の名簿): closed without its key, gone when it must go."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.walks.clerk import PHONES
from tests.walks.conftest import PATIENCE_MS, PHONE
from tests.walks.pictures import shot
from tests.walks.shelters import SHELTER, enrol, open_shelter
from tests.walks.steps import follow, press, see, tap, until
from tests.walks.test_accessibility import objections

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
READING, NAME = "みほん", "見本 うめ"
KEPT = """async () => {
  const asked = indexedDB.open("shelter");
  await new Promise((done) => { asked.onsuccess = done; });
  const kept = asked.result.transaction("own").objectStore("own").get("names");
  await new Promise((done) => { kept.onsuccess = done; });
  const { box, ...beside } = kept.result || {};
  return { beside: JSON.stringify(beside), box: box ? atob(box) : "" };
}"""


@pytest.fixture
def tablet(browser, town):
    context = browser.new_context(locale="ja-JP", base_url=town.address, viewport=PHONE)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_somebody_is_found_by_reading_without_a_network_and_the_list_goes_with_the_shelter(
    desk, tablet, accounts
):
    open_shelter(desk, accounts["crisis"])
    key = enrol(desk, tablet, "受付", lists=True)
    shot(desk, "shelter-names-key")
    expect(tablet.locator("#names-held")).to_contain_text("鍵がかかっています")
    tablet.context.set_offline(True)
    found = from_the_list(tablet, key)
    go_online(tablet)
    expect(tablet.locator("#waiting")).to_have_text("未送信 0件")
    desk.goto("/staff/shelters/")
    follow(desk, SHELTER)
    shot(desk, "shelter-desk")
    follow(desk, "避難者の一覧")
    see(desk, found)
    follow(desk, "へ戻る")
    press(desk, "閉鎖する")
    go_online(tablet)
    expect(tablet.locator("#network")).to_contain_text("閉鎖されました")
    expect(tablet.locator("#names")).to_be_hidden()
    assert tablet.evaluate(KEPT) == {"beside": "{}", "box": ""}


def test_a_lost_tablet_names_nobody_and_a_new_key_ends_the_old(desk, tablet, accounts):
    open_shelter(desk, accounts["crisis"])
    old = enrol(desk, tablet, "体育館", lists=True)
    unlock(tablet, old)
    find(tablet)
    tablet.reload()
    expect(tablet.locator("#names-held")).to_contain_text("鍵がかかっています")
    expect(tablet.locator("#find")).to_be_hidden()
    kept = tablet.evaluate(KEPT)
    assert kept["box"]
    assert not any(sign in kept["beside"] + kept["box"] for sign in ("ミホン", "birth_year"))
    assert "ミホン".encode().decode("latin-1") not in kept["box"]
    press(desk, "名簿の鍵を作り直す")
    new = desk.locator("strong.code").first.inner_text()
    go_online(tablet)
    was = json.loads(kept["beside"])["key"]
    until(lambda: beside(tablet).get("key", was) != was, lambda: "no list of the new key came")
    type_key(tablet, old)
    expect(tablet.locator("#problem-text")).to_contain_text("鍵ではありません")
    expect(tablet.locator("#find")).to_be_hidden()
    unlock(tablet, new)
    find(tablet)
    tablet.get_by_role("button", name="名簿に鍵をかける").click()
    expect(tablet.locator("#find")).to_be_hidden()


def test_a_list_nobody_touches_is_closed_after_an_hour_and_gone_after_three_days_alone(
    desk, tablet, accounts
):
    tablet.clock.install()
    open_shelter(desk, accounts["crisis"])
    key = enrol(desk, tablet, "夜", lists=True)
    unlock(tablet, key)
    tablet.context.set_offline(True)
    tablet.clock.fast_forward("50:00")
    find(tablet)
    tablet.clock.fast_forward("50:00")
    expect(tablet.locator("#find")).to_be_visible()
    tablet.clock.fast_forward("11:00")
    expect(tablet.locator("#find")).to_be_hidden()
    expect(tablet.locator("#names-held")).to_contain_text("鍵がかかっています")
    tablet.clock.fast_forward(72 * 3600 * 1000)
    expect(tablet.locator("#names")).to_be_hidden()
    assert tablet.evaluate(KEPT) == {"beside": "{}", "box": ""}


def test_who_telephones_to_be_left_off_is_gone_from_the_tablet_at_its_next_contact(
    desk, tablet, accounts
):
    open_shelter(desk, accounts["crisis"])
    key = enrol(desk, tablet, "電話", lists=True)
    unlock(tablet, key)
    tablet.context.set_offline(True)
    find(tablet)
    left_off(desk, accounts["ume"])
    go_online(tablet)
    expect(tablet.locator("#found input")).to_have_count(0)
    tablet.context.set_offline(True)
    for opened_anew in (False, True):
        if opened_anew:
            tablet.reload()
            unlock(tablet, key)
        tablet.locator("#find").fill(NAME)
        expect(tablet.locator("#found-count")).to_contain_text("見つかりません")
    tell(desk, "名簿に載せてよい")
    see(desk, "名簿に載せることにしました。")


def test_who_is_left_off_while_the_list_is_closed_is_not_in_it_when_it_is_opened(
    desk, tablet, accounts
):
    open_shelter(desk, accounts["crisis"])
    key = enrol(desk, tablet, "玄関", lists=True)
    expect(tablet.locator("#names-held")).to_contain_text("鍵がかかっています")
    left_off(desk, accounts["ume"])
    go_online(tablet)
    until(lambda: beside(tablet).get("off"), lambda: "nobody left the closed list")
    unlock(tablet, key)
    tablet.locator("#find").fill(NAME)
    expect(tablet.locator("#found-count")).to_contain_text("見つかりません")
    tell(desk, "名簿に載せてよい")
    see(desk, "名簿に載せることにしました。")


def test_the_tablet_with_its_list_open_is_accessible_in_every_mode(desk, tablet, accounts):
    open_shelter(desk, accounts["crisis"])
    key = enrol(desk, tablet, "点検", lists=True)
    assert not objections(tablet)
    unlock(tablet, key)
    find(tablet)
    for heading in ("コードがない方の氏名", "配慮・家族・ペット"):
        tablet.get_by_text(heading).click()
    assert not objections(tablet)
    tablet.get_by_role("button", name="印を付けた方を受け付ける").click()
    expect(tablet.locator("#problem")).to_be_visible()
    assert not objections(tablet)


def go_online(tablet: Page) -> None:
    tablet.context.set_offline(False)
    tablet.evaluate("dispatchEvent(new Event('online'))")


def beside(tablet: Page) -> dict[str, Any]:
    """Return what a tablet keeps beside its closed list."""
    found: dict[str, Any] = json.loads(tablet.evaluate(KEPT)["beside"])
    return found


def type_key(tablet: Page, key: str) -> None:
    """Let a scanner, or a hand, type the key where codes are read."""
    tablet.locator("#code").fill(key)
    tablet.locator("#code").press("Enter")


def unlock(tablet: Page, key: str) -> None:
    """Open the list with its key."""
    expect(tablet.locator("#names-held")).to_contain_text("鍵がかかっています")
    type_key(tablet, key)
    expect(tablet.locator("#last")).to_contain_text("名簿を開きました")
    expect(tablet.locator("#names-held")).to_contain_text("端末から消えます")


def left_off(desk: Page, person: dict[str, str]) -> None:
    """Note at the desk that somebody telephoned who does not want to stand in the list."""
    desk.goto("/staff/shelters/")
    follow(desk, "名簿に載せない希望を記録する")
    desk.get_by_label("電話番号").fill(PHONES[person["login"]])
    shot(desk, "shelter-left-off-find")
    press(desk, "探す")
    follow(desk, person["name"])
    tell(desk, "名簿に載せない")
    see(desk, "次に通信したときに消えます")
    shot(desk, "shelter-left-off")


def tell(desk: Page, button: str) -> None:
    tap(desk, "channel", "phone")
    desk.get_by_role("button", name=button, exact=True).click()


def from_the_list(tablet: Page, key: str) -> str:
    """Take in somebody by a reading, on a tablet that was opened anew without a network."""
    tablet.reload()
    shot(tablet, "tablet-names-closed")
    unlock(tablet, key)
    found = find(tablet)
    shot(tablet, "tablet-names")
    tablet.locator("#found label").first.click()
    tablet.get_by_role("button", name="印を付けた方を受け付ける").click()
    expect(tablet.locator("#last")).to_contain_text("受け付けました")
    expect(tablet.locator("#waiting")).to_have_text("未送信 1件")
    return found


def find(tablet: Page) -> str:
    """Look for somebody by a reading typed as hiragana; return the name that is found."""
    tablet.locator("#find").press_sequentially(READING)
    expect(tablet.locator("#found input").first).to_be_visible()
    return tablet.locator("#found label").first.inner_text().split("　")[1]
