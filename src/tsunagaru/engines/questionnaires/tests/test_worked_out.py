"""What the system works out is shown in the review, and nobody can change it."""

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.testing import TODAY
from tsunagaru.engines.questionnaires.tests.test_groups import a_form, child, fill, post


def test_the_review_tells_what_nobody_can_change_because_it_is_worked_out():
    answers = fill(a_form(), post(child(1, "一郎"), child(2, "二郎"))).answers
    worked_out = api.review(a_form(), answers, "ja", TODAY)[1].worked_out
    assert {"children-1-amount", "children-2-amount"} <= worked_out
    assert not {"children", "children-1-name"} & worked_out
