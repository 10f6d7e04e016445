"""People's pages in a real browser: axe finds nothing, nothing needs sideways scrolling."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from tools.debian import find_chromium
from tsunagaru.ground.people import queries
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.people.testing import (
    a_clerk,
    a_head,
    a_letter,
    a_resident,
    account_of,
    sign_in,
)
from tsunagaru.ground.people.tests.test_letters import FORM
from tsunagaru.ground.ui.tests.test_accessibility import FLAGS, findings

pytestmark = [pytest.mark.browser, pytest.mark.drill, pytest.mark.django_db]
MATRIX = list(product(("light", "dark"), (320, 1280)))
PAGES = {
    "nobody": ["/sign-in/", "/sign-up/", "/sign-up/x/", "/password/", "/demo/"],
    "resident": ["/me/", "/me/edit/", "/me/email/", "/me/account/", "/me/data/", "/me/data/erase/"],
    "staff": ["/staff/people/", "/staff/people/residents/", "/staff/people/sections/jumin/"],
}


def links():
    """Return the pages behind links; an address's own e-mail makes the way to it."""
    account = account_of(a_resident())
    for purpose, page in ((Purpose.SIGN_UP, "sign-up"), (Purpose.RESET, "password")):
        yield f"/{page}/{queries.token_of(a_letter(purpose))}/"
    yield f"/email/{queries.token_of(a_letter(Purpose.EMAIL, account=account))}/"


def visit(browser, live_server, pages, *, client, mode):
    """Yield what axe finds on each page, which a signed-in client's cookie opens."""
    theme, width = mode
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ja-JP")
    cookies = {"theme": theme, **{name: one.value for name, one in client.cookies.items()}}
    context.add_cookies(
        [{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()]
    )
    tab = context.new_page()
    for path in pages:
        tab.goto(f"{live_server.url}{path}")
        yield (theme, width, path), findings(tab)
    context.close()


def look_at(live_server, ways, mode):
    """Return what axe finds on all pages, each opened by its client."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        return {
            where: result
            for client, pages in ways
            for where, result in visit(browser, live_server, pages, client=client, mode=mode)
        }


@pytest.mark.parametrize("mode", MATRIX, ids=str)
def test_no_page_has_a_violation_in_any_mode_or_width(live_server, mode):
    person, head = a_resident(), a_head()
    a_clerk()
    nobody, resident, staff = Client(), sign_in(Client(), person), sign_in(Client(), head)
    nobody.post("/sign-up/", FORM)
    contact = f"/staff/people/residents/{person.id}/"
    ways = [
        (Client(), [*PAGES["nobody"], *links()]),
        (nobody, ["/letter-sent/"]),
        (resident, PAGES["resident"]),
        (staff, [*PAGES["staff"], "/staff/people/sections/jumin/deputies/", contact]),
    ]
    # A thread of its own: the walks keep another browser's loop in this one.
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(look_at, live_server, ways, mode).result()
    assert {where: result for where, result in found.items() if result != ([], 0)} == {}
