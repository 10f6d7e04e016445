"""What clerks and payers read of a refund: nothing is called refunded before it went back."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Attempt, Payment, Refund
from tsunagaru.engines.payments.queries import books, papers
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
def clerk():
    a_setup(section="jumin")
    return sign_in(Client(), a_clerk())


def today():
    return clock.day_of(clock.now())


def written(day):
    return day_words(day, "ja")


def seen(client, name, *args):
    return client.get(reverse(f"payments:{name}", args=args)).content.decode()


def ask_back(clerk, row, yen="100"):
    where = reverse("payments:refund", args=[row.pk])
    return clerk.post(where, {"yen": yen, "reason": "誤り"}, follow=True).content.decode()


def handle(clerk, way):
    where = reverse("payments:handle_refund", args=[Refund.objects.get().pk])
    return clerk.post(where, {"way": way}, follow=True).content.decode()


def test_cash_is_called_refunded_only_once_it_was_handed_out(client, clerk, hanako):
    row = an_invoice(resident=hanako.id, at=clock.now())
    drawer = a_drawer()
    paid_in_cash(row, at=clock.now(), drawer=drawer)
    assert "100円の返金を決めました。お金を渡したら" in ask_back(clerk, row)
    sign_in(client, hanako)
    for page in (seen(client, "mine"), seen(client, "pay", row.pk)):
        assert "返金の手続き中" in page
        assert "一部返金" not in page
        assert "このうち100円" not in page
    assert "うち、100円は返金の手続き中" in seen(clerk, "invoice", row.pk)
    row.refresh_from_db()
    assert papers.receipt(row, Payment.objects.get(), at=clock.now()).startswith(b"%PDF")
    assert papers._notes(row) == ["100円の返金を手続き中です。"]
    assert "100円を返金しました。" in handle(clerk, str(drawer.pk))
    assert "一部返金" in seen(client, "mine")
    assert f"このうち100円を{written(today())}に返金しました。" in seen(client, "pay", row.pk)
    assert f"うち、100円は{day_words(today(), 'ja')}に返金済み" in seen(clerk, "invoice", row.pk)
    assert papers._notes(row) == ["このうち100円を返金しました。"]


def test_what_a_provider_gives_back_was_only_asked_for(client, clerk, hanako):
    row = an_invoice(resident=hanako.id, at=clock.now())
    sign_in(client, hanako)
    with a_provider() as desk:
        client.post(reverse("payments:start", args=[row.pk]), {"provider": "payjp"})
        capture(desk, Attempt.objects.get())
        services.ask(Attempt.objects.get().pk, at=clock.now())
        said = ask_back(clerk, row, "300")
        assert "300円の返金を申し込みました。決済事業者を通して返金します。" in said
        assert "返金の手続き中" in seen(client, "mine")
        services.send(Refund.objects.get().pk, at=clock.now())
    for page in (seen(client, "pay", row.pk), seen(client, "result", row.pk)):
        assert f"全額（300円）を{written(today())}に返金しました。" in page
    assert "返金の手続き中" not in seen(client, "mine")


def test_a_terminals_refund_is_recorded_with_its_slip(clerk):
    row = an_invoice(at=clock.now())
    by = actor_of(a_clerk())
    services.take_card(row.pk, paypoint=a_paypoint(), slip="A-1", by=by, at=clock.now())
    assert "端末の取消しの伝票番号" in ask_back(clerk, row)
    where = reverse("payments:handle_refund", args=[Refund.objects.get().pk])
    for wrong, words in (
        ("", "端末の取消しの伝票番号を入力してください。"),
        ("あ", "英数字と「-」で入力してください。"),
        ("4111111111111111", "カード番号と思われる数字は記録できません。"),
    ):
        answer = clerk.post(where, {"way": "bank", "slip": wrong})
        page = answer.content.decode()
        assert (answer.status_code, page.count(words)) == (422, 2)  # in the summary and at the box
        assert f'value="{wrong}"' in page or not wrong
        assert Refund.objects.get().state == "to_hand_out"
    page = clerk.post(where, {"way": "bank", "slip": "Ｒ-12"}, follow=True).content.decode()
    assert "100円を返金しました。" in page
    assert "伝票番号 R-12" in page
    assert books.balance("clearing:terminal") == 200
