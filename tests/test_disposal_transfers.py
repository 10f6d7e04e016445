"""Whose account was debited is known no longer than the town's rule says (口座振替の契約の廃棄)."""

from datetime import datetime

import pytest

from tests.test_disposal_reach import AFTER_FIVE, OLD, approve, where
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Mandate, TransferLine
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.queries.retention import number_of
from tsunagaru.engines.payments.services.disposing import dispose_mandate
from tsunagaru.engines.payments.testing import a_request, a_transfer_setup, an_agreed_invoice
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_head, a_resident, actor_of, sign_in
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.records_office.models import Disposal
from tsunagaru.services.records_office.queries.disposals import is_unchanged
from tsunagaru.services.records_office.queries.due import groups
from tsunagaru.services.records_office.services.holding import place
from tsunagaru.services.records_office.testing import a_rule

pytestmark = pytest.mark.django_db
HOLDER, NUMBER = "オヤマ ハナコ", "0001234"
LAST_DAY = datetime(2026, 3, 31, 9, tzinfo=JST)


@pytest.fixture
def head(db):
    a_transfer_setup(section="jumin", at=OLD)
    return actor_of(a_head(section="jumin"))


@pytest.fixture
def rule(head):
    a_rule("transfers", years=5, procedures="@transfers")


@pytest.fixture
def invoice(head):
    return an_agreed_invoice(a_resident().id, at=OLD)


@pytest.fixture
def ended(invoice):
    """Return an agreement that ended in the fiscal year 2020."""
    row = Mandate.objects.get()
    money.end(row.pk, at=OLD)
    return row


def test_an_agreement_that_is_over_goes_after_its_years_and_leaves_a_proof(head, rule, ended):
    assert {"payments_mandate.account", "payments_mandate.holder"} <= where(HOLDER, NUMBER)
    assert groups(head, LAST_DAY) == []
    (due,) = groups(head, AFTER_FIVE)
    assert (due.rule.code, due.section, due.cases[0].number) == (
        "transfers", "jumin", number_of(ended)
    )  # fmt: skip
    approve(head, AFTER_FIVE)
    assert where(HOLDER, NUMBER) == set()
    ended.refresh_from_db()
    assert (ended.resident_id, ended.bank, ended.state) == (None, "", "ended")
    record = Disposal.objects.get()
    assert (record.count, is_unchanged(record)) == (1, True)
    assert [one["state"] for one in published("mandate.disposed")] == ["ended"]
    assert groups(head, AFTER_FIVE) == []
    with pytest.raises(CannotDisposePaper):
        dispose_mandate(ended.pk, AFTER_FIVE)


def test_an_agreement_in_force_is_never_due(head, rule, invoice):
    assert groups(head, AFTER_FIVE) == []
    with pytest.raises(CannotDisposePaper):
        dispose_mandate(Mandate.objects.get().pk, AFTER_FIVE)


def test_a_debit_that_runs_keeps_it_and_a_later_one_counts(head, rule, invoice):
    a_request([invoice], at=OLD)
    row = Mandate.objects.get()
    money.end(row.pk, at=OLD)
    assert groups(head, AFTER_FIVE) == []
    with pytest.raises(CannotDisposePaper):
        dispose_mandate(row.pk, AFTER_FIVE)
    TransferLine.objects.update(open=False, result="0")
    assert len(groups(head, AFTER_FIVE)) == 1
    row.debits.get().batch.__class__.objects.update(withdrawn_on="2021-06-01")
    assert groups(head, AFTER_FIVE) == []


def test_without_a_rule_that_names_them_they_stay(head, ended):
    a_rule(years=1)
    assert groups(head, AFTER_FIVE) == []


def test_a_hold_keeps_one(head, rule, ended):
    place(number_of(ended), reason="審査請求のため", by=head, at=AFTER_FIVE)
    assert groups(head, AFTER_FIVE) == []


def test_the_pages_open_without_what_is_gone(client, head, rule, ended):
    approve(head, AFTER_FIVE)
    sign_in(client, a_clerk())
    for page in ("/staff/payments/agreements/?state=", f"/staff/payments/agreements/{ended.pk}/"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert HOLDER not in answer.content.decode()
    assert books.complaints() == []
