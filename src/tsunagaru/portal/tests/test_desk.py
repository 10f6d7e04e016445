"""The desk says how much is due, how much is urgent without a due day, and of which year."""

from datetime import datetime

import pytest
from django.apps import apps

from tsunagaru.engines.cases.testing import a_case
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.desk import WorkItem
from tsunagaru.portal.queries import in_order

pytestmark = pytest.mark.django_db
LAST_YEAR = datetime(2025, 4, 7, 10, tzinfo=JST)
NOW = datetime(2026, 11, 24, 10, tzinfo=JST)


@pytest.fixture
def desk(client):
    """A clerk's browser, signed in."""
    return sign_in(client, a_clerk())


def shown(desk):
    return desk.get("/staff/").content.decode()


def test_what_is_overdue_is_counted_and_told_with_its_year(desk):
    a_case(section="jumin", at=LAST_YEAR)
    page = shown(desk)
    assert "このうち1件は、期限が今日か、過ぎています。" in page
    assert "期限はありませんが急ぎです" not in page
    assert "2025年4月14日" in page
    assert "2025年4月7日 10:00" in page


def test_a_refund_to_be_checked_is_urgent_but_not_overdue(desk):
    case = a_case(section="jumin", at=LAST_YEAR)
    closed = {"state": "decided", "closed_at": LAST_YEAR, "payment": "to_refund"}
    apps.get_model("cases", "Case").objects.filter(pk=case.id).update(**closed)
    page = shown(desk)
    assert "期限が今日か、過ぎています" not in page
    assert "このうち1件は、期限はありませんが急ぎです。" in page


def test_an_alert_stands_before_everything_and_a_drill_does_not():
    overdue = WorkItem("期限の過ぎた申請", "/1", "", LAST_YEAR, "jumin", due_on=LAST_YEAR.date())
    drill = WorkItem("訓練", "/2", "", NOW, "bosai", due_on=NOW.date())
    urgent = WorkItem("急ぎ", "/3", "", NOW, "bosai", due_on=NOW.date(), urgent=True)
    alert = WorkItem("避難指示", "/4", "", NOW, "bosai", due_on=NOW.date(), at_once=True)
    assert in_order([drill, overdue, alert, urgent]) == [alert, overdue, urgent, drill]
