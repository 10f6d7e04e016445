"""Entries of a group are counted as what they are: people as people."""

import pytest

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.testing import TODAY
from tsunagaru.engines.questionnaires.tests.test_groups import a_form, child, fill, post


@pytest.mark.parametrize(
    ("language", "two", "most"),
    [("ja", "2人", "「子ども」は、3人までです。"), ("en", "2 in all", "3 in all for “Children”")],
)
def test_people_are_counted_as_people(language, two, most):
    form = a_form(unit={"ja": "人", "en": "in all"}, label={"ja": "子ども", "en": "Children"})
    answers = fill(form, post(child(1, "一郎"), child(2, "二郎"))).answers
    (_, found) = api.review(form, answers, language, TODAY)
    assert found.rows[0][2] == two
    raw = post(*(child(n, f"子{n}") for n in (1, 2, 3, 4)))
    many = api.fill_page(form, "main", raw, {}, language=language, today=TODAY)
    assert most in many.errors[-1].message
