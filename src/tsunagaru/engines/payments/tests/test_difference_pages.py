"""Staff settle a difference on its page: looked at first, done once, said in words."""

import pytest
from django.urls import reverse

from tsunagaru.engines.payments.models import Difference, Settlement
from tsunagaru.engines.payments.testing import a_setup, an_invoice
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    a_setup(section="jumin")
    return sign_in(client, a_clerk())


def a_difference(kind="missing_here", *, yen=777, ours=None, section="jumin"):
    now = clock.now()
    file = Settlement.objects.get_or_create(
        provider="payjp",
        day=now.date(),
        defaults={
            "fetched_at": now,
            "lines": 1,
            "matched": 0,
            "gross_yen": yen,
            "fee_yen": 0,
            "net_yen": yen,
        },
    )[0]
    return Difference.objects.create(
        settlement=file,
        kind=kind,
        reference=f"x{yen}",
        section=section,
        found_at=now,
        ours_yen=ours,
        theirs_yen=yen,
    )


def path(row):
    return reverse("payments:difference", args=[row.pk])


def test_an_invoice_is_shown_for_checking_before_an_unknown_payment_is_assigned(clerk):
    row, invoice = a_difference(), an_invoice(yen=777, at=clock.now())
    assert "請求を確かめる" in clerk.get(path(row)).content.decode()
    looked = clerk.get(path(row), {"number": invoice.number}).content.decode()
    assert "小山 花子" in looked
    assert "この請求にあてる" in looked
    assert audited("invoice.viewed")[0].subject == str(invoice.pk)
    sent = {"way": "assign", "number": invoice.number, "explanation": "本人に確かめました"}
    assert clerk.post(path(row), sent | {"explanation": ""}).status_code == 422
    assert clerk.post(path(row), sent).status_code == 302
    invoice.refresh_from_db()
    assert invoice.state == "paid"
    assert "請求にあてた" in clerk.get(path(row)).content.decode()


def test_an_invoice_of_another_amount_or_number_cannot_be_chosen(clerk):
    row, other = a_difference(), an_invoice(yen=300, at=clock.now())
    looked = clerk.get(path(row), {"number": other.number}).content.decode()
    assert "金額が違います" in looked
    assert "この請求にあてる" not in looked
    assert clerk.get(path(row), {"number": "2026-000000-9"}).status_code == 422
    sent = {"way": "assign", "number": other.number, "explanation": "確認"}
    answer = clerk.post(path(row), sent)
    assert answer.status_code == 409
    assert "同じ金額の請求だけ" in answer.content.decode()


def test_a_second_press_is_refused_with_a_sentence(clerk):
    row = a_difference("amount", yen=900, ours=1000)
    sent = {"way": "write_off", "explanation": "事業者に確かめました"}
    assert clerk.post(path(row), sent).status_code == 302
    again = clerk.post(path(row), sent)
    assert again.status_code == 409
    assert "この差異は、すでに解消されています。" in again.content.decode()
    assert "差額を照合差額に振り替えた" in again.content.decode()


def test_a_payment_given_back_outside_is_recorded_and_met_by_its_return(clerk):
    row, back = a_difference(), a_difference(yen=-777)
    assert "同じ金額のものはありません" in clerk.get(path(back)).content.decode()
    sent = {"way": "return", "explanation": "心当たりのない入金", "returned_on": "いつか"}
    assert clerk.post(path(row), sent).status_code == 422
    day = clock.day_of(clock.now()).isoformat()
    assert clerk.post(path(row), sent | {"returned_on": day}).status_code == 302
    assert "まだ返金が載っていません" in clerk.get(path(row)).content.decode()
    answers = {"way": "returned", "held": str(row.pk), "explanation": "番号を確かめました"}
    assert clerk.post(path(back), answers | {"held": str(back.pk)}).status_code == 422
    assert clerk.post(path(back), answers).status_code == 302
    assert "返金を開く" in clerk.get(path(row)).content.decode()


def test_a_clerk_of_another_section_neither_sees_nor_settles_it(client):
    a_setup(section="accounts")
    row = a_difference(section="accounts")
    sign_in(client, a_clerk(section="jumin"))
    assert client.get(path(row)).status_code == 404
    assert client.post(path(row), {"way": "explain", "explanation": "x"}).status_code == 404
