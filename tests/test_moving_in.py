"""Several procedures at the counter (書かない窓口): how many answers, and how many one by one."""

from pathlib import Path

import pytest
from django.utils.datastructures import MultiValueDict

from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.models import Application, Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.examples import examples_of, post_of
from tsunagaru.engines.applications.queries.guides import guide, plan_of
from tsunagaru.engines.applications.services import bundles
from tsunagaru.engines.applications.services.drafts import Applicant
from tsunagaru.engines.applications.testing import NOON
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people.testing import a_clerk, a_resident
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel

TOWN = Path(__file__).resolve().parents[1] / "towns" / "oyama"
TODAY = day_of(NOON)
SITUATION = {
    "moved_on": "2026-05-25",
    "children": "yes",
    "nursery": "no",
    "dog": "none",
    "insurance": "national",
    "newly_wed": "no",
    "waste": "yes",
}
BORN = {"born_on": "2026-05-25", "insurance": "work", "single": "no", "work": "no"}
FEWEST_PROCEDURES, MOST_ANSWERS = 6, 40


def parts_of(row):
    return reads.parts_of(row, reads.drafts_in(row), TODAY)


def fill_in(row, before=("", "")):
    """Fill in what is left to ask, page after page, with the examples of the procedures.

    Args:
        before: a procedure and a page of it that are left as they are, and all that follows.
    """
    seen = set()
    while left := [one for one in reads.stops_of(parts_of(row), TODAY) if one not in seen]:
        stop = left[0]
        seen.add(stop)
        part = parts_of(row)[stop[0]]
        if (part.form.definition.code, stop[1]) == before:
            break
        example = examples_of(part.form.definition)[0]
        groups = {one.code for one in part.form.questionnaire.questions if one.kind == "group"}
        known = {code: one for code, one in part.draft.answers.items() if code not in groups}
        raw = post_of(part.form, stop[1], example, whole(known), TODAY)
        shown = [code for code in raw[questionnaires.SHOWN] if code not in part.left_out]
        raw[questionnaires.SHOWN] = shown
        done = bundles.save_stop(row, stop, raw, MultiValueDict(), language="ja", at=NOON)
        assert not [one for one in done.saved.errors if one.field == "email"]


def whole(known):
    """Leave out whoever is known in part: of a baby, only the day it was born."""
    return {code: one for code, one in known.items() if one != {"birth_on": BORN["born_on"]}}


def begun_for(resident, event="moving-in", situation=SITUATION):
    """Begin what somebody needs, at the counter; return the bundle and its procedures."""
    plan = plan_of(guide(event), situation, Channel.COUNTER, TODAY)
    codes = [todo.procedure.code for todo in plan.fillable]
    applicant = Applicant(
        resident=resident, staff=a_clerk().id, channel=Channel.COUNTER, with_code=False
    )
    begun = bundles.start_bundle(event, codes, situation, applicant, at=NOON)
    return Bundle.objects.get(pk=begun.bundle), codes


@pytest.mark.django_db
def test_an_address_for_mail_that_was_left_blank_is_asked_for_once():
    load(TOWN, at=NOON)
    row, codes = begun_for(None)
    fill_in(row)
    parts = parts_of(row)
    assert not any(part.draft.answers.get("email") for part in parts)
    assert [part.name.ja for part in parts if "email" not in part.left_out] == ["転入届の事前入力"]
    bundles.submit_bundle(row.pk, language="ja", at=NOON)
    assert Application.objects.count() == len(codes)


@pytest.mark.django_db
def test_a_baby_is_named_once_in_all_that_is_to_do_after_its_birth():
    load(TOWN, at=NOON)
    row, codes = begun_for(a_resident().id, "birth", BORN)
    assert {"child-medical", "birth-contact"} <= set(codes)
    fill_in(row)
    by_code = {part.form.definition.code: part for part in parts_of(row)}
    medical, contact = by_code["child-medical"], by_code["birth-contact"]
    assert medical.draft.answers["child"]["given"]
    assert "baby" in contact.left_out
    bundles.submit_bundle(row.pk, language="ja", at=NOON)
    assert Application.objects.count() == len(codes)


@pytest.mark.django_db
def test_a_baby_stands_among_the_children_until_the_parent_has_said_who_is_there():
    load(TOWN, at=NOON)
    row, _ = begun_for(a_resident().id, "birth", BORN)
    fill_in(row, before=("child-allowance", "children"))
    medical, allowance = (part.draft.answers for part in parts_of(row)[:2])
    assert [one["name"] for one in allowance["children"]] == [medical["child"]]
    fill_in(row)  # with other children than the baby: who is named on the page itself stays
    medical, allowance = (part.draft.answers for part in parts_of(row)[:2])
    assert medical["child"] not in [one["name"] for one in allowance["children"]]
    assert len(allowance["children"]) >= 1


@pytest.mark.django_db
def test_moving_in_is_filed_with_forty_answers_at_most(tell):
    load(TOWN, at=NOON)
    row, codes = begun_for(a_resident().id)
    fill_in(row)
    asked, alone = reads.count_questions(parts_of(row), TODAY)
    asked += len(SITUATION)
    tell(f"{len(codes)} procedures: {asked} answers, one by one {alone}")
    bundles.submit_bundle(row.pk, language="ja", at=NOON)
    assert Application.objects.count() == len(codes) >= FEWEST_PROCEDURES
    assert asked <= MOST_ANSWERS < alone


@pytest.mark.django_db
def test_the_day_a_baby_was_born_is_not_asked_again_with_its_name():
    load(TOWN, at=NOON)
    row, _ = begun_for(a_resident().id, "birth", BORN)
    known = {"birth_on": BORN["born_on"]}
    medical, allowance = (part for part in parts_of(row)[:2])
    assert medical.draft.answers["child"] == known
    assert [one["name"] for one in allowance.draft.answers["children"]] == [known]
    assert "child" not in medical.left_out, "the name is still asked for"
