"""From no two numbers of the page can it be read what one to four people did (秘匿)."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.applications.api import FieldCount, PageCount, Stumbling, VersionCount
from tsunagaru.kernel.suppression import SMALLEST, coarse
from tsunagaru.services.procedures.queries.stumbling import drawn

COUNTS = st.integers(0, 60)
DAY = datetime(2026, 4, 6, tzinfo=UTC)
PROBLEMS = ("missing", "rule")
PAGES = st.lists(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), min_size=1, max_size=4)
FIELDS = st.lists(COUNTS, max_size=4)
VERSIONS = st.lists(st.tuples(COUNTS, COUNTS, COUNTS), max_size=3)


@st.composite
def counted(draw):
    """Anything that may have happened on a form."""
    pages = [
        PageCount(f"p{at}", f"ページ{at}", opened, passed, refused, left, Counter({30: passed}))
        for at, (opened, passed, refused, left) in enumerate(draw(PAGES))
    ]
    fields = [
        FieldCount("ページ", f"項目{at}", PROBLEMS[at % 2], n) for at, n in enumerate(draw(FIELDS))
    ]
    versions = [
        VersionCount(f"v{at}", DAY, max(one, two), min(one, two), three)
        for at, (one, two, three) in enumerate(draw(VERSIONS))
    ]
    return Stumbling(pages, fields, versions)


def rounded(found):
    """What happened, had it happened in fives only (where it is shown at all)."""
    pages = [
        replace(
            one,
            opened=coarse(one.opened),
            passed=coarse(one.passed),
            refused=coarse(one.refused),
            left=coarse(one.left),
        )
        for one in found.pages
    ]
    fields = [replace(one, count=coarse(one.count)) for one in found.fields]
    versions = [_version(one) for one in found.versions]
    return Stumbling(pages, fields, versions)


def _version(one):
    left = one.started - one.finished
    if 0 < left < SMALLEST:  # hidden as a whole
        return one
    return replace(
        one,
        started=coarse(one.started),
        finished=coarse(one.finished),
        refused=coarse(one.refused),
    )


@given(counted())
def test_the_page_says_nothing_that_counts_in_fives_would_not_say(found):
    assert drawn(found) == drawn(rounded(found))


@given(counted())
def test_no_two_shown_counts_differ_by_one_to_four(found):
    page = drawn(found)
    cells = [cell for row in page.pages for cell in row[1:5]]
    cells += [row[-1] for row in page.fields] + [cell for row in page.versions for cell in row[2:4]]
    numbers = sorted({int(cell) for cell in cells if re.fullmatch("[0-9]+", cell)})
    assert all(after - before >= SMALLEST for before, after in pairwise(numbers))


@given(COUNTS, COUNTS)
def test_a_rounded_difference_leaves_open_that_it_was_none_or_five(one, other):
    shown = [coarse(count) for count in (one, other)]
    assert [coarse(count) for count in shown] == shown
    if min(one, other) >= SMALLEST:
        assert abs(shown[0] - shown[1]) % SMALLEST == 0
