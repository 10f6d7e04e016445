"""What residents and accounts find and do on the pages of transfers and slips (口座振替の画面)."""

from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.simulator import bank
from tsunagaru.engines.payments.models import Mandate, TransferBatch
from tsunagaru.engines.payments.offers import work
from tsunagaru.engines.payments.offers.privacy import erase, export
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_request,
    a_setup,
    a_transfer_setup,
    an_agreed_invoice,
    an_invoice,
)
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
TYPED = {
    "bank": "９９９９",
    "bank_name": "ﾐﾎﾝ",
    "branch": "123",
    "branch_name": "おやま",
    "kind": "1",
    "number": "0001234",
    "holder": "オヤマ　ハナコ",
}


@pytest.fixture
def hanako():
    return a_resident()


@pytest.fixture
def accounts():
    a_transfer_setup()
    return sign_in(Client(), a_clerk())


def text(answer):
    return answer.content.decode()


def test_a_resident_asks_the_bank_confirms_and_the_day_comes(client, hanako, accounts, monkeypatch):
    sign_in(client, hanako)
    assert client.post(reverse("payments:agreement"), TYPED).status_code == 302
    page = text(client.get(reverse("payments:agreement")))
    assert "金融機関に確認しています" in page
    assert "0001234" not in page
    row = Mandate.objects.get()
    where = reverse("payments:staff_agreement", args=[row.pk])
    assert row.branch_name == "オヤマ"
    assert "0001234" in text(accounts.get(where))
    assert audited("agreement.viewed")
    assert accounts.post(where, {"act": "confirm", "answered_on": ""}).status_code == 422
    sent = {"act": "confirm", "answered_on": "令和8年4月20日"}
    assert accounts.post(where, sent).status_code == 302
    invoice = an_invoice(resident=hanako.id, yen=1200, at=clock.now())
    collect(accounts, invoice, "0", monkeypatch)
    client = sign_in(Client(), hanako)
    assert "振替済み" in text(client.get(reverse("payments:agreement")))
    assert "お支払いが済んでいます" in text(client.get(reverse("payments:pay", args=[invoice.pk])))


def collect(accounts, invoice, result, monkeypatch):
    day = invoice.due_on.isoformat()
    assert invoice.number in text(accounts.get(reverse("payments:transfers"), {"day": day}))
    made = accounts.post(reverse("payments:transfers"), {"day": day})
    batch = TransferBatch.objects.latest("made_at")
    assert made["Location"] == reverse("payments:transfer", args=[batch.pk])
    raw = accounts.get(reverse("payments:transfer_file", args=[batch.pk])).content
    back = bank.answer(raw, result_of=lambda _place, _yen: result)
    there = reverse("payments:transfer_results", args=[batch.pk])
    early = accounts.post(there, {"results": SimpleUploadedFile("a.txt", back)})
    assert (early.status_code, "引落日がまだ来ていません" in text(early)) == (422, True)
    evening = datetime.combine(invoice.due_on, time(18), JST)
    monkeypatch.setattr(clock, "now", lambda: evening)
    accounts = sign_in(Client(), a_clerk())
    wrong = accounts.post(there, {"results": SimpleUploadedFile("a.txt", back[:-122])})
    assert wrong.status_code == 422
    assert "何も取り込んでいません" in text(wrong)
    assert accounts.post(there, {"results": SimpleUploadedFile("a.txt", back)}).status_code == 302


def test_what_could_not_be_collected_is_said_to_the_payer(client, hanako, accounts, monkeypatch):
    invoice = an_agreed_invoice(hanako.id, at=clock.now())
    sign_in(client, hanako)
    collect(accounts, invoice, "1", monkeypatch)
    client = sign_in(Client(), hanako)
    page = text(client.get(reverse("payments:pay", args=[invoice.pk])))
    assert "口座の残高が足りませんでした。" in page
    assert "支払い方法を選ぶ" in page


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bank", "99"),
        ("number", "123456789012"),
        ("holder", "小山花子"),
        ("holder", ""),
        ("bank_name", "ミホンノトテモナガイギンコウ"),
        ("kind", "8"),
    ],
)
def test_a_wrong_account_is_said_and_nothing_is_kept(client, hanako, accounts, name, value):
    assert accounts
    sign_in(client, hanako)
    answer = client.post(reverse("payments:agreement"), TYPED | {name: value})
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_an_application_on_paper_is_entered_for_the_one_resident_it_names(accounts, hanako):
    sent = TYPED | {"name_kana": hanako.kana, "birth_on": hanako.birth_on.isoformat()}
    where = reverse("payments:on_paper")
    assert accounts.post(where, sent | {"name_kana": "ダレモ イナイ"}).status_code == 422
    assert accounts.post(where, sent).status_code == 302
    row = Mandate.objects.get()
    assert (row.resident_id, row.channel, row.state) == (hanako.id, "paper", "applied")
    listed = text(accounts.get(reverse("payments:staff_agreements")))
    assert hanako.name in listed
    looks = audited("resident.searched")
    assert [row.facts["found"] for row in looks] == ["0", "1"]


