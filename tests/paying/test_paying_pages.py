"""The pages on which residents see their fee, and clerks work on it (手数料の画面)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.paying.test_paying import (
    CLERK,
    an_application_with,
    grant,
    invoices,
    settle,
)
from tsunagaru.engines.applications.queries import notices
from tsunagaru.engines.applications.queries.charges import fee_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import changes, paying
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Refund
from tsunagaru.engines.payments.services import pass_due_dates
from tsunagaru.engines.payments.testing import a_paypoint, paid_in_cash
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A clerk of the section in charge, signed in."""
    client = Client()
    sign_in(client, a_clerk(section="seikatsu"))
    a_paypoint(section="seikatsu")
    return client


def page(client, row):
    return client.get(reverse("applications:fee", args=[row.pk])).content.decode()


def payer_of(row):
    """Return the resident who is asked, to sign in as."""
    return row.resident_id


def listed(client, payment):
    return client.get(reverse("cases:queue"), {"payment": payment}).content.decode()


def act(client, row, **data):
    return client.post(reverse("applications:fee", args=[row.pk]), data)


def soon():
    return (clock.day_of(clock.now()) + timedelta(days=20)).isoformat()


def test_a_clerk_fixes_the_amount_and_takes_the_money(desk):
    row = an_application_with({"when": "after_review"})
    case = reverse("cases:case", args=[row.case])
    assert "金額の確定待ち" in desk.get(case).content.decode()
    assert (
        "計算による額と違うときは"
        in act(desk, row, act="fix", yen="500", due_on=soon(), reason="").content.decode()
    )
    assert act(desk, row, act="fix", yen="3000", due_on=soon(), reason="").status_code == 302
    (invoice,) = invoices()
    assert f"/staff/payments/{invoice.pk}/" in page(desk, row)
    paid_in_cash(invoice)
    settle()
    assert "入金済み" in desk.get(case).content.decode()
    assert "領収証書" in desk.get(reverse("payments:invoice", args=[invoice.pk])).content.decode()
    listed = desk.get(reverse("cases:queue"), {"payment": "paid"}).content.decode()
    assert "犬の登録" in listed
    assert (
        "犬の登録" not in desk.get(reverse("cases:queue"), {"payment": "waiting"}).content.decode()
    )


def test_an_unpaid_case_is_not_granted_on_its_page(desk):
    row = an_application_with({"when": "on_submit"})
    answer = desk.post(
        reverse("cases:decide", args=[row.case]), {"outcome": "granted", "confirmed": "on"}
    )
    assert answer.status_code == 422
    assert "手数料の支払いがまだです" in answer.content.decode()


def test_what_expired_is_asked_for_again_or_closed(desk):
    row = an_application_with({"when": "on_submit"})
    pass_due_dates(at=clock.now() + timedelta(days=400))
    settle()
    assert "支払いがないため終える" in page(desk, row)
    assert act(desk, row, act="extend", due_on="昔").status_code == 422
    assert act(desk, row, act="extend", due_on="2020-01-01").status_code == 422
    assert act(desk, row, act="extend", due_on=soon()).status_code == 302
    assert act(desk, row, act="close").status_code == 422  # it can be paid again
    pass_due_dates(at=clock.now() + timedelta(days=400))
    settle()
    assert act(desk, row, act="close").status_code == 302
    row.refresh_from_db()
    settle()
    assert "拒否" not in page(desk, row)


def test_a_clerk_gives_back_what_was_paid_for_a_withdrawn_application(desk):
    row = an_application_with({"when": "on_submit", "refund_percent": 50})
    paid_in_cash(invoices()[0])
    settle()
    changes.withdraw(row.pk, by=CLERK, at=clock.now())
    settle()
    shown = page(desk, row)
    assert 'value="1500"' in shown
    assert act(desk, row, act="return", yen="9999", reason="取下げ").status_code == 422
    assert act(desk, row, act="return", yen="1500", reason="").status_code == 422
    assert act(desk, row, act="return", yen="1500", reason="取下げ").status_code == 302
    assert Refund.objects.get().amount_yen == 1500


def test_other_sections_see_no_fee(desk):
    row = an_application_with({"when": "on_submit"})
    other = Client()
    sign_in(other, a_clerk(section="jumin"))
    assert other.get(reverse("applications:fee", args=[row.pk])).status_code == 404
    assert act(desk, row, act="nonsense").status_code == 422


def test_a_resident_sees_amount_button_and_receipt(client):
    row = an_application_with({"when": "on_submit"})
    sign_in(client, payer_of(row))
    status = reverse("applications:status", args=[row.pk])
    shown = client.get(status).content.decode()
    link = fee_of(row).pending.link
    assert "3,000円" in shown
    assert link in shown
    assert link in client.get(reverse("applications:done", args=[row.pk])).content.decode()
    pay = client.get(link, follow=True)
    assert status in pay.content.decode()
    paid_in_cash(invoices()[0])
    settle()
    shown = client.get(status).content.decode()
    assert "手数料のお支払いを確認しました" in shown
    receipt = reverse("payments:receipt", args=[invoices()[0].pk])
    assert receipt in shown
    assert client.get(receipt).status_code == 200
    assert "お支払い済み" in client.get(reverse("applications:mine")).content.decode()


