"""Disposal after the retention period (保存年限と廃棄): with proof, never of what is open."""

import hashlib
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.applications.models import AnswerVersion, Application, Draft
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.cases import services as cases
from tsunagaru.engines.cases.models import Case, Decision, Entry
from tsunagaru.engines.cases.services.disposing import CannotDispose
from tsunagaru.engines.cases.services.disposing import dispose as dispose_case
from tsunagaru.engines.cases.testing import a_case
from tsunagaru.engines.messages.models import Email, Notice
from tsunagaru.engines.messages.services.sending import send
from tsunagaru.engines.messages.testing import a_template
from tsunagaru.ground.files.api import attach, keep
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.testing import a_pdf, an_upload
from tsunagaru.ground.ledger.models import AuditRow, EventRow
from tsunagaru.ground.people.testing import a_cast, a_head, actor_of, sign_in
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST
from tsunagaru.services.records_office.models import Disposal, RetentionRule
from tsunagaru.services.records_office.queries.disposals import is_unchanged
from tsunagaru.services.records_office.queries.due import groups, rules
from tsunagaru.services.records_office.rules import (
    CannotApprove,
    due_until,
    is_due,
    last_day,
    rule_for,
)
from tsunagaru.services.records_office.services.disposing import dispose
from tsunagaru.services.records_office.testing import a_finished_case, a_rule

OLD = datetime(2020, 6, 1, 10, tzinfo=JST)
NOW = datetime(2026, 4, 1, 9, tzinfo=JST)  # 2020年度 + 5年 ends on 31 March 2026


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1))


def test_the_period_is_counted_in_whole_fiscal_years_after_the_decision():
    assert last_day(date(2021, 3, 31), 5) == date(2026, 3, 31)
    assert last_day(date(2021, 4, 1), 5) == date(2027, 3, 31)
    assert not is_due(date(2021, 3, 31), 5, date(2026, 3, 31))
    assert is_due(date(2021, 3, 31), 5, date(2026, 4, 1))
    assert not is_due(date(1950, 1, 1), None, date(2100, 1, 1))


@given(DAYS, st.integers(1, 100), DAYS)
def test_nothing_is_due_before_its_years_are_over_and_nothing_unfinished_ever(closed, years, today):
    assert not is_due(None, years, today)
    if is_due(closed, years, today):
        assert FiscalYear.of(today).year > FiscalYear.of(closed).year + years
    assert not is_due(closed, years, closed + timedelta(days=364 * years))


@given(DAYS, st.integers(min_value=1, max_value=30), DAYS)
def test_what_the_page_says_is_due_is_what_is_due(closed, years, today):
    until = due_until(years, today)
    assert until is not None
    assert is_due(closed, years, today) == (closed <= until)


def test_a_rule_that_names_a_procedure_goes_before_the_one_for_all(db):
    a_rule()
    special = a_rule("long", years=None, procedures="dog")
    known = rules()
    assert rule_for("dog", known).code == special.code
    assert rule_for("cat", known).code == "ordinary"
    assert rule_for("cat", known[1:]) is None


@pytest.fixture
def head(db):
    a_rule()
    return actor_of(a_head(section="seikatsu"))


def a_whole_application(*, ended=True):
    """Return an application with answers, a file, a correction, a note and notices."""
    a_procedure()
    made = an_application(at=OLD)
    upload = keep(an_upload(a_pdf()), owner_kind="application", owner=made.id, allowed={"pdf"},
                  at=OLD)  # fmt: skip
    attach([upload.id], made.id, at=OLD)
    a_template(OLD)
    send(template="receipt", values={"title": "題", "number": "1"}, at=OLD, event=made.id,
         about=made.id, email="")  # fmt: skip
    row = Application.objects.get(pk=made.id)
    AnswerVersion.objects.create(application=row, number=1, field="dog_name", before="ポチ",
                                 after="タロ", channel="online", at=OLD)  # fmt: skip
    cases.add_note(made.case, text="電話で確認", by=Actor(), at=OLD)
    if ended:
        cases.decide(made.case, outcome="refused", label="認めない", reason="町外のため",
                     by=Actor(), at=OLD)  # fmt: skip
        Application.objects.filter(pk=made.id).update(ended_at=OLD, state="decided")
    return made


def approve(actor, *, at=NOW):
    due = groups(actor, at)[0]
    return dispose(due.rule.code, due.section, seen=due.digest, by=actor, at=at)


def picture():
    """Return everything that a disposal touches, as it stands."""
    return (
        list(Case.objects.values_list("disposed_at", "resident_id", "state")),
        [(row.answers, row.email) for row in Application.objects.all()],
        [row.answers for row in Draft.objects.all()],
        [(row.before, row.after) for row in AnswerVersion.objects.all()],
        [row.text for row in Entry.objects.order_by("order")],
        [row.reason for row in Decision.objects.all()],
        list(StoredFile.objects.values_list("state", flat=True)),
        Notice.objects.count(),
        Disposal.objects.count(),
        EventRow.objects.count(),
        AuditRow.objects.count(),
    )


