"""What the tests of payments share."""

import pytest

from tsunagaru.engines.payments.testing import MONDAY, a_provider


@pytest.fixture
def desk():
    """The simulated provider, living on the Monday of the tests, without notifications."""
    with a_provider(now=lambda: MONDAY) as running:
        yield running
