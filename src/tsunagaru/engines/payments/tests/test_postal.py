"""Accounts at Japan Post Bank: typed as holders know them, written as banks do (記号・番号)."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Mandate
from tsunagaru.engines.payments.offers.privacy import export
from tsunagaru.engines.payments.queries import transfers
from tsunagaru.engines.payments.rules.bank_kana import to_bank_kana
from tsunagaru.engines.payments.rules.postal import CannotConvert, convert
from tsunagaru.engines.payments.testing import (
    a_request,
    a_setup,
    a_transfer_setup,
    an_invoice,
    transfer_layout,
)
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor

DIGIT = st.sampled_from("0123456789")
MARKS = st.builds("".join, st.tuples(st.sampled_from("01"), DIGIT, DIGIT, DIGIT, st.just("0")))
TEXTS = st.text("0123456789-あ", max_size=9)
ACCOUNTS = st.integers(1, 9_999_999)
TYPED = {
    "bank_kind": "post",
    "mark": "１０５３０",
    "postal_number": "1234-5671",
    "holder": "オヤマ　ハナコ",
}


@given(MARKS, ACCOUNTS)
def test_every_account_is_written_in_seven_digits_and_can_be_read_back(mark, account):
    savings = mark.startswith("1")
    number = f"{account}1" if savings else str(account)
    found = convert(mark, number)
    assert (found.shop[:2], found.shop[2]) == (mark[1:3], "8" if savings else "9")
    assert (len(found.account), int(found.account)) == (7, account)
    assert found.kind == ("1" if savings else "2")
    assert convert(mark, number.zfill(8 if savings else 7)) == found
    assert len(to_bank_kana(found.shop_name)) <= 15


@given(TEXTS, TEXTS)
def test_whatever_is_typed_is_an_account_or_is_refused_with_a_sentence(mark, number):
    said, found = "", None
    try:
        found = convert(mark, number)
    except CannotConvert as refusal:
        said = refusal.sentence
    assert said.endswith("。") or (found and len(found.shop + found.account) == 10)


def test_the_banks_own_example_comes_out_as_it_says():
    found = convert("10530", "12345671")
    assert (found.shop, found.kind, found.account) == ("058", "1", "1234567")
    assert found.shop_name == "ゼロゴハチ"
    giro = convert("00530", "12345")
    assert (giro.shop, giro.kind, giro.account) == ("059", "2", "0012345")


@pytest.fixture
def hanako(db):
    a_transfer_setup()
    return a_resident()


def text(answer):
    return answer.content.decode()


def page_of(client, **typed):
    return client.post(reverse("payments:agreement"), TYPED | typed)


def test_a_resident_types_what_stands_in_the_bank_book_and_reads_it_again(client, hanako):
    sign_in(client, hanako)
    assert "記号と番号の間に" in text(client.get("/pay/transfer/?bank_kind=post"))
    assert page_of(client).status_code == 302
    row = Mandate.objects.get()
    assert (row.bank, row.branch, row.account) == ("9900", "058", "1234567")
    assert row.postal == "10530-12345671"
    shown = text(client.get(reverse("payments:agreement")))
    assert "ゆうちょ銀行" in shown
    assert "10530" in shown
    assert "●●●●●671" in shown
    assert "12345671" not in shown
    assert export(hanako.id)["mandates"][0]["postal"] == "10530-12345671"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("mark", "1053", "記号は、5桁の数字で入力してください。"),
        ("mark", "20530", "記号は、1か0で始まる5桁の数字を入力してください。"),
        ("postal_number", "123456789", "番号は、8桁までの数字で入力してください。"),
        ("postal_number", "1234567", "番号の最後の数字は1です。"),
        ("postal_number", "", "番号を入力してください。"),
    ],
)
def test_a_wrong_mark_or_number_is_said_at_its_box_and_kept(client, hanako, name, value, words):
    sign_in(client, hanako)
    answer = page_of(client, **{name: value})
    assert answer.status_code == 422
    assert text(answer).count(words) == 2
    assert not value or f'value="{value}"' in text(answer)
    assert not Mandate.objects.exists()


def test_accounts_enter_it_from_paper_and_read_both_ways_of_writing(hanako):
    accounts = sign_in(Client(), a_clerk())
    who = {"name_kana": hanako.kana, "birth_on": hanako.birth_on.isoformat()}
    assert accounts.post(reverse("payments:on_paper"), TYPED | who).status_code == 302
    where = reverse("payments:staff_agreement", args=[Mandate.objects.get().pk])
    page = text(accounts.get(where))
    for said in ("記号 10530　番号 12345671", "1234567", "（058）"):
        assert said in page


@pytest.mark.parametrize(("branch", "written"), [("shop", b"058"), ("mark", b"053")])
def test_the_file_names_the_branch_as_the_town_agreed_with_the_bank(
    client, hanako, branch, written
):
    a_setup(section="jumin", transfer=transfer_layout() | {"postal_branch": branch})
    sign_in(client, hanako)
    page_of(client)
    day, now = clock.day_of(clock.now()), clock.now()
    services.confirm(Mandate.objects.get().pk, answered_on=day, by=Actor(), at=now)
    batch = a_request([an_invoice(resident=hanako.id, at=now)], at=now)
    debit = transfers.file_of(batch).split(b"\r\n")[1]
    assert (debit[1:5], debit[20:23], debit[43:50]) == (b"9900", written, b"1234567")
