"""When a figure may be shown, and to whom."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.formula import parse
from tsunagaru.kernel.suppression import suppress
from tsunagaru.plan.rules.coverage import LACKS, lacking

SHARE = parse('100 * count("application.submitted", channel="online")'
              ' / count("application.submitted")')  # fmt: skip
cells = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e"]), st.tuples(st.integers(0, 40)), max_size=5
)


def test_a_share_online_is_not_measurable_while_only_online_was_ever_recorded():
    assert lacking(SHARE, {"application.submitted": {"online"}}) == LACKS


def test_a_share_online_is_measurable_once_the_counter_is_recorded_too():
    assert lacking(SHARE, {"application.submitted": {"online", "counter"}}) == ""


def test_a_rate_that_filters_no_channel_needs_no_other_channel():
    rate = parse('100 * count("search.performed", zero="yes") / count("search.performed")')
    assert lacking(rate, {"search.performed": {"online"}}) == ""


def test_a_whole_within_the_same_channel_is_no_share_of_channels():
    rate = parse(
        '100 * count("application.ended", channel="online")'
        ' / count("application.started", channel="online")'
    )
    assert lacking(rate, {"application.started": {"online"}}) == ""


@given(cells)
def test_no_small_cell_is_published(counts):
    hidden = suppress(counts)
    assert all(code in hidden for code, (n,) in counts.items() if 0 < n < 5)


@given(cells)
def test_no_hidden_cell_can_be_computed_from_the_total(counts):
    hidden = suppress(counts)
    others = [code for code, (n,) in counts.items() if n and code not in hidden]
    assert len(hidden) != 1 or not others


@given(cells)
def test_a_table_without_small_cells_is_published_whole(counts):
    whole = {code: (n[0] + 5,) for code, n in counts.items()}
    assert suppress(whole) == frozenset()


def test_what_is_left_of_the_whole_counts_as_a_cell():
    assert "a" in suppress({"a": (98, 100, 2), "b": (50, 100, 50), "c": (60, 100, 40)})
