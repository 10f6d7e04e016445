"""What goes wrong in life (困りごと): another device, an ended session, two tabs, all six forms."""

import pytest
from playwright.sync_api import expect

from tests.walks import card, filling
from tests.walks.plan import moved, readings
from tests.walks.steps import (
    follow,
    heading,
    main_of,
    press,
    problems,
    receipt_number,
    resume_code,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
DOG = "dog-registration"


def fill_first_page(page, code=DOG):
    """Begin without signing in and fill in the first page."""
    filling.begin(page, code)
    filling.fill_page(page, code, filling.example_of(code))


def test_an_application_goes_on_at_another_device(phone, desk):
    fill_first_page(phone)
    press(phone, "保存して中断する")
    code = resume_code(phone)
    desk.goto("/apply/resume/")
    desk.locator("#code").fill("AAAA-BBBB-CCCC")
    press(desk, "続きを開く")
    assert problems(desk)
    desk.locator("#code").fill(code.lower())
    press(desk, "続きを開く")
    follow(desk, "前のページに戻る")
    expect(desk.locator("#owner-family")).to_have_value("小山")
    filling.fill_all(desk, DOG)
    filling.hand_in(desk)
    number = receipt_number(desk)
    phone.reload()
    assert receipt_number(phone) == number


def test_an_ended_session_loses_nothing(phone, accounts):
    sign_in(phone, accounts["hanako"])
    code = "child-allowance"
    filling.begin(phone, code)
    filling.fill_page(phone, code, filling.example_of(code))
    phone.locator("#phone").fill("0550-76-2222")
    phone.context.clear_cookies(name="session")
    press(phone, "次へ進む")
    assert heading(phone) == "サインイン"
    sign_in(phone, accounts["hanako"])
    phone.goto("/my/")
    follow(phone, "児童手当")
    for _ in range(9):
        if phone.locator("#phone").count():
            break
        follow(phone, "前のページに戻る")
    expect(phone.locator("#phone")).to_have_value("0550-76-2222")


def test_two_tabs_make_one_application(phone, town):
    before = readings(town)
    fill_first_page(phone)
    filling.fill_all(phone, DOG)
    other = phone.context.new_page()
    other.goto(phone.url)
    filling.hand_in(phone)
    filling.hand_in(other)
    assert receipt_number(phone) == receipt_number(other)
    assert moved(before["I02-2"], readings(town)["I02-2"]) == (1, 1)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(code, marks=[] if code in filling.representative() else pytest.mark.drill)
        for code in filling.codes()
    ],
)
def test_every_procedure_can_be_filled_in_to_the_receipt(phone, accounts, code):
    if filling.definition(code)["identity"] == "account":
        sign_in(phone, accounts["hanako"])
    elif filling.needs_card(code):
        card.add_card(phone, accounts["hanako"])
        card.sign_in_with_card(phone)
    for number in range(len(filling.definition(code)["demo"]["examples"])):
        filling.begin(phone, code)
        filling.fill_all(phone, code, filling.example_of(code, number))
        filling.hand_in(phone)
        assert receipt_number(phone)
    answer = phone.request.get(
        main_of(phone).get_by_role("link", name="控えを保存").get_attribute("href")
    )
    assert answer.headers["content-type"] == "application/pdf"
