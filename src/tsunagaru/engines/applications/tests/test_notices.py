"""A notice says what was decided: the amounts and names that were handed in (通知書の記載事項)."""

from datetime import UTC, datetime

import pytest

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import notices
from tsunagaru.engines.applications.queries.examples import post_of
from tsunagaru.engines.applications.queries.procedures import current_version, form_of
from tsunagaru.engines.applications.services import publication
from tsunagaru.engines.applications.services.drafts import Applicant, start_draft
from tsunagaru.engines.applications.services.saving import save_page
from tsunagaru.engines.applications.services.submission import submit
from tsunagaru.engines.applications.tests.test_town import broken, parsed
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel

AT = datetime(2026, 6, 10, 0, 0, tzinfo=UTC)
NEWBORN = {"given": "一郎", "given_kana": "イチロウ", "birth_on": "2026-05-28"}
PUPIL = {"given": "二葉", "given_kana": "フタバ", "birth_on": "2018-09-15"}
pytestmark = pytest.mark.django_db


def child(named):
    return {"name": {"family": "小山", "family_kana": "コヤマ", **named}, "living": "together"}


def claim(children, **more):
    """Hand in a claim for child allowance at the counter."""
    found = parsed()
    alone = tuple(one for one in found.procedures if one.code == "child-allowance")
    publication.apply(publication.Parsed(found.life_events, alone), AT)
    form = form_of(current_version("child-allowance"))
    example = {**form.definition.demo.examples[0], "children": children, **more}
    draft = start_draft("child-allowance", Applicant(channel=Channel.COUNTER), at=AT).draft
    page = form.questionnaire.pages[0].code
    while page:
        raw = post_of(form, page, example, {}, day_of(AT))
        saved = save_page(draft, page, raw, language="ja", at=AT)
        assert not saved.errors, (page, saved.errors)
        page = saved.next_page
    return Application.objects.get(pk=submit(draft, language="ja", at=AT))


def lines_of(row, outcome="granted"):
    """Decide, and return what the notice lists."""
    by = actor_of(a_clerk(section="children"))
    cases.decide(row.case, outcome=outcome, label="認定", reason="理由", by=by, at=AT)
    order = notices.notice(row, address=lambda code: code)
    return {line["label"]: line["text"] for line in order.data["rows"]}


def test_the_notice_of_an_allowance_names_child_amount_and_beginning(db):
    found = lines_of(claim([child(PUPIL), child(NEWBORN)]))
    assert "小山 二葉" in found["支給対象の児童（1人目）"]
    assert found["手当の月額（1人目）"] == "10,000円"
    assert found["手当の月額（2人目）"] == "15,000円"
    assert found["手当の月額の合計"] == "25,000円"
    assert found["支給の始まり（1人目）"] == "令和8年（2026年）7月1日（水）"


def test_within_fifteen_days_of_the_birth_it_begins_in_the_month_after_it(db):
    assert (
        lines_of(claim([child(NEWBORN)]))["支給の始まり（1人目）"]
        == "令和8年（2026年）6月1日（月）"
    )


def test_within_fifteen_days_of_moving_in_as_well(db):
    found = lines_of(claim([child(PUPIL)], moved_on="2026-05-30"))
    assert found["支給の始まり（1人目）"] == "令和8年（2026年）6月1日（月）"


def test_a_refusal_names_no_fee_that_was_never_asked_for(db):
    assert "手数料" not in lines_of(claim([child(PUPIL)]), "refused")
    assert "手数料" in lines_of(claim([child(PUPIL)]))


def test_a_refusal_lists_no_amount(db):
    assert not [label for label in lines_of(claim([child(PUPIL)]), "refused") if "月額" in label]


def test_a_line_for_a_question_nobody_asks_is_refused_with_its_place(tmp_path):
    new = "      lines:\n        - {field: collar}\n    reasons:\n"
    problems = broken(tmp_path, "    reasons:\n", new)
    assert any("collar" in problem.ja for problem in problems)
