"""Every page of the journeys, walked once (全画面): for everyone, safe, and in one language.

What is looked at on each page: axe and the width in light and dark, narrow and wide; the headers
of its answers and whether it breaks its own security policy; its words, for residents in plain
Japanese and in English as well.
"""

from pprint import pformat

import pytest

from tests.walks.conftest import DESKTOP
from tests.walks.journeys import JOURNEYS
from tests.walks.languages import mixtures, own_words
from tests.walks.test_accessibility import objections
from tests.walks.test_headers import Watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.drill]
FOR_RESIDENTS = ("public", "forms", "resident")


@pytest.mark.parametrize("name", JOURNEYS)
def test_every_page_is_for_everyone_safe_and_in_one_language(desk, town, accounts, name):
    watch, found = Watch(desk, town.address), {}
    own = own_words(accounts) if name in FOR_RESIDENTS else None
    for stop in JOURNEYS[name](desk, accounts):
        where = f"{stop} ({desk.url})"
        if wrong := objections(desk):
            found[where, "axe"] = wrong
        desk.set_viewport_size(DESKTOP)
        if mixed := mixtures(desk, stop, own):
            found[where, "language"] = mixed
    assert not found, pformat(found, width=160)
    assert sorted(watch.lacking) == []
    assert watch.said == []
