"""The main job (主な流れ): a resident applies, a clerk decides, the plan's figures move."""

import pytest
from playwright.sync_api import Page, expect

from tests.walks import clerk, filling
from tests.walks.plan import Reading, moved, readings
from tests.walks.steps import (
    follow,
    heading,
    main_of,
    press,
    problems,
    receipt_number,
    see,
    sign_in,
    sign_out,
    tap,
    until,
    wait_for,
)
from tsunagaru.engines.messages.testing import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LETTERS = [
    "「犬の登録」の内容についてお願いがあります",
    "「犬の登録」の手数料のお支払いをお願いします",
    "「犬の登録」の結果が決まりました",
    "「犬の登録」を受け付けました",
]
REASON_TO_ASK = "犬の種類を、注射済証のとおりに書いてください。"


def find_procedure(phone: Page) -> None:
    """From the front page, by search, to the procedure."""
    phone.goto("/")
    phone.locator("#q").fill("犬")
    press(phone, "検索")
    follow(phone, "犬の登録")
    see(phone, "狂犬病予防法")


def check_eligibility(phone: Page) -> None:
    """Ask whether this is the right procedure: first with nothing chosen, then properly."""
    follow(phone, "自分が対象になるか確認する")
    press(phone, "確認する")
    assert len(problems(phone)) == 2
    tap(phone, "place", "elsewhere")
    tap(phone, "earlier", "no")
    press(phone, "確認する")
    see(phone, "犬を飼う場所の市区町村")
    tap(phone, "place", "here")
    press(phone, "確認する")
    follow(phone, "申請のページへ進む")


def make_mistakes(phone: Page) -> None:
    """Empty and wrong answers come back with a clear sentence, and nothing typed is lost."""
    phone.locator("#phone").fill("１２３")
    phone.locator("#owner-family").fill("")
    press(phone, "次へ進む")
    assert len(problems(phone)) == 2, problems(phone)
    expect(phone.locator("#phone")).to_have_value("１２３")
    expect(phone.locator(".error-summary")).to_contain_text("電話番号")
    phone.locator(".error-summary a").first.click()
    assert phone.url.endswith("#owner-family")


def look_up_address(phone: Page) -> None:
    """The postal code fills the address in, without JavaScript."""
    phone.locator("#address-postal_code").fill("４１０－１３１１")
    phone.locator("#address-town").fill("")
    press(phone, "郵便番号から住所を入れる")
    expect(phone.locator("#address-prefecture")).to_have_value("静岡県")
    expect(phone.locator("#address-town")).not_to_have_value("")
    phone.locator("#address-street").fill("1番地の2")


def fill_in(phone: Page) -> None:
    """Fill in page by page; going back shows what was kept."""
    make_mistakes(phone)
    look_up_address(phone)
    filling.fill_parts(phone, "owner", filling.example_of("dog-registration")["owner"])
    phone.locator("#phone").fill("０５５０－７６－１１１１")
    press(phone, "次へ進む")
    assert heading(phone) == "登録する犬"
    example = filling.example_of("dog-registration") | {"breed": "しばいぬ"}
    filling.fill_page(phone, "dog-registration", example)
    press(phone, "次へ進む")
    phone.go_back()
    expect(phone.locator("#breed")).to_have_value("しばいぬ")
    follow(phone, "前のページに戻る")
    expect(phone.locator("#owner-family")).to_have_value("小山")
    filling.fill_all(phone, "dog-registration", example)
    see(phone, "しばいぬ")


def apply(phone: Page, resident: dict[str, str]) -> str:
    """Apply on a phone and return the receipt number."""
    find_procedure(phone)
    check_eligibility(phone)
    follow(phone, "サインイン")
    sign_in(phone, resident)
    find_procedure(phone)
    follow(phone, "申請のページへ進む")
    press(phone, "申請を始める")
    expect(phone.locator("#owner-family")).to_have_value("小山")
    fill_in(phone)
    filling.hand_in(phone)
    number = receipt_number(phone)
    follow(phone, "使いやすさを教えてください")
    press(phone, "4　よい")
    see(phone, "ありがとうございました")
    return number


