"""What came from the national portal and was dealt with by hand is disposed of too (原本の廃棄)."""

from datetime import datetime

import pytest

from tests.test_disposal_reach import (
    AFTER_FIVE,
    CLERK,
    FAMILY,
    OLD,
    WORD,
    approve,
    head,
    where,
)
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.cases import services as cases
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.testing import a_pdf
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_head, actor_of
from tsunagaru.kernel.clock import JST
from tsunagaru.services.intake.gateways.simulator import a_package
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.services.by_hand import close
from tsunagaru.services.intake.services.taking import receive
from tsunagaru.services.intake.testing import EVIDENCE, ITEMS, a_layout
from tsunagaru.services.records_office.models import Disposal
from tsunagaru.services.records_office.queries.disposals import is_unchanged
from tsunagaru.services.records_office.queries.due import groups
from tsunagaru.services.records_office.rules import CannotHold
from tsunagaru.services.records_office.services.holding import place
from tsunagaru.services.records_office.testing import a_rule

__all__ = ["head"]
pytestmark = pytest.mark.django_db


def closed_by_hand(application=None):
    """Let something arrive that fits no form, and a clerk deal with it by hand (手で処理する)."""
    a_procedure(section="jumin", at=OLD)
    files = {**EVIDENCE, "attachments/鵺.pdf": a_pdf()}
    items = ITEMS | {"姓": FAMILY, "備考": WORD}
    receive("P-9", a_package("CAT-9", items, files), a_layout(at=OLD), at=OLD)
    row = Arrival.objects.get(number="P-9")
    close(row.pk, application=application, by=CLERK, at=OLD)
    return row


@pytest.fixture
def portal_rule(head):
    a_rule("portal", years=3, procedures="@portal")


def test_what_came_from_the_portal_and_was_closed_by_hand_has_a_period_of_its_own(
    head, portal_rule
):
    row = closed_by_hand()
    assert groups(head, datetime(2024, 3, 31, 9, tzinfo=JST)) == []
    (due,) = groups(head, AFTER_FIVE)
    assert (due.rule.code, due.section, due.cases[0].number) == ("portal", "jumin", "P-9")
    approve(head, AFTER_FIVE)
    assert where(FAMILY, WORD) == set()
    record = Disposal.objects.get()
    assert (record.count, record.files, is_unchanged(record)) == (1, 2, True)
    row.refresh_from_db()
    assert (row.original, row.problems, row.number) == (None, None, "P-9")
    assert set(StoredFile.objects.values_list("state", flat=True)) == {"dropped"}
    assert groups(head, AFTER_FIVE) == []
    # The portal lists it again: its number is known.
    receive("P-9", a_package("CAT-9", ITEMS, EVIDENCE), a_layout(at=OLD), at=AFTER_FIVE)
    assert Arrival.objects.get().original is None


def test_without_a_rule_that_names_it_it_stays_and_what_waits_is_never_due(head):
    closed_by_hand()
    assert groups(head, AFTER_FIVE) == []
    a_rule("portal", years=3, procedures="@portal")
    Arrival.objects.update(state="waiting", closed_at=None)
    assert groups(head, AFTER_FIVE) == []


def test_what_became_an_application_by_hand_goes_with_it_and_not_before(head, portal_rule):
    a_procedure(section="jumin", at=OLD)
    made = an_application(at=OLD)
    row = closed_by_hand(made.id)
    assert groups(head, AFTER_FIVE) == []
    cases.decide(made.case, outcome="refused", label="不可", reason="町外", by=CLERK, at=OLD)
    deliver_all(at=OLD)
    assert {due.rule.code for due in groups(head, AFTER_FIVE)} == {"ordinary"}
    approve(head, AFTER_FIVE)
    row.refresh_from_db()
    assert row.original is None
    assert groups(head, AFTER_FIVE) == []


def test_a_hold_keeps_what_came_from_the_portal(head, portal_rule):
    closed_by_hand()
    place("P-9", reason="審査請求のため", by=head, at=AFTER_FIVE)
    assert groups(head, AFTER_FIVE) == []
    other = actor_of(a_head(section="zeimu"))
    with pytest.raises(CannotHold):
        place("P-9", reason="審査請求のため", by=other, at=AFTER_FIVE)