def test_the_button_of_a_notice_says_where_it_leads(client):
    row = an_application_with({"when": "on_submit"})
    settle()
    sign_in(client, payer_of(row))
    asked = Notice.objects.get(template="fee_requested")
    shown = client.get(reverse("messages:notice", args=[asked.pk])).content.decode()
    assert "手数料の支払いに進む" in shown
    assert reverse("payments:pay", args=[invoices()[0].pk]) in shown


def test_the_receipt_names_the_fee_of_the_rule_and_how_it_is_paid(client):
    text = {"ja": "1頭につき3,000円。オンラインで支払えます。"}
    row = an_application_with({"when": "after_review"}, fee={"yen": 3000, "text": text})
    sign_in(client, payer_of(row))
    shown = client.get(reverse("applications:done", args=[row.pk])).content.decode()
    assert "<strong>3,000円</strong>" in shown
    assert text["ja"] in shown
    assert "額を確認しています" not in shown


def test_right_after_a_grant_the_fee_waits_for_its_payer(desk):
    row = an_application_with({"when": "after_review", "required": "false"})
    grant(row)
    for shown in (
        page(desk, row),
        desk.get(reverse("cases:case", args=[row.case])).content.decode(),
    ):
        assert "支払い待ち" in shown
        assert "金額の確定待ち" not in shown


def test_right_after_a_refusal_what_was_paid_waits_to_go_back_and_the_resident_reads_so(
    desk, client
):
    row = an_application_with({"when": "on_submit"})
    paid_in_cash(*invoices())
    settle()
    grant(row, "refused")
    assert "返金の確認待ち" in page(desk, row)
    sign_in(client, payer_of(row))
    text = client.get(reverse("applications:status", args=[row.pk])).content.decode()
    assert "手数料3,000円をお返しするかどうかを確認しています" in text
    assert "手数料のお支払いが済んでいます" not in text


def test_a_difference_that_was_paid_as_well_is_told_in_one_box(client):
    row = an_application_with({"when": "on_submit"})
    paid_in_cash(*invoices())
    settle()
    paying.fix(row.pk, 5000, by=CLERK, at=clock.now(), reason="追加", due_on=None)
    sign_in(client, payer_of(row))
    status = reverse("applications:status", args=[row.pk])
    assert "手数料のお支払いが済んでいます" not in client.get(status).content.decode()
    paid_in_cash(*(one for one in invoices() if one.state == "requested"))
    settle()
    text = client.get(status).content.decode()
    assert text.count("手数料のお支払いが済んでいます") == 1
    assert "あわせて5,000円をお支払いいただきました。" in text
    assert text.count("領収証書をダウンロードする（PDF）") == 2


def test_a_fee_that_is_lowered_says_so_everywhere_and_nobody_paid_anything_then(desk):
    row = an_application_with({"when": "after_review"})
    act(desk, row, act="fix", yen="３，０００円", due_on=soon(), reason="")
    paid_in_cash(invoices()[0])
    settle()
    because = {"act": "fix", "due_on": soon(), "reason": "減額のため。"}
    told = desk.post(
        reverse("applications:fee", args=[row.pk]), because | {"yen": "1,000"}, follow=True
    )
    assert "手数料を1,000円に決めました。2,000円を返金します。" in told.content.decode()
    case = desk.get(reverse("cases:case", args=[row.case])).content.decode()
    assert "手数料の額を下げました" in case
    assert "1,000円（2,000円を返金します）" in case
    assert case.count("手数料が支払われました") == 1
    sign_in(client := Client(), row.resident_id)
    mine = client.get(reverse("applications:status", args=[row.pk])).content.decode()
    assert "手数料の額が下がりました" in mine
    assert mine.count("手数料のお支払いを確認しました") == 1
    grant(row, "refused")
    decision = cases.decision_of(row.case)
    row.refresh_from_db()
    (fee,) = fee_lines(row, decision)
    assert fee["text"] == "1,000円", "the paper names what was fixed, not what the rule says"


def test_the_applicant_reads_of_a_refund_only_what_is_true_already(desk, client):
    row = an_application_with({"when": "after_review"})
    act(desk, row, act="fix", yen="3,000", due_on=soon(), reason="")
    paid_in_cash(invoices()[0], at=clock.now())
    act(desk, row, act="fix", yen="1,000", due_on=soon(), reason="減額のため。")
    sign_in(client, row.resident_id)
    status = reverse("applications:status", args=[row.pk])
    waiting = client.get(status).content.decode()
    assert "このうち2,000円をお返しする手続きをしています。" in waiting
    assert "返金しました" not in waiting
    assert "うち、2,000円は返金の手続き中" in page(desk, row)
    money.hand_out(Refund.objects.get().pk, by=CLERK, at=clock.now())
    today = clock.day_of(clock.now())
    done = client.get(status).content.decode()
    assert f"このうち2,000円を{day_words(today, 'ja')}に返金しました。" in done
    assert "手続きをしています" not in done
    assert "返金済み" in page(desk, row)


def fee_lines(row, decision):
    form = form_of(row.version_id)
    return [one for one in notices._decided(row, form, decision).fee if one["label"] == "手数料"]
