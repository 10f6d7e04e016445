"""The headquarters in a disaster (災害対策本部): a chronology nobody alters, tasks, and reports."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.emergency.models import Entry, Headquarters, SituationReport, Task
from tsunagaru.services.emergency.models.headquarters import CannotAlter
from tsunagaru.services.emergency.queries import headquarters as queries
from tsunagaru.services.emergency.rules.headquarters import (
    BEGINNING,
    TASKS,
    CannotDoTask,
    EntryKind,
    TaskAct,
    TaskState,
    Written,
    broken_at,
    fingerprint,
)
from tsunagaru.services.emergency.services import headquarters as services
from tsunagaru.services.emergency.testing import a_round, rules_of_a_town

NOW = clock.now()


@pytest.fixture
def clerk(db):
    rules_of_a_town(at=NOW)
    return actor_of(a_clerk())


@pytest.fixture
def row(clerk):
    made = services.open_headquarters("台風の本部", "first", drill=False, by=clerk, at=NOW)
    return Headquarters.objects.get(pk=made)


def written(row, clerk, text, **more):
    return services.write(
        row.pk, services.Note(kind=EntryKind.INFO, text=text, **more), by=clerk, at=NOW
    )


def test_what_is_written_stays_and_a_correction_is_an_entry_of_its_own(row, clerk):
    wrong = written(row, clerk, "床上浸水3軒")
    right = written(row, clerk, "床上浸水5軒", corrects=wrong)
    entries = list(row.entries.all())
    assert [one.text for one in entries[1:]] == ["床上浸水3軒", "床上浸水5軒"]
    assert queries.corrected(entries) == {wrong: right}
    assert queries.broken(row) == 0


def test_no_entry_is_saved_again_or_deleted(row):
    entry = row.entries.get()
    entry.text = "なかったこと"
    with pytest.raises(CannotAlter):
        entry.save()
    with pytest.raises(CannotAlter):
        entry.delete()


@pytest.mark.parametrize("change", [{"kind": "damage"}, {"number": 9}, {"by": uuid4()}])
def test_an_alteration_past_the_program_shows(row, clerk, change):
    for text in ("一", "二", "三"):
        written(row, clerk, text)
    Entry.objects.filter(number=2).update(**change)
    assert queries.broken(row) == 2


def test_an_entry_taken_out_shows(row, clerk):
    for text in ("一", "二"):
        written(row, clerk, text)
    Entry.objects.filter(number=2)._raw_delete(Entry.objects.db)
    assert queries.broken(row) == 2


def test_every_entrys_fingerprint_stands_in_the_audit_trail(row, clerk):
    written(row, clerk, "一")
    trail = [one.facts["hash"] for one in audited("emergency.chronology_written")]
    assert trail == list(row.entries.values_list("hash", flat=True))


def test_there_is_one_real_headquarters_and_one_of_a_drill(row, clerk):
    with pytest.raises(services.CannotSit):
        services.open_headquarters("もう一つ", "first", drill=False, by=clerk, at=NOW)
    services.open_headquarters("訓練", "first", drill=True, by=clerk, at=NOW)
    services.close_headquarters(row.pk, by=clerk, at=NOW)
    with pytest.raises(services.CannotSit):
        written(row, clerk, "遅い")


def test_a_task_goes_its_way_and_the_chronology_says_so(row, clerk):
    due = NOW + timedelta(hours=1)
    task = services.add_task(row.pk, "土のうを運ぶ", "jumin", due, by=clerk, at=NOW)
    services.move_task(task, TaskAct.BEGIN, by=clerk, at=NOW)
    services.move_task(task, TaskAct.FINISH, by=clerk, at=NOW)
    assert Task.objects.get().state == TaskState.DONE
    assert [one.kind for one in row.entries.all()] == ["stage", "task", "task", "task"]
    with pytest.raises(CannotDoTask):
        services.move_task(task, TaskAct.BEGIN, by=clerk, at=NOW)


@pytest.mark.parametrize(("state", "act"), list(product(TaskState, TaskAct)))
def test_every_move_of_a_task_is_allowed_or_refused(state, act):
    if act in TASKS.allowed(state):
        assert TASKS.move(state, act) != state
    else:
        with pytest.raises(CannotDoTask):
            TASKS.move(state, act)


def test_a_report_stands_as_it_was_when_more_comes(row, clerk):
    a_round(clerk)
    made = SituationReport.objects.get(pk=services.report(row.pk, by=clerk, at=NOW))
    before = made.content
    written(row, clerk, "あとの被害")
    made.refresh_from_db()
    assert made.content == before
    assert "安否確認" in [part["title"] for part in before]


def test_the_pages_open_write_and_print(row, clerk):
    staff = sign_in(Client(), a_clerk(section="zeimu"))
    board = reverse("emergency:headquarters_board", args=[row.pk])
    act = reverse("emergency:headquarters_act", args=[row.pk, "note"])
    assert staff.post(act, {"kind": "damage", "ago": "5"}).status_code == 422
    assert staff.post(act, {"kind": "damage", "ago": "5", "text": "倒木"}).status_code == 302
    assert "倒木" in staff.get(board).content.decode()
    end = reverse("emergency:headquarters_act", args=[row.pk, "end"])
    assert staff.post(end).status_code == 404, "only the section in charge ends it"
    made = services.report(row.pk, by=clerk, at=NOW)
    paper = staff.get(reverse("emergency:situation_paper", args=[made]))
    assert paper.content.startswith(b"%PDF")
    page = staff.get(reverse("emergency:situation", args=[made])).content.decode()
    assert "罹災証明書" in page


texts = st.lists(st.text(max_size=20), min_size=1, max_size=6)


def chain(said):
    found, previous = [], BEGINNING
    for number, text in enumerate(said, start=1):
        entry = Written(number, NOW, NOW, "info", text, "a", 0)
        previous = fingerprint(previous, entry)
        found.append((entry, previous))
    return found


@given(texts, st.data())
def test_any_change_of_any_text_is_found_where_it_is(said, data):
    entries = chain(said)
    assert broken_at(entries) == 0
    place = data.draw(st.integers(0, len(entries) - 1))
    entry, stored = entries[place]
    entries[place] = (entry._replace(text=entry.text + "x"), stored)
    assert broken_at(entries) == place + 1
