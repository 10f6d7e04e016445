"""A resident allows notifications in the browser, and what the town sends is shown and opened."""

import json
from functools import partial

import pytest

from tests.walks.conftest import PATIENCE_MS, PHONE
from tests.walks.steps import click, press, see, sign_in, until
from tsunagaru.engines.messages.gateways.simulators.browsers import subscription

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# The browser's maker runs its push service outside; all else here is the browser's own.
TOLD = subscription("https://push.example.org", 1)
SERVICE = f"""
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async (options) => {{
  if (options.applicationServerKey.length !== 65 || !options.userVisibleOnly) throw new Error();
  return {TOLD};
}};
"""
ACTIVE = """async () => {
  const worker = await navigator.serviceWorker.getRegistration();
  return worker?.active?.state === "activated";
}"""
SENT = {"title": "断水のお知らせ", "text": "あす9時から", "url": "/m/1/", "tag": "t1"}
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.getRegistration();
  const shown = await worker.getNotifications();
  return shown.map((one) => [one.title, one.body, one.data.url]);
}"""


@pytest.fixture
def smartphone(browser, town):
    context = browser.new_context(viewport=PHONE, locale="ja-JP", base_url=town.address)
    context.set_default_timeout(PATIENCE_MS)
    context.grant_permissions(["notifications"], origin=town.address)
    context.add_init_script(SERVICE)
    yield context.new_page()
    context.close()


def registration_of(page):
    """Return how the browser's tools call the page's service worker."""
    tools, found = page.context.new_cdp_session(page), []
    updated = "ServiceWorker.workerRegistrationUpdated"
    tools.on(updated, lambda told: found.extend(told["registrations"]))
    tools.send("ServiceWorker.enable")
    page.wait_for_function(ACTIVE)
    until(lambda: page.wait_for_timeout(50) or found, lambda: "画面の係が登録されません")
    return tools, found[-1]["registrationId"]


def shown_on(page, deliver):
    """Return the notifications on a page's browser; a push service repeats what was lost."""

    def shown():
        deliver()
        page.wait_for_timeout(500)
        return page.evaluate(SHOWN)

    return until(shown, lambda: "通知が出ません")


def test_a_browser_is_connected_shows_what_comes_and_is_left_again(smartphone, town, accounts):
    sign_in(smartphone, accounts["hanako"])
    smartphone.goto("/my/messages/")
    press(smartphone, "このブラウザーで受け取る")
    see(smartphone, "変更しました。")
    see(smartphone, "ブラウザーの通知")
    tools, registration = registration_of(smartphone)
    sent = {"origin": town.address, "registrationId": registration, "data": json.dumps(SENT)}
    deliver = partial(tools.send, "ServiceWorker.deliverPushMessage", sent)
    assert shown_on(smartphone, deliver) == [[SENT["title"], SENT["text"], SENT["url"]]]
    click(smartphone, smartphone.locator("[name=leave]"))
    see(smartphone, "やめました")
