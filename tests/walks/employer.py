"""What an employer writes into the statement of employment (就労証明書の記入)."""

from typing import Any

from playwright.sync_api import Page

from tests.walks import filling
from tests.walks.steps import main_of, press

PROCEDURE = "nursery-application"
STATEMENT: dict[str, Any] = {
    "company": "株式会社小山製作所",
    "representative": "代表取締役　富士 太郎",
    "company_address": {
        "postal_code": "410-1395",
        "prefecture": "静岡県",
        "city": "駿東郡小山町",
        "town": "藤曲",
        "street": "1番地",
    },
    "company_phone": "0550761234",
    "contact": "総務課　須走 一郎",
    "industry": "manufacturing",
    "term": "open",
    "hired_on": "2015-04-01",
    "employment_form": "regular",
    "workplace_same": "same",
    "pattern": "fixed",
    "month_total": 160,
    "month_break": 20,
    "month_days": 20,
    "week_days": 5,
    "days": ["mon", "tue", "wed", "thu", "fri"],
    "weekday_times": "8時30分から17時30分まで",
    "worked": [
        {"month": "令和8年8月", "worked_days": 20, "worked_hours": 165},
        {"month": "令和8年9月", "worked_days": 19, "worked_hours": 158},
        {"month": "令和8年10月", "worked_days": 21, "worked_hours": 170},
    ],
    "maternity": "none",
    "childcare_leave": "past",
    "childcare_leave_from": "2024-08-01",
    "childcare_leave_until": "2025-05-31",
    "other_leave": "none",
    "back": "done",
    "back_on": "2025-06-01",
    "short_hours": "none",
    "childcare_worker": "no",
    "true_statement": True,
}


def fill_in(page: Page) -> None:
    """Fill in the statement page after page, until it is shown for confirmation."""
    pages = filling.definition(PROCEDURE)["parts"][0]["pages"]
    fields = {one["code"]: one for sheet in pages for one in sheet["fields"]}
    for _ in range(filling.MOST_PAGES):
        if "/confirm/" in page.url:
            return
        fill_sheet(page, fields)
        press(page, "次へ進む")
    raise AssertionError(f"確認の画面まで進めません：{main_of(page).inner_text()}")


def fill_sheet(page: Page, fields: dict[str, Any]) -> None:
    """Answer whatever this sheet asks."""
    if page.locator("[id='worked-group']").count():
        filling.fill_group(page, "worked", fields["worked"]["fields"], STATEMENT["worked"])
        return
    shown = main_of(page).locator("input[name='_shown']")
    for asked in [one.get_attribute("value") or "" for one in shown.all()]:
        if asked in STATEMENT:
            filling.answer(page, asked, fields[asked]["kind"], STATEMENT[asked])
