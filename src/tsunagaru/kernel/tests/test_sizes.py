"""How large a file is, in words (大きさの表示)."""

import pytest

from tsunagaru.kernel.sizes import format_size


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "1KB"),
        (70, "1KB"),
        (2048, "2KB"),
        (1024 * 1024 - 1, "1,023KB"),
        (5 * 1024 * 1024, "5MB"),
        (1_300_000, "1.2MB"),
    ],
)
def test_a_size_is_written_as_people_read_it(size, written):
    assert format_size(size) == written
