"""The telephone and the counter (電話と窓口): a clerk fills in for a resident on the same pages."""

import pytest

from tests.walks import clerk
from tests.walks.plan import moved, readings
from tests.walks.steps import follow, main_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]


@pytest.mark.parametrize(("channel", "word"), [("phone", "電話"), ("counter", "窓口")])
def test_a_clerk_fills_in_for_a_resident(desk, town, accounts, channel, word):
    before = readings(town)
    sign_in(desk, accounts["environment"])
    clerk.find_resident(desk, accounts["ume"])
    number = clerk.fill_in_for(desk, accounts["ume"], "bulky-waste", channel)
    paper = main_of(desk).get_by_role("link", name="記入済みの申請書を印刷する")
    assert "藤曲" in clerk.text_of_pdf(desk, paper.get_attribute("href"))
    clerk.open_case(desk, accounts["environment"], number)
    assert word in main_of(desk).locator("dd").all_inner_texts()[2]
    online, all_ways = moved(before["I02-2"], readings(town)["I02-2"])
    assert (online, all_ways) == (0, 1)


def test_the_resident_sees_what_was_filled_in_for_her(desk, phone, accounts):
    sign_in(desk, accounts["environment"])
    clerk.find_resident(desk, accounts["ume"])
    number = clerk.fill_in_for(desk, accounts["ume"], "bulky-waste", "phone")
    sign_in(phone, accounts["ume"])
    phone.goto("/applications/")
    assert number in main_of(phone).inner_text()
    follow(phone, "粗大ごみ")
