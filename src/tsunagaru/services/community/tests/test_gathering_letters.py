"""Letters about events, in the town's own words (行事の手紙)."""

import pytest

from tsunagaru.engines.messages.testing import noticed, the_town_texts
from tsunagaru.services.community import tasks
from tsunagaru.services.community.events import GatheringCancelled
from tsunagaru.services.community.services import gatherings
from tsunagaru.services.community.testing import (
    NOON,
    a_gathering,
    a_home,
    a_leader,
    a_sign_up,
    a_town_with_districts,
)


@pytest.mark.django_db
def test_a_cancelled_event_is_named_with_its_weekday_and_no_bracket_stands_in_a_bracket():
    a_town_with_districts()
    the_town_texts(at=NOON)
    head = a_leader(a_home("k1").members[0])
    row = a_gathering(head)
    a_sign_up(row, a_home("k1"))
    gatherings.cancel(row.pk, "大雨のため", by=head, at=NOON)
    tasks.tell_gathering_cancelled(GatheringCancelled(at=NOON, subject=row.pk))
    (letter,) = noticed("gathering_cancelled")
    assert "（日）に予定していた" in letter.body
    assert "））" not in letter.body
