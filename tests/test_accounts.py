"""Accounts to pay into (振込先の口座): as the bank book says it, in every form."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.queries.examples import examples_of
from tsunagaru.engines.applications.queries.procedures import current_version, form_of
from tsunagaru.engines.applications.testing import NOON
from tsunagaru.engines.payments.rules import postal
from tsunagaru.engines.questionnaires import api as questionnaires

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).resolve().parents[1] / "towns" / "oyama"
TODAY = date(2026, 6, 1)
PAYING_OUT = sorted(
    path.stem
    for path in (TOWN / "procedures").glob("*.yaml")
    if "code: account_holder" in path.read_text(encoding="utf-8")
)
AT_BANK = ("bank", "branch", "account_number")
MARK, NUMBER = "postal_mark", "postal_number"
BOOKS = [
    ("12340", "12345671"),
    ("01230", "1234567"),
    ("01230", "42"),
]
MISTAKES = [
    ("22340", "12345671", MARK, "1か0で始まる5桁"),
    ("1234", "12345671", MARK, "1か0で始まる5桁"),
    ("12340", "12345672", NUMBER, "最後の数字は1です"),
    ("12340", "1", NUMBER, "8桁までの数字"),
    ("12340", "番号12", NUMBER, "数字で入力してください"),
    ("01230", "12345678", NUMBER, "番号は7桁まで"),
    ("12340", None, NUMBER, "入力してください"),
]


@pytest.fixture
def forms():
    load(TOWN, at=NOON)
    return [form_of(current_version(code)) for code in PAYING_OUT]


def with_account(form: Any, **account: str | None) -> dict[str, Any]:
    """Return an example's answers with another account."""
    answers = {k: v for k, v in examples_of(form.definition)[0].items() if k not in AT_BANK}
    return answers | {"account_kind": "postal"} | {k: v for k, v in account.items() if v}


def said(form: Any, answers: dict[str, Any]) -> dict[str, str]:
    found = questionnaires.problems_of(form.questionnaire, answers, TODAY)
    codes = {MARK, NUMBER, "account_kind", *AT_BANK}
    return {one.field: one.message for one in found if one.field in codes}


def test_every_form_that_pays_out_takes_mark_and_number_of_the_postal_bank_book(forms):
    assert len(forms) == 6
    for form in forms:
        for mark, number in BOOKS:
            answers = with_account(form, postal_mark=mark, postal_number=number)
            assert said(form, answers) == {}


def test_full_width_digits_and_hyphens_are_kept_as_plain_digits(forms):
    typed = {"account_kind": "postal", MARK: "１２３４０", NUMBER: "１２３４-５６７１"}
    taken = questionnaires.take_answers(
        forms[0].questionnaire, typed, files={}, language="ja", today=TODAY
    )
    assert (taken.answers[MARK], taken.answers[NUMBER]) == BOOKS[0]


def test_a_wrong_number_is_not_shown_as_an_account_of_other_banks(forms):
    answers = with_account(forms[0], postal_mark="12340", postal_number="12345672")
    assert "postal_account" not in questionnaires.computed(forms[0].questionnaire, answers, TODAY)


def test_the_clerk_sees_what_other_banks_call_the_account(forms):
    for mark, number in BOOKS:
        answers = with_account(forms[0], postal_mark=mark, postal_number=number)
        seen = questionnaires.computed(forms[0].questionnaire, answers, TODAY)
        meant = postal.convert(mark, number)
        assert (seen["postal_branch"], seen["postal_account"]) == (meant.shop, meant.account)


def test_a_digit_too_few_or_too_many_is_told_beside_its_box(forms):
    for form in forms:
        for mark, number, box, sentence in MISTAKES:
            answers = with_account(form, postal_mark=mark, postal_number=number)
            told = said(form, answers)
            assert list(told) == [box]
            assert sentence in told[box]


def test_an_account_elsewhere_is_asked_for_its_bank_branch_and_number(forms):
    for form in forms:
        told = said(form, with_account(form, account_kind="ordinary"))
        assert set(told) == set(AT_BANK)
