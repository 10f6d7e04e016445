"""Keeps small cells from naming people (秘匿): suppression, primary and complementary; rounding."""

from collections.abc import Mapping

SMALLEST = 5


def suppress(counts: Mapping[str, tuple[int, ...]], *, smallest: int = SMALLEST) -> frozenset[str]:
    """Return the cells that must not be published (秘匿する区分).

    A cell goes when one of its counts is 1 to ``smallest - 1``. When exactly one cell goes, it
    could be computed from the total; then the next smallest goes with it.

    Args:
        counts: the counts that a cell would show, by cell; also what is left of the whole
            (denominator less numerator) where a share is shown.

    Source:
        Statistical disclosure control: primary suppression with complementary suppression
        (Handbook on Statistical Disclosure Control, ESSNet 2010, chapter 4).
    """
    hidden = {cell for cell, all_ in counts.items() if any(0 < n < smallest for n in all_)}
    shown = {cell: all_ for cell, all_ in counts.items() if cell not in hidden and any(all_)}
    if len(hidden) == 1 and shown:
        hidden.add(min(shown, key=lambda cell: (max(shown[cell]), cell)))
    return frozenset(hidden)


def coarse(count: int, *, smallest: int = SMALLEST) -> int:
    """Return a count as it may be shown where others are shown beside it (丸め).

    Counts under ``smallest`` stay as they are, for ``suppress`` to hide; all others become a
    multiple of it. The difference of two shown counts is then 0 or at least ``smallest``, whichever
    way the same people are counted, so that none says that one to four made it.

    Args:
        count: of people or acts, 0 or more.

    Source:
        Conventional rounding (Handbook on Statistical Disclosure Control, ESSNet 2010, chapter 5).
    """
    if count < smallest:
        return count
    return (count + smallest // 2) // smallest * smallest