def test_answers_files_and_notices_go_and_a_record_without_people_stays(head):
    made = a_whole_application()

    before = EventRow.objects.filter(name="application.submitted").count()
    approve(head)
    row = Application.objects.get(pk=made.id)
    assert (row.answers, row.email, row.resident, row.code_index) == ({}, None, None, None)
    assert row.submitted_at == OLD
    assert [one.answers for one in Draft.objects.all()] == [{}]
    assert [(one.before, one.after) for one in AnswerVersion.objects.all()] == [(None, None)]
    assert {one.text for one in Entry.objects.all()} == {""}
    assert Decision.objects.get().reason == ""
    assert set(StoredFile.objects.values_list("state", flat=True)) == {"dropped"}
    assert not Notice.objects.filter(about=made.id).exists()
    assert not Email.objects.exists()
    record = Disposal.objects.get()
    assert (record.count, record.files, record.years, len(record.hash)) == (1, 1, 5, 64)
    assert (record.first_on, record.approved_by) == (date(2020, 6, 1), head.staff)
    assert EventRow.objects.filter(name="application.submitted").count() == before
    assert EventRow.objects.filter(name="disposal.made").count() == 1
    assert AuditRow.objects.filter(action="disposal.made").count() == 1
    assert groups(head, NOW) == []


@pytest.mark.parametrize("state", ["received", "examining", "correcting"])
def test_what_is_not_finished_is_never_due_and_cannot_be_disposed_of(head, state):
    made = a_whole_application(ended=False)
    Case.objects.filter(pk=made.case).update(state=state)
    before = picture()
    assert groups(head, NOW + timedelta(days=36_500)) == []
    with pytest.raises(CannotDispose):
        dispose_case(made.case, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=made.case).update(disposed_at=NOW)
    with pytest.raises(CannotApprove):
        dispose("ordinary", "seikatsu", seen="0" * 64, by=head, at=NOW)
    assert picture() == before


def test_nothing_is_disposed_of_twice(head):
    done = a_finished_case(at=OLD, section="seikatsu")
    approve(head)
    with pytest.raises(CannotDispose):
        dispose_case(done.id, at=NOW)


def test_what_is_approved_is_what_was_seen(head):
    a_finished_case(at=OLD, section="seikatsu")
    seen = groups(head, NOW)[0].digest
    a_finished_case(at=OLD, section="seikatsu")
    with pytest.raises(CannotApprove):
        dispose("ordinary", "seikatsu", seen=seen, by=head, at=NOW)
    assert not Disposal.objects.exists()


def test_a_head_approves_for_their_own_section_only(head):
    a_finished_case(at=OLD, section="jumin")
    assert groups(head, NOW) == []
    with pytest.raises(CannotApprove):
        dispose("ordinary", "jumin", seen="0" * 64, by=head, at=NOW)


class Crash(Exception):
    """The power fails."""


def crashing(n):
    """Fail at the n-th statement that writes."""
    left = [n]

    def wrapper(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            left[0] -= 1
            if left[0] == 0:
                raise Crash
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def test_a_crash_at_the_nth_write_leaves_the_state_before_or_after(head):
    a_whole_application()
    a_finished_case(at=OLD, section="seikatsu")
    before = picture()
    for n in range(1, 80):
        try:
            with crashing(n):
                approve(head)
        except Crash:
            assert picture() == before, n
        else:
            assert n > 10
            assert Disposal.objects.get().count == 2
            return
    pytest.fail("the act never ended")


def test_the_pages_lead_a_head_through_and_let_an_auditor_read(client, db):
    cast = a_cast()
    a_rule()
    case = a_finished_case(at=OLD, section="jumin")
    sign_in(client, cast.head)
    assert "申請・届出" in client.get("/staff/records/due/").content.decode()
    path = "/staff/records/due/ordinary/jumin/"
    page = client.get(path).content.decode()
    seen = page.split('name="seen" value="')[1][:64]
    assert client.post(path, {"seen": seen}).status_code == 422
    assert client.post(path, {"seen": "0" * 64, "confirmed": "on"}).status_code == 409
    assert client.post(path, {"seen": seen, "confirmed": "on"}).status_code == 302
    assert client.get(path).status_code == 404
    again = client.post(path, {"seen": seen, "confirmed": "on"}, follow=True).content.decode()
    assert "先に承認されて廃棄が済んでいます" in again
    assert client.get(f"/staff/cases/{case.id}/").status_code == 200
    sign_in(client, cast.auditor)
    shown = client.get("/staff/records/disposals/").content.decode()
    record = Disposal.objects.get()
    assert record.hash[:16] in shown
    there = f"/staff/records/disposals/{record.pk}/"
    page = client.get(there).content.decode()
    assert Case.objects.get(pk=case.id).number in page
    assert "記録は変わっていません" in page
    told = client.get(f"{there}lines/").content
    assert hashlib.sha256(told).hexdigest() == record.hash


def test_where_nothing_is_due_the_page_says_what_is_and_when_the_next_comes(client, db):
    a_rule(years=5)
    sign_in(client, a_head(section="seikatsu"))
    text = client.get("/staff/records/due/").content.decode()
    year = FiscalYear.of(clock.day_of(clock.now())).year
    next_day = day_words(date(year + 1, 4, 1), "ja")
    assert f"次に対象が加わるのは{next_day}です。" in text
    assert f"{year - 5}年3月31日までに終わったもの" in text


def test_a_record_that_was_changed_afterwards_is_told_apart(head):
    a_finished_case(at=OLD, section="seikatsu")
    approve(head)
    record = Disposal.objects.get()
    assert is_unchanged(record)
    record.lines = record.lines.replace("2020", "2019")
    assert not is_unchanged(record)
    record.hash = hashlib.sha256(record.lines.encode()).hexdigest()
    assert not is_unchanged(record), "the trail still says what was approved"


def test_a_town_without_rules_disposes_of_nothing(db):
    a_finished_case(at=OLD, section="seikatsu")
    RetentionRule.objects.all().delete()
    assert groups(actor_of(a_head(section="seikatsu")), NOW) == []
    assert a_case().id