def test_the_bank_refuses_and_the_resident_reads_why(client, hanako, accounts):
    sign_in(client, hanako)
    client.post(reverse("payments:agreement"), TYPED)
    where = reverse("payments:staff_agreement", args=[Mandate.objects.get().pk])
    day = clock.day_of(clock.now()).isoformat()
    shown = text(client.get(where)) + text(accounts.get(where))
    assert shown.count('id="answered_on"') == 1
    sent = {"act": "refuse", "refusal-answered_on": day, "refusal-reason": "届出印が違うため。"}
    assert accounts.post(where, sent).status_code == 302
    assert "届出印が違うため。" in text(client.get(reverse("payments:agreement")))


def test_a_resident_ends_it_and_asks_what_is_known(client, hanako, accounts):
    assert accounts
    sign_in(client, hanako)
    client.post(reverse("payments:agreement"), TYPED)
    row = Mandate.objects.get()
    where = reverse("payments:end_agreement", args=[row.pk])
    assert sign_in(Client(), a_resident()).post(where).status_code == 404
    assert client.post(where).status_code == 302
    assert export(hanako.id)["mandates"][0]["account"] == "0001234"
    erase(hanako.id, clock.now() + timedelta(days=6 * 366))
    row.refresh_from_db()
    assert (row.resident_id, row.account) == (None, "")


def test_a_town_without_a_layout_says_how_to_set_it(client, hanako):
    a_setup(section="jumin")
    clerk = sign_in(Client(), a_clerk())
    assert "payments.yaml" in text(clerk.get(reverse("payments:transfers")))
    assert "payments.yaml" in text(clerk.get(reverse("payments:tax_report")))
    row = an_invoice(resident=hanako.id, at=clock.now())
    page = text(clerk.get(reverse("payments:slip", args=[row.pk])))
    assert "QRの様式が登録されていません" in page
    assert clerk.post(reverse("payments:slip", args=[row.pk])).status_code == 422
    sign_in(client, hanako)
    assert "まだ始まっていません" in text(client.get(reverse("payments:agreement")))


def test_an_issued_slip_is_there_for_staff_and_payer(client, hanako):
    a_setup(section="jumin", tax_qr=[{"constant": "MIHON"}, {"source": "digits"}])
    clerk = sign_in(Client(), a_clerk())
    row = an_invoice(resident=hanako.id, at=clock.now())
    paper = reverse("payments:slip_paper", args=[row.pk])
    sign_in(client, hanako)
    assert client.get(paper).status_code == 404
    assert clerk.post(reverse("payments:slip", args=[row.pk])).status_code == 302
    assert paper in text(client.get(reverse("payments:pay", args=[row.pk])))
    assert clerk.get(paper).content.startswith(b"%PDF")
    assert client.get(paper).content.startswith(b"%PDF")
    services.cancel(row.pk, at=clock.now())
    assert client.get(paper).status_code == 404


def test_accounts_find_what_waits_on_the_desk(accounts, hanako):
    clerk = actor_of(a_clerk())
    now = clock.now()
    services.ask_for_transfers(hanako.id, AN_ACCOUNT, channel="online", at=now)
    batch = a_request([an_agreed_invoice(a_resident().id, at=now)], at=now)
    later = now + timedelta(days=40)
    assert [item.state for item in work.agreements(clerk, now)] == ["金融機関に確認中"]
    assert work.results(clerk, now) == []
    (item,) = work.results(clerk, later)
    assert (item.due_on, item.url.split("/")[-2]) == (batch.withdrawn_on, str(batch.pk))
    assert work.agreements(actor_of(a_clerk(section="zeimu")), now) == []
