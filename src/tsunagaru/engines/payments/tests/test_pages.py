"""What payers and staff do and find on the pages of payments."""

import re
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms.counter import CashForm
from tsunagaru.engines.payments.gateways.simulator.faults import Fault
from tsunagaru.engines.payments.models import Attempt, Difference, Drawer, Invoice, Refund
from tsunagaru.engines.payments.offers.cards import read_card
from tsunagaru.engines.payments.offers.privacy import erase, export
from tsunagaru.engines.payments.queries import invoices
from tsunagaru.engines.payments.testing import (
    a_drawer,
    a_paypoint,
    a_provider,
    a_setup,
    an_invoice,
    capture,
    paid_in_cash,
)
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanako():
    return a_resident()


@pytest.fixture
def clerk(client):
    a_setup(section="jumin")
    return sign_in(client, a_clerk())


def path(name, row):
    return reverse(f"payments:{name}", args=[row.pk])


def test_a_resident_pays_online_and_gets_the_receipt(client, hanako):
    row = an_invoice(resident=hanako.id, at=clock.now())
    sign_in(client, hanako)
    with a_provider() as desk:
        assert "クレジットカードで支払う" in client.get(path("pay", row)).content.decode()
        assert client.post(path("start", row), {"provider": "payjp"}).status_code == 302
        page = client.get(path("pay", row)).content.decode()
        assert re.search(rf'href="{desk.base}/hosted/', page)
        assert "まだ確認できていません" in client.get(path("result", row)).content.decode()
        capture(desk, Attempt.objects.get())
        Attempt.objects.update(asked_at=None)
        assert "お支払いを確認しました" in client.get(path("result", row)).content.decode()
    answer = client.get(path("receipt", row))
    assert answer.content.startswith(b"%PDF")


def test_a_provider_that_is_away_is_said_plainly_and_nothing_is_lost(client, hanako, settings):
    row = an_invoice(resident=hanako.id, at=clock.now())
    sign_in(client, hanako)
    with a_provider():
        pass
    known = {"url": "http://127.0.0.1:9", "key": "k", "secret": "s", "merchant": "m"}
    settings.TSUNAGARU_PROVIDERS = {"paypay": known}
    answer = client.post(path("start", row), {"provider": "paypay"})
    assert answer.status_code == 503
    assert "二重に支払われることはありません" in answer.content.decode()
    assert client.post(path("start", row), {"provider": "other"}).status_code == 422


def test_the_link_opens_one_invoice_for_whoever_holds_it():
    row, other = an_invoice(at=clock.now()), an_invoice(at=clock.now())
    holder = Client()
    assert is_sent_to_sign_in(holder, path("pay", row))
    code = invoices.code_of(row.pk)
    for wrong in (invoices.code_of(other.pk), code[:-1], "a"):
        url = reverse("payments:enter", args=[row.pk, wrong])
        assert holder.get(url).status_code == 404
    answer = holder.get(reverse("payments:enter", args=[row.pk, code]))
    assert answer["Location"] == path("pay", row)
    assert row.number in holder.get(path("pay", row)).content.decode()
    assert is_sent_to_sign_in(holder, path("pay", other))
    assert is_sent_to_sign_in(holder, reverse("payments:pay", args=[uuid4()]))
    stranger = sign_in(Client(), a_resident())
    assert stranger.get(path("pay", row)).status_code == 404


def is_sent_to_sign_in(client, url):
    answer = client.get(url)
    return (
        answer.status_code == 302
        and answer["Location"] == f"/sign-in/?next={quote(url, '')}&why=needed"
    )


def test_a_clerk_takes_cash_and_is_told_the_change(clerk):
    row, drawer = an_invoice(at=clock.now()), a_drawer(at=clock.now())
    sent = {"drawer": str(drawer.pk), "tendered": "１，０００円"}
    answer = clerk.post(path("cash", row), sent, follow=True)
    assert "おつりは700円です（500円×1、100円×2）。" in answer.content.decode()
    assert clerk.post(path("cash", row), sent).status_code == 409


@pytest.mark.parametrize("tendered", ["", "299", "-1", "1.5", "たくさん", "9" * 30])
def test_a_wrong_amount_is_said_and_nothing_is_taken(clerk, tendered):
    row, drawer = an_invoice(at=clock.now()), a_drawer(at=clock.now())
    sent = {"drawer": str(drawer.pk), "tendered": tendered}
    assert clerk.post(path("cash", row), sent).status_code == 422
    assert Invoice.objects.get().state == "requested"


def test_the_only_drawer_is_chosen_already_and_one_of_several_is_not():
    only = a_drawer()
    assert CashForm([only])["drawer"].value() == str(only.pk)
    other = a_drawer(a_paypoint("other"))
    assert CashForm([only, other])["drawer"].value() is None


def test_a_card_number_is_never_kept(clerk):
    row, point = an_invoice(at=clock.now()), a_paypoint()
    sent = {"paypoint": point.pk, "slip": "4242424242424242"}
    answer = clerk.post(path("card", row), sent)
    assert answer.status_code == 422
    assert "カード番号と思われる数字" in answer.content.decode()


