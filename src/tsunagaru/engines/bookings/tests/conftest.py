"""What the tests of bookings share: real connections for threads."""

import pytest

from tsunagaru.ground.rows import testing


@pytest.fixture
def together(shared_database):
    """Give a way to run some work in threads at once, each with its own connection."""
    return testing.together
