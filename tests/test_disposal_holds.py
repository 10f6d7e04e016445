"""What is held is kept beyond its period, found by the numbers people know (廃棄の保留)."""

from datetime import datetime

import pytest

from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.cases import services as cases
from tsunagaru.engines.cases.models import Case
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.people.testing import a_head, actor_of
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST
from tsunagaru.services.records_office.models import Hold
from tsunagaru.services.records_office.queries.due import groups
from tsunagaru.services.records_office.rules import CannotHold, HeldAlready
from tsunagaru.services.records_office.services import holding
from tsunagaru.services.records_office.testing import a_finished_case, a_rule

pytestmark = pytest.mark.django_db
OLD = datetime(2020, 6, 1, 10, tzinfo=JST)
NOW = datetime(2026, 4, 1, 9, tzinfo=JST)  # 2020年度 + 5年 ends on 31 March 2026


@pytest.fixture
def head(db):
    a_rule()
    return actor_of(a_head(section="seikatsu"))


def wide(text):
    """Write digits and hyphens as a Japanese keyboard gives them."""
    return text.translate(str.maketrans("0123456789-", "０１２３４５６７８９ー"))


def read_case(application):
    return Case.objects.get(pk=application.case).number


def read_receipt(application):
    return application.shown_number


@pytest.mark.parametrize("write", [str, lambda text: text.replace("-", ""), wide])
@pytest.mark.parametrize("number_of", [read_case, read_receipt])
def test_a_hold_takes_the_case_number_or_the_receipt_number_as_people_type_it(
    head, write, number_of
):
    a_procedure(section="seikatsu", at=OLD)
    made = an_application(at=OLD)
    cases.decide(made.case, outcome="granted", label="認める", reason="", by=Actor(), at=OLD)
    holding.place(write(number_of(made)), reason="審査請求中", by=head, at=NOW)
    assert Hold.objects.get().case == made.case


def test_a_held_case_stays_until_the_hold_is_lifted(head):
    case = a_finished_case(at=OLD, section="seikatsu")
    number = Case.objects.get(pk=case.id).number
    holding.place(number, reason="審査請求中", by=head, at=NOW)
    assert groups(head, NOW) == []
    with pytest.raises(HeldAlready):
        holding.place(number, reason="もう一度", by=head, at=NOW)
    hold = Hold.objects.get()
    with pytest.raises(CannotHold):
        holding.lift(hold.pk, by=actor_of(a_head(section="jumin")), at=NOW)
    holding.lift(hold.pk, by=head, at=NOW)
    assert len(groups(head, NOW)) == 1
    actions = set(AuditRow.objects.values_list("action", flat=True))
    assert {"retention.hold_placed", "retention.hold_lifted"} <= actions