def test_a_clerk_counts_and_closes_the_drawer(clerk):
    assert clerk.get(reverse("payments:drawers")).status_code == 200
    point = a_paypoint()
    sent = {"paypoint": point.pk, "float_yen": "10,000"}
    assert clerk.post(reverse("payments:drawers"), sent).status_code == 302
    assert clerk.post(reverse("payments:drawers"), sent).status_code == 409
    drawer = Drawer.objects.get()
    answer = clerk.post(path("drawer", drawer), {"n5000": "1"})
    assert answer.status_code == 422
    assert "帳簿より5,000円少ない" in answer.content.decode()
    assert clerk.post(path("drawer", drawer), {"n10000": "1"}).status_code == 302
    assert "<dt>過不足</dt><dd>なし</dd>" in clerk.get(path("drawer", drawer)).content.decode()


def test_a_closed_drawer_says_whether_there_was_too_much_or_too_little(clerk):
    drawer = a_drawer(at=clock.now())
    short = {"n1": "1", "explanation": "渡し間違い", "again_yen": "1"}
    assert clerk.post(path("drawer", drawer), short).status_code == 302
    page = clerk.get(path("drawer", drawer)).content.decode()
    assert re.search(r"<dt>過不足</dt><dd>帳簿より[\d,]+円少ない　渡し間違い", page)


def test_a_clerk_decides_a_refund_and_hands_it_out(clerk):
    row, drawer = an_invoice(at=clock.now()), a_drawer(at=clock.now())
    paid_in_cash(row, drawer=drawer, at=clock.now())
    assert clerk.post(path("refund", row), {"yen": "301", "reason": "誤り"}).status_code == 422
    assert clerk.post(path("refund", row), {"yen": "100", "reason": "誤り"}).status_code == 302
    made = Refund.objects.get()
    assert clerk.post(path("handle_refund", made), {"way": "x"}).status_code == 409
    assert clerk.post(path("handle_refund", made), {"way": str(drawer.pk)}).status_code == 302
    assert "返金済み" in clerk.get(path("invoice", row)).content.decode()


@pytest.mark.parametrize(
    ("yen", "words"),
    [(100, "このうち100円を{day}に返金しました。"), (300, "全額（300円）を{day}に返金しました。")],
)
def test_a_payer_reads_how_much_went_back(client, hanako, yen, words):
    row = an_invoice(resident=hanako.id, at=clock.now())
    paid_in_cash(row, drawer=a_drawer(at=clock.now()), at=clock.now())
    by = actor_of(a_clerk())
    made = services.refund(row.pk, yen=yen, reason="誤り", by=by, at=clock.now())
    services.hand_out(made.pk, by=by, at=clock.now())
    sign_in(client, hanako)
    today = clock.day_of(clock.now())
    said = words.format(day=day_words(today, "ja"))
    assert said in client.get(path("pay", row)).content.decode()


def test_the_keeper_of_the_books_reads_names_and_no_codes(client):
    a_setup(section="jumin")
    with a_provider() as desk:
        desk.faults.order(Fault.FILE_LINE_STRANGE)
        services.reconcile_day("payjp", clock.day_of(clock.now()), at=clock.now())
    sign_in(client, a_clerk())
    text = client.get(reverse("payments:reconciliation")).content.decode()
    assert "カード決済（PAY.JP方式）" in text
    assert "町の記録 なし　事業者の記録 777円" in text
    assert "事業者のファイルとの差異が1件、未解消です。" in text


def test_a_wrong_fee_is_shown_as_a_fee_and_not_as_a_payment(clerk, hanako):
    row = an_invoice(resident=hanako.id, yen=1000, at=clock.now())
    with a_provider() as desk:
        made = services.begin(row.pk, "payjp", return_url="https://t.example/", at=clock.now())
        capture(desk, made)
        services.ask(made.pk, at=clock.now())
        desk.faults.order(Fault.FILE_WRONG_FEE)
        services.reconcile_day("payjp", clock.day_of(clock.now()), at=clock.now())
    text = clerk.get(reverse("payments:reconciliation")).content.decode()
    assert "契約の率で計算した手数料 29円　事業者が差し引いた手数料 30円" in text
    page = clerk.get(path("difference", Difference.objects.get())).content.decode()
    assert "<dt>契約の率で計算した手数料</dt><dd>29円</dd>" in page


def test_an_invoice_is_found_by_its_number_as_people_type_it(clerk):
    row = an_invoice(at=clock.now())
    asked = {"q": row.number.replace("-", "－"), "which": "all"}
    assert row.number in clerk.get(reverse("payments:invoices"), asked).content.decode()
    assert clerk.get(reverse("payments:reconciliation")).status_code == 200


def test_my_page_shows_what_is_unpaid_and_nothing_otherwise(hanako):
    actor = actor_of(hanako)
    assert read_card(actor, "ja", clock.now()) is None
    row = an_invoice(resident=hanako.id, at=clock.now())
    card = read_card(actor, "en", clock.now())
    assert "300 yen" in card.lines[0].text
    services.cancel(row.pk, at=clock.now())
    assert read_card(actor, "ja", clock.now()) is None


def test_a_persons_invoices_are_exported_and_kept_as_long_as_the_law_says(hanako):
    paid_in_cash(an_invoice(resident=hanako.id))
    found = export(hanako.id)["invoices"][0]
    assert (found["payer"], found["paid_by"]) == ("小山 花子", "現金")
    assert erase(hanako.id, clock.now()).kept == 1
    later = clock.now().replace(year=2036)
    assert erase(hanako.id, later).erased == 1
    assert Invoice.objects.get().payer == ""
