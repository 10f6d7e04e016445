"""Rules from the folder, export, erasure and disposal (決まり・開示・消去・廃棄)."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.offers import World
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.hearing.models import Inquiry, PublicAnswer
from tsunagaru.services.hearing.offers.acts import live_with_inquiries
from tsunagaru.services.hearing.offers.privacy import erase, export
from tsunagaru.services.hearing.queries.finished import find, finished
from tsunagaru.services.hearing.services import loading
from tsunagaru.services.hearing.services.disposing import dispose
from tsunagaru.services.hearing.testing import (
    NOON,
    a_hearing_town,
    a_public_answer,
    a_team,
    an_answered,
    an_inquiry,
)

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[5] / "towns" / "oyama"


def test_the_towns_file_is_read_loaded_once_and_written_back(tmp_path):
    parsed = loading.read(Folder(TOWN))
    assert loading.apply(parsed, NOON)
    assert loading.apply(parsed, NOON) == []
    folder = Folder(tmp_path)
    loading.dump(folder)
    assert loading.read(Folder(tmp_path)) == parsed


def test_a_town_that_drops_the_file_hears_no_more():
    loading.apply(loading.read(Folder(TOWN)), NOON)
    assert loading.apply(None, NOON)
    assert loading.apply(None, NOON) == []


def test_a_resident_is_told_everything_and_nothing_of_others():
    person = a_resident()
    an_answered(resident=person.id, text="わたしの質問")
    an_inquiry(resident=a_resident().id, text="ほかの質問")
    (told,) = export(person.id)
    assert (told["said"], told["answered"]) == (["わたしの質問"], ["火曜日と金曜日です。"])


def test_an_erasure_withdraws_what_is_open_and_empties_it():
    person = a_resident()
    row = an_inquiry(resident=person.id)
    an_answered(resident=person.id)
    assert erase(person.id, NOON).erased == 2
    row.refresh_from_db()
    assert (row.state, row.resident, row.sayings.get().text) == ("withdrawn", None, None)
    assert export(person.id) == []


def test_what_is_over_is_disposed_of_and_the_public_words_stay():
    row = a_public_answer().inquiry
    an_inquiry()
    after = NOON + timedelta(days=1)
    assert [one.number for one in finished(after)] == [row.number]
    assert dispose(row.pk, after)
    row.refresh_from_db()
    assert (row.number, row.name, row.replies.get().text) == (row.number, None, None)
    assert PublicAnswer.objects.filter(published_at__isnull=False).exists()
    assert find(row.number) is None
    with pytest.raises(CannotDisposePaper):
        dispose(row.pk, after)


def test_what_is_open_is_not_disposed_of():
    row = an_inquiry()
    with pytest.raises(CannotDisposePaper):
        dispose(row.pk, NOON)
    assert find(row.number).number == row.number


def test_a_simulated_town_asks_and_is_answered():
    a_hearing_town(NOON)
    for section in ("koho", "jumin", "zeimu"):
        a_team(section)
    world = World(rng=Random(7), residents=18_000, days=60)  # noqa: S311 - a simulated town
    done = sum(live_with_inquiries(world, NOON.date() + timedelta(days=n)) for n in range(60))
    assert 10 <= Inquiry.objects.count() <= 60
    assert done > Inquiry.objects.count()
    told = published("inquiry.answered")
    assert {one["on_time"] for one in told} <= {"yes", "no"}
    assert len(told) > 5
