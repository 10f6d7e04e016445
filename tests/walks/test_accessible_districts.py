"""Pages of districts that a walk shows can be used by everyone (区の画面のアクセシビリティ)."""

import pytest

from tests.walks import test_dues_walk, test_gathering_walk, test_minutes_walk, test_survey_walk
from tests.walks.conftest import PHONE
from tests.walks.test_accessibility import objections

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.drill]
WALKS = {
    "events": (test_gathering_walk, "test_from_the_heads_form_to_the_phone_to_the_waiting_list"),
    "dues": (test_dues_walk, "test_money_is_collected_in_parts_and_a_mistake_stays_in_sight"),
    "minutes": (test_minutes_walk, "test_what_was_decided_is_read_and_a_correction_stays_in_sight"),
    "surveys": (test_survey_walk, "test_from_the_heads_questions_to_phone_and_paper_to_the_result"),
    "named": (
        test_survey_walk,
        "test_with_names_the_head_sees_who_answered_and_reminds_the_others",
    ),
}


@pytest.fixture
def phone(browser, town):
    """A phone with JavaScript on, which axe needs."""
    context = browser.new_context(viewport=PHONE, locale="ja-JP", base_url=town.address)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", WALKS)
def test_every_page_shown_is_accessible_in_every_mode(name, desk, phone, accounts, monkeypatch):
    found, (module, walk) = {}, WALKS[name]

    def look(page, what):
        if wrong := objections(page):
            found[what, page.url] = wrong
        page.set_viewport_size(PHONE)

    monkeypatch.setattr(module, "shot", look)
    getattr(module, walk)(desk, phone, accounts)
    assert not found, found