def examine(desk: Page, account: dict[str, str], number: str) -> None:
    """The clerk sees the case on the desk, takes it and asks for one correction."""
    clerk.open_case(desk, account, number)
    see(desk, "しばいぬ")
    clerk.take(desk)
    see(desk, account["name"])
    clerk.ask_correction(desk, "犬の種類", REASON_TO_ASK)


def answer(phone: Page, resident: dict[str, str]) -> None:
    """The resident learns of it, signs in again and corrects the one field."""
    sign_out(phone)
    phone.goto("/inbox/")
    sign_in(phone, resident)
    wait_for(phone, "についてお願いがあります")
    follow(phone, "についてお願いがあります")
    see(phone, "補正")
    phone.goto("/my/")
    follow(phone, "犬の登録")
    see(phone, REASON_TO_ASK)
    follow(phone, "補正する")
    phone.locator("#breed").fill("柴犬")
    press(phone, "補正を送る")
    see(phone, "補正を受け付けました")


def read_decision(phone: Page, number: str) -> str:
    """The resident finds the notice, and returns what stands in the PDF."""
    phone.goto("/inbox/")
    wait_for(phone, "結果")
    phone.goto("/applications/")
    follow(phone, "犬の登録")
    see(phone, number)
    see(phone, "登録しました")
    address = main_of(phone).get_by_role("link", name="通知書を見る").get_attribute("href")
    return clerk.text_of_pdf(phone, address)


def letters_about(mail: Sink, number: str) -> list[str]:
    """Return the subjects of the letters about one application, once all have come."""

    def found() -> list[str]:
        letters = zip(mail.subjects(), mail.texts(), strict=False)
        return sorted(subject for subject, text in letters if number in text)

    until(lambda: len(found()) >= len(LETTERS), lambda: f"{number}：{found()}")
    return found()


def assert_plan_moved(before: dict[str, Reading], after: dict[str, Reading]) -> None:
    """One application came online and one by telephone: the shares are what they must be."""
    assert moved(before["I02-2"], after["I02-2"]) == (1, 2)
    assert moved(before["I02-2n"], after["I02-2n"]) == (1, 2)
    assert moved(before["I02-3"], after["I02-3"]) == (1, 1)
    for code in ("I02-1", "I02-2", "I02-2n", "I02-3", "I08-2", "I26-1"):
        reading = after[code]
        assert reading.measured, code
        assert reading.value == pytest.approx(100 * reading.numerator / reading.denominator)
    assert moved(before["I06-2"], after["I06-2"]) == (0, 2)
    assert moved(before["I08-2"], after["I08-2"]) == (1, 1)
    for register in ("I02-1", "I26-1"):  # of all procedures of the town, applying changes nothing
        assert moved(before[register], after[register]) == (0, 0)


def test_a_resident_applies_a_clerk_decides_and_the_plan_moves(phone, desk, town, accounts, mail):
    before = readings(town)
    number = apply(phone, accounts["hanako"])
    examine(desk, accounts["environment"], number)
    answer(phone, accounts["hanako"])
    clerk.open_case(desk, accounts["environment"], number)
    see(desk, "柴犬")
    clerk.decide(desk, "登録しました")
    see(desk, "決定済み")
    notice = read_decision(phone, number)
    assert "犬の登録のお知らせ" in "".join(notice.split())
    assert letters_about(mail, number) == LETTERS
    clerk.find_resident(desk, accounts["ume"])
    clerk.fill_in_for(desk, accounts["ume"], "bulky-waste", "phone")
    assert_plan_moved(before, readings(town))


def test_the_dashboard_shows_what_the_command_prints(phone, town, accounts):
    """The public page of the initiative gives the same share, with its n."""
    apply(phone, accounts["hanako"])
    reading = readings(town)["I02-3"]
    phone.goto("/plan/initiatives/2/")
    see(phone, "完了率")
    see(phone, f"{reading.denominator:,.0f}")
    assert f"{reading.value:.1f}" in main_of(phone).inner_text()
