"""How many copies are printed (部数)."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.services.community.rules.printing import (
    Form,
    PrintRule,
    copies_of,
    copies_of_district,
)

RULE = PrintRule(households_a_board=15, spare_a_group=1, spare_a_district=2)


def test_a_group_without_paper_gets_none():
    assert copies_of(Form.ROUND, 0, RULE) == 0
    assert copies_of(Form.EACH, 0, RULE) == 0
    assert copies_of_district([0, 0], RULE) == 0


def test_a_board_is_shared_and_each_gets_one_otherwise():
    assert copies_of(Form.ROUND, 15, RULE) == 1 + 1
    assert copies_of(Form.ROUND, 16, RULE) == 2 + 1
    assert copies_of(Form.EACH, 16, RULE) == 16 + 1


@given(st.sampled_from(Form), st.lists(st.integers(0, 200)))
def test_there_is_enough_for_every_household(form, groups):
    copies = [copies_of(form, n, RULE) for n in groups]
    needed = sum(groups) if form is Form.EACH else 0
    assert copies_of_district(copies, RULE) >= needed
    if form is Form.ROUND:
        assert all(c * RULE.households_a_board >= n for c, n in zip(copies, groups, strict=True))
