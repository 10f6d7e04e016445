"""What headquarters read of the shelters (被害状況報告の避難所)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.services.shelters.offers.situation import PART
from tsunagaru.services.shelters.services.supplies import Wanted, request_supply
from tsunagaru.services.shelters.testing import NOON, a_person, an_opening, shelters_of_a_town

pytestmark = pytest.mark.django_db


def figures(*, drill: bool = False, at=NOON) -> dict[str, str]:
    return {one.label: one.value for one in PART.read(at, drill)}


def test_a_town_with_nothing_open_says_so():
    shelters_of_a_town()
    assert figures() == {"開設中の避難所": "なし"}


def test_open_shelters_are_named_with_people_and_what_they_ask_for():
    opening = an_opening()
    a_person(opening, 1)
    a_person(opening, 2)
    by = actor_of(a_clerk(), at=NOON)
    request_supply(opening.pk, Wanted("water", 10, uuid4()), by=by, at=NOON)
    assert figures() == {
        "開設中の避難所": "1か所",
        "避難している人": "2人",
        "中央体育館": "2人（定員200人）",
        "対応していない物資の要請": "1件",
    }
    late = figures(at=NOON + timedelta(hours=12))
    assert late["定時報告が出ていない避難所"] == "中央体育館"


def test_a_drill_and_the_real_thing_are_never_counted_together():
    a_person(an_opening(drill=True))
    assert figures()["開設中の避難所"] == "なし"
    assert figures(drill=True)["避難している人"] == "1人"
