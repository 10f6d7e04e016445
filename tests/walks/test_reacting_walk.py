"""Questions that follow the answers on a slow line: nothing typed meanwhile is lost."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.walks import filling
from tests.walks.steps import tap

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_what_is_typed_while_the_questions_are_fetched_stays(desk: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "hx-request" in route.request.headers and not held:
            held.append(route)
        else:
            route.continue_()

    filling.begin(desk, "boundary-survey")
    desk.route("**/apply/draft/**", hold)
    with desk.expect_request(lambda request: "hx-request" in request.headers):
        tap(desk, "agent", "surveyor")
    desk.locator("#phone").fill("0550-76-1234")
    held[0].continue_()
    expect(desk.locator("#agent_name")).to_be_visible()
    expect(desk.locator("#phone")).to_have_value("0550-76-1234")
