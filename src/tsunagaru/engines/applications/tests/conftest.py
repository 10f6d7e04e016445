"""What the tests of applications share."""

import pytest

from tsunagaru.engines.applications.testing import a_procedure


@pytest.fixture
def dog(db):
    return a_procedure()
