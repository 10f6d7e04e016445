"""Moving to Oyama at the counter (書かない窓口): how many answers, and how many one by one."""

import sys
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
FEWEST_PROCEDURES, MOST_ANSWERS = 6, 40


def parts_of(row):
    return reads.parts_of(row, reads.drafts_in(row), TODAY)


def fill_in(row):
    """Fill in what is left to ask, page after page, with the examples of the procedures."""
    seen = set()
    while left := [one for one in reads.stops_of(parts_of(row), TODAY) if one not in seen]:
        stop = left[0]
        seen.add(stop)
        part = parts_of(row)[stop[0]]
        example = examples_of(part.form.definition)[0]
        raw = post_of(part.form, stop[1], example, part.draft.answers, TODAY)
        shown = [code for code in raw[questionnaires.SHOWN] if code not in part.left_out]
        raw[questionnaires.SHOWN] = shown
        bundles.save_stop(row, stop, raw, MultiValueDict(), language="ja", at=NOON)


@pytest.mark.django_db
def test_moving_in_is_filed_with_forty_answers_at_most(capsys):
    load(TOWN, at=NOON)
    plan = plan_of(guide("moving-in"), SITUATION, Channel.COUNTER, TODAY)
    codes = [todo.procedure.code for todo in plan.fillable]
    applicant = Applicant(
        resident=a_resident().id, staff=a_clerk().id, channel=Channel.COUNTER, with_code=False
    )
    begun = bundles.start_bundle("moving-in", codes, SITUATION, applicant, at=NOON)
    row = Bundle.objects.get(pk=begun.bundle)
    fill_in(row)
    asked, alone = reads.count_questions(parts_of(row), TODAY)
    asked += len(SITUATION)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(codes)} procedures: {asked} answers, one by one {alone}\n")
    bundles.submit_bundle(row.pk, language="ja", at=NOON)
    assert Application.objects.count() == len(codes) >= FEWEST_PROCEDURES
    assert asked <= MOST_ANSWERS < alone
