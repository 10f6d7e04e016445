"""What the attacks share: one town per file, undone as a whole afterwards."""

import pytest
from django.db import transaction

from tests.attacks.world import build


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """A town that every test of a file finds as it was built."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(town, db):
    """The town, inside a transaction of this test."""
    return town
